package dev.ghostlane.testdata;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Tensors that a seed determines, on every machine and JDK.
public final class Tensors {

    private Tensors() {}

    /// Values of a kind.
    ///
    /// @param seed the same seed gives the same values; neighbouring seeds give unrelated ones
    public static float[] of(Content content, int count, long seed) {
        RandomGenerator random = random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = content.next(random);
        }
        return values;
    }

    /// The random generator of a seed.
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
