package dev.ghostlane.bench;

/// The check before every timing: two implementations gave the same bits.
public final class SameBits {

    private SameBits() {}

    /// Throws unless two arrays are the same to the bit; NaN is the same as any NaN.
    ///
    /// @param what the benchmark and its case
    /// @throws IllegalStateException with the first difference
    public static void require(String what, float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                throw new IllegalStateException("%s: element %d is %s (0x%08x) instead of %s (0x%08x)".formatted(
                        what, i, actual[i], Float.floatToRawIntBits(actual[i]), expected[i],
                        Float.floatToRawIntBits(expected[i])));
            }
        }
    }
}
