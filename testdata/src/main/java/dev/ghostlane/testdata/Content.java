package dev.ghostlane.testdata;

import java.util.random.RandomGenerator;

/// Kinds of tensor contents, each hard on arithmetic in a way of its own.
public enum Content {

    /// Standard normal values, as a network's activations and weights are.
    NORMAL(random -> (float) random.nextGaussian()),

    /// Values of size 1 to 1 + 2⁻¹⁹ with random signs: sums of products nearly cancel, so any change of the
    /// order of additions changes bits.
    CANCELLATION(random -> (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(16) * 0x1p-23f)),

    /// Subnormal numbers and the smallest normal ones among normal values: products underflow.
    SUBNORMAL(random -> {
        int sign = random.nextInt() & Integer.MIN_VALUE;
        return switch (random.nextInt(4)) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> Float.intBitsToFloat(sign | random.nextInt(0x0080_0000, 0x0280_0000));
            default -> Float.intBitsToFloat(sign | random.nextInt(0x0080_0000));
        };
    }),

    /// +0, −0 and ±1: the signs of zero results depend on each operation.
    SIGNED_ZEROS(random -> switch (random.nextInt(8)) {
            case 0 -> 1;
            case 1 -> -1;
            case 2, 3, 4 -> 0f;
            default -> -0f;
        }),

    /// Sizes from 2⁻⁴⁰ to 2⁴⁰: most addends are lost in the largest, and which ones depends on the order.
    HUGE_AND_SMALL(random -> (float) random.nextDouble(-1, 1) * Math.scalb(1f, random.nextInt(-40, 41))),

    /// Normal values of which one in 48 is NaN, with any sign and payload, or an infinity.
    NOT_FINITE(random -> switch (random.nextInt(144)) {
            case 0 -> nan(random);
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> Float.NEGATIVE_INFINITY;
            default -> (float) random.nextGaussian();
        }),

    /// Finite values up to the largest there is: sums and products overflow, and ∞ − ∞ gives NaN.
    OVERFLOWING(random -> (float) random.nextDouble(-1, 1) * (random.nextInt(3) == 0 ? Float.MAX_VALUE : 0x1p64f));

    private interface Values {
        float next(RandomGenerator random);
    }

    private final Values values;

    Content(Values values) { this.values = values; }

    /// NaN with any sign and a payload that is no poison of a [GuardedMap].
    private static float nan(RandomGenerator random) {
        int sign = random.nextInt() & Integer.MIN_VALUE;
        return Float.intBitsToFloat(sign | 0x7fc00000 | random.nextInt(GuardedMap.OUTPUT_POISON & 0xffff));
    }

    /// The next value of a tensor of this kind.
    float next(RandomGenerator random) { return values.next(random); }
}
