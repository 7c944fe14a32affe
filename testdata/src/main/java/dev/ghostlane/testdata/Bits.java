package dev.ghostlane.testdata;

import java.util.function.Supplier;

/// Comparison of floats by their bits: the rule by which two kernels are the same.
///
/// Two floats are the same if their bits are; so +0 and −0 differ. NaN is the same as any NaN, because Java
/// leaves open which payload an operation on a NaN returns.
public final class Bits {

    private Bits() {}

    /// {@return whether two floats are the same by the rule of this class}
    ///
    /// @param a a float, NaN included
    /// @param b a float, NaN included
    public static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }

    /// Asserts that two arrays are the same by the rule of this class.
    ///
    /// @param what describes the case on failure, with all that is needed to repeat it: shapes, seed, vector
    ///        width
    /// @param expected the right values
    /// @param actual what is judged
    /// @throws AssertionError with index, values, bits and distance of the first difference
    public static void assertSame(Supplier<String> what, float[] expected, float[] actual) {
        assertSame(what, null, expected, actual);
    }

    /// The same for the elements of a feature map, so that a failure names image, row, column and channel.
    ///
    /// @param what describes the case on failure, with all that is needed to repeat it
    /// @param layout of the map whose elements, in NHWC order without gaps, the arrays are; null if there is
    ///        none
    /// @param expected the right values
    /// @param actual what is judged
    public static void assertSame(Supplier<String> what, Layout layout, float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new AssertionError(
                    "expected " + expected.length + " elements, found " + actual.length + " in "
                            + what.get());
        }
        Judgement judgement = Judgement.ofBits(expected, actual);
        if (!judgement.isGood()) {
            throw new AssertionError(judgement.explanation(layout) + "\n  in " + what.get());
        }
    }

    /// {@return a float in decimal and as bits, such as `0.1 (0x3dcccccd)`}
    ///
    /// @param value any float
    public static String describe(float value) {
        return value + " (0x%08x)".formatted(Float.floatToRawIntBits(value));
    }

    /// {@return how many floats lie between two, plus one: 0 for equal ones, 1 for neighbours; +0 and −0 count as one
    /// apart}
    ///
    /// @param a a float, but no NaN
    /// @param b a float, but no NaN
    /// @throws IllegalArgumentException if one of them is NaN
    public static long ulps(float a, float b) {
        if (Float.isNaN(a) || Float.isNaN(b)) {
            throw new IllegalArgumentException("NaN has no neighbours: " + describe(a) + ", " + describe(b));
        }
        return Math.abs(ordered(a) - ordered(b));
    }

    private static long ordered(float value) {
        int bits = Float.floatToRawIntBits(value);
        return bits >= 0 ? bits : -1L - (bits & Integer.MAX_VALUE);
    }
}
