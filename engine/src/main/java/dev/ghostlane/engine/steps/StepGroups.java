package dev.ghostlane.engine.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;

/// Cuts the steps of a plan for several images into groups that run image by image and steps that take the whole batch,
/// so that the caches miss as few bytes as possible.
///
/// A step that takes the whole batch reads its weights once for all images; but its output (25 MB for 32 images at
/// 112²) is gone from the caches before the next step reads it. In a group one image goes through all steps, then the
/// next, in the same memory: its maps stay in the caches, and the weights are read anew for each image. The results are
/// the same bits. Bands of rows within one image are not worth it: the third-level cache keeps up.
public final class StepGroups {

    /// Steps `first … last`; more than one run image by image.
    public record Group(int first, int last) {
        public boolean byImage() { return last > first; }
    }

    /// What a step moves.
    ///
    /// @param weights bytes of its weights
    /// @param written bytes of its output, for the whole batch
    /// @param lastRead the last step that reads the buffer in which the output is
    /// @param reads the maps that it reads
    public record Traffic(long weights, long written, int lastRead, List<Read> reads) {}

    /// A map that a step reads.
    ///
    /// @param bytes for the whole batch
    /// @param writer the last step before that wrote into its buffer; −1 if that is the network's input
    public record Read(long bytes, int writer) {}

    /// A map of a batch with at most this many bytes stays in the caches until the next step reads it.
    public static final long CACHED_BYTES = 512 << 10;

    private final List<Traffic> steps;
    private final int images;
    private final long cachedBytes;
    private final List<List<Integer>> lastReads = new ArrayList<>();

    private StepGroups(List<Traffic> steps, int images, long cachedBytes) {
        this.steps = steps;
        this.images = images;
        this.cachedBytes = cachedBytes;
        for (int i = 0; i < steps.size(); i++) {
            lastReads.add(new ArrayList<>());
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).lastRead() < steps.size()) {
                lastReads.get(steps.get(i).lastRead()).add(i);
            }
        }
    }

    /// All steps in groups, in order.
    ///
    /// @param images of a run
    /// @param cachedBytes [#CACHED_BYTES], or another number in tests
    public static List<Group> of(List<Traffic> steps, int images, long cachedBytes) {
        return new StepGroups(steps, images, cachedBytes).best();
    }

    /// The groups that miss the fewest bytes. With those up to a step known, the group that ends with the next one
    /// begins where both together miss the fewest.
    private List<Group> best() {
        long[] missed = new long[steps.size() + 1];
        int[] begin = new int[steps.size() + 1];
        Arrays.fill(missed, 1, missed.length, Long.MAX_VALUE);
        for (int first = 0; first < steps.size(); first++) {
            // Weights, and maps from before the group; maps of the group that a step to come reads.
            long weights = 0;
            long before = 0;
            long pending = 0;
            for (int last = first; last < steps.size() && (last == first || images > 1); last++) {
                Traffic step = steps.get(last);
                for (Read read : step.reads()) {
                    before += read.writer() < first ? missed(read.bytes()) : 0;
                }
                weights += step.weights();
                pending += missed(step.written());
                for (int written : lastReads.get(last)) {
                    pending -= written >= first ? missed(steps.get(written).written()) : 0;
                }
                long all = missed[first] + before + pending + weights * (last > first ? images : 1);
                if (all < missed[last + 1]) {
                    missed[last + 1] = all;
                    begin[last + 1] = first;
                }
            }
        }
        LinkedList<Group> groups = new LinkedList<>();
        for (int end = steps.size(); end > 0; end = begin[end]) {
            groups.addFirst(new Group(begin[end], end - 1));
        }
        return groups;
    }

    private long missed(long bytes) { return bytes > cachedBytes ? bytes : 0; }
}
