package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Cuts the steps of a plan for several images into groups that run image by image.
///
/// One step after the other over a whole batch, each map (25 MB for 32 images at 112²) would be gone from the caches
/// before the next step reads it. So neighbouring steps form a group: one image goes through all of them, then the
/// next. Only steps with more weights than pixels stay apart and read their weights once for the whole batch.
/// Kernels and results know nothing of this.
///
/// For a single image the same was tried with bands of rows (maps at 112² have 800 KiB) and gave nothing beyond the noise
/// on a CPU with 512 KiB of second-level cache: reading is sequential and the third level keeps up.
public final class StepGroups {

    /// Steps `first … last`; more than one run image by image.
    public record Group(int first, int last) {
        public boolean byImage() { return last > first; }
    }

    /// Bytes of one image's maps in a group at most. All maps of a group have a place of their own in the arena,
    /// so this bounds the memory that groups cost.
    private static final long GROUP_BYTES = 2 << 20;

    /// Bytes of a batch's maps that the caches hold anyway: below, a step takes the whole batch.
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
                && planned.step().weightFloats() * Float.BYTES <= planned.mapBytes() / images;
    }

    private static long imageBytes(Shape shape) { return 4L * shape.floats() / shape.batch(); }
}
