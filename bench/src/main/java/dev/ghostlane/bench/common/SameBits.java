package dev.ghostlane.bench.common;

import java.util.Optional;

/// The check before every timing: two implementations gave the same bits.
public final class SameBits {

    private SameBits() {}

    /// Throws unless two arrays are the same to the bit; NaN is the same as any NaN.
    ///
    /// @param what the benchmark and its case
    /// @throws IllegalStateException with the first difference
    public static void require(String what, float[] expected, float[] actual) {
        difference(what, expected, actual).ifPresent(difference -> {
            throw new IllegalStateException(difference);
        });
    }

    /// The first difference of two arrays, empty if they are the same to the bit; NaN is the same as any NaN.
    public static Optional<String> difference(String what, float[] expected, float[] actual) {
        if (expected.length != actual.length) {
            return Optional.of(what + ": " + actual.length + " elements instead of " + expected.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
                return Optional.of("%s: element %d is %s (0x%08x) instead of %s (0x%08x)".formatted(what, i, actual[i],
                        Float.floatToRawIntBits(actual[i]), expected[i], Float.floatToRawIntBits(expected[i])));
            }
        }
        return Optional.empty();
    }
}
