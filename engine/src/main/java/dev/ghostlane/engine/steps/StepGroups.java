package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Cuts the steps of a plan for several images into groups that run image by image.
///
/// If each step ran over the whole batch, its output (25 MB for 32 images at 112²) would be gone from the caches before
/// the next step reads it. So neighbouring steps form a group: one image goes through all of them, then the next. Only
/// steps with more weights than pixels stay apart and read their weights once for the whole batch. The results are the
/// same bits. Bands of rows within one image are not worth it: the third-level cache keeps up.
public final class StepGroups {

    /// Steps `first … last`; more than one run image by image.
    public record Group(int first, int last) {
        public boolean byImage() { return last > first; }
    }

    /// Most bytes that one image's maps of a group may have. All maps of a group have places of their own in the arena,
    /// so this bounds the memory that groups cost.
    private static final long GROUP_BYTES = 2 << 20;

    /// Maps of a batch with at most this many bytes stay in the caches anyway; such a step takes the whole batch.
    private static final long CACHED_BYTES = 1 << 20;

    private StepGroups() {}

    /// All steps in groups, in order.
    public static List<Group> of(List<PlannedStep> steps) {
        List<Group> groups = new ArrayList<>();
        int first = 0;
        while (first < steps.size()) {
            int last = first;
            long bytes = imageBytes(steps.get(first).output());
            while (last + 1 < steps.size() && fits(steps.get(last)) && fits(steps.get(last + 1))
                    && bytes + imageBytes(steps.get(last + 1).output()) <= GROUP_BYTES) {
                last++;
                bytes += imageBytes(steps.get(last).output());
            }
            if (bytes * steps.get(first).output().batch() <= CACHED_BYTES) {
                last = first;
            }
            groups.add(new Group(first, last));
            first = last + 1;
        }
        return groups;
    }

    private static boolean fits(PlannedStep planned) {
        Shape output = planned.output();
        int images = output.batch();
        return images > 1 && planned.units() % images == 0 && planned.step().byRows()
                && planned.step().weightBytes() <= planned.mapBytes() / images;
    }

    private static long imageBytes(Shape shape) { return 4L * shape.floats() / shape.batch(); }
}
