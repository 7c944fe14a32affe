package dev.ghostlane.testdata.contract;

/// The order of additions that contracts state for sums over channels or tokens: sixteen partial sums and their tree.
public final class PartialSums {

    private PartialSums() {}

    /// {@return the sum of some terms, in the order of the contracts}
    ///
    /// @param terms the addends
    public static float of(float[] terms) {
        float[] sums = new float[16];
        for (int i = 0; i < terms.length; i++) {
            sums[i % 16] += terms[i];
        }
        for (int half = 8; half >= 1; half /= 2) {
            for (int j = 0; j < half; j++) {
                sums[j] += sums[j + half];
            }
        }
        return sums[0];
    }
}
