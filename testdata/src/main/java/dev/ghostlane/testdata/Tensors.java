package dev.ghostlane.testdata;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Tensors that a seed determines, on every machine and JDK.
public final class Tensors {

    private Tensors() {}

    /// {@return floats of a kind that a seed determines}
    ///
    /// @param content the kind
    /// @param count how many
    /// @param seed the same seed gives the same values; neighbouring seeds give unrelated ones
    public static float[] of(Content content, int count, long seed) {
        RandomGenerator random = random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = content.next(random);
        }
        return values;
    }

    /// {@return a random generator that a seed determines}
    ///
    /// @param seed the same seed gives the same values
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Cuts `0 … parts` into ranges in a random order: how a team of threads might do the work.
    ///
    /// @param parts how many parts there are
    /// @param seed the same seed gives the same values
    /// @return begin and end of each range; some may be empty
    public static int[][] cuts(int parts, long seed) {
        var random = random(seed);
        int count = random.nextInt(1, 6);
        int[] edges = IntStream.concat(IntStream.of(0, parts),
                random.ints(count, 0, parts + 1)).sorted().toArray();
        int[][] ranges = new int[edges.length - 1][];
        for (int i = 0; i < ranges.length; i++) {
            int other = random.nextInt(i + 1);
            ranges[i] = ranges[other];
            ranges[other] = new int[]{edges[i], edges[i + 1]};
        }
        return ranges;
    }
}
