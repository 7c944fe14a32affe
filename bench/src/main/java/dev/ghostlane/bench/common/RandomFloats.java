package dev.ghostlane.bench.common;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Ordinary numbers, as activations and weights are, the same for the same seed on every machine.
public final class RandomFloats {
    private final RandomGenerator random;

    /// @param seed what determines the numbers
    public RandomFloats(long seed) { random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed); }

    /// Fills a part of an array with standard normal numbers.
    public void fill(float[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            array[i] = (float) random.nextGaussian();
        }
    }

    /// Standard normal numbers.
    public float[] next(int count) {
        float[] array = new float[count];
        fill(array, 0, count);
        return array;
    }
}
