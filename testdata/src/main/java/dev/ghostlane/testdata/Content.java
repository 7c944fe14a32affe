package dev.ghostlane.testdata;

import java.util.random.RandomGenerator;

/// Kinds of tensor contents, each hard on arithmetic in a way of its own.
public enum Content {

    /// Standard normal values, as a network's activations and weights are.
    NORMAL {
        @Override
        float next(RandomGenerator random) { return (float) random.nextGaussian(); }
    },

    /// Values of size 1 to 1 + 2⁻¹⁹ with random signs: sums of products nearly cancel, so any change of the
    /// order of additions changes bits.
    CANCELLATION {
        @Override
        float next(RandomGenerator random) {
            return (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(16) * 0x1p-23f);
        }
    },

    /// Subnormal numbers and the smallest normal ones among normal values: products underflow.
    SUBNORMAL {
        @Override
        float next(RandomGenerator random) {
            int sign = random.nextInt() & Integer.MIN_VALUE;
            return switch (random.nextInt(4)) {
                case 0 -> (float) random.nextGaussian();
                case 1 -> Float.intBitsToFloat(sign | random.nextInt(0x0080_0000, 0x0280_0000));
                default -> Float.intBitsToFloat(sign | random.nextInt(0x0080_0000));
            };
        }
    },

    /// +0, −0 and ±1: the signs of zero results depend on each operation.
    SIGNED_ZEROS {
        @Override
        float next(RandomGenerator random) {
            return switch (random.nextInt(8)) {
                case 0 -> 1;
                case 1 -> -1;
                case 2, 3, 4 -> 0f;
                default -> -0f;
            };
        }
    },

    /// Sizes from 2⁻⁴⁰ to 2⁴⁰: most addends are lost in the largest, and which ones depends on the order.
    HUGE_AND_SMALL {
        @Override
        float next(RandomGenerator random) {
            return (float) random.nextDouble(-1, 1) * Math.scalb(1f, random.nextInt(-40, 41));
        }
    },

    /// Normal values of which one in 48 is NaN, with any sign and payload, or an infinity.
    NOT_FINITE {
        @Override
        float next(RandomGenerator random) {
            return switch (random.nextInt(144)) {
                case 0 -> nan(random);
                case 1 -> Float.POSITIVE_INFINITY;
                case 2 -> Float.NEGATIVE_INFINITY;
                default -> (float) random.nextGaussian();
            };
        }
    },

    /// Finite values up to the largest there is: sums and products overflow, and ∞ − ∞ gives NaN.
    OVERFLOWING {
        @Override
        float next(RandomGenerator random) {
            return (float) random.nextDouble(-1, 1) * (random.nextInt(3) == 0 ? Float.MAX_VALUE : 0x1p64f);
        }
    };

    /// NaN with any sign and a payload that is no poison of a [GuardedMap].
    private static float nan(RandomGenerator random) {
        int sign = random.nextInt() & Integer.MIN_VALUE;
        return Float.intBitsToFloat(sign | 0x7fc00000 | random.nextInt(GuardedMap.OUTPUT_POISON & 0xffff));
    }

    /// The next value of a tensor of this kind.
    abstract float next(RandomGenerator random);

    /// Whether all values are finite and sums of up to 2⁴⁰ products of two of them are, too: what an error
    /// bound that is derived from rounding errors takes for granted.
    public boolean isBounded() { return this != NOT_FINITE && this != OVERFLOWING; }
}
