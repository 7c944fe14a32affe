package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Average over all pixels of an image.
///
/// *Computes*, for each image and channel: the sum of each row, `row = 0; row += input[y][x]` for
/// `x = 0 … width − 1`; their sum, `sum = 0; sum += row` for `y = 0 … height − 1`; the result is
/// `sum / (height · width)`. Rows are summed on their own so that they can be summed anywhere, in any order,
/// without a change of the result.
///
/// *Requires.* The output is `batch × 1 × 1 × channels`, so its rows are the images; the maps do not overlap.
public interface GlobalAveragePool {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static GlobalAveragePool scalar() { return ScalarGlobalAveragePool.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static GlobalAveragePool simd() { return VectorGlobalAveragePool.INSTANCE; }

    /// Computes images of the batch.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×1×1×C`
    /// @param rowBegin first image to compute
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×1×1×C`
    /// @param rowBegin first image to compute
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("output", output, input.channels());
        Checks.pixels("output", output, input.batch(), 1, 1);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
