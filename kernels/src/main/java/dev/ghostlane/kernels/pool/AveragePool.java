package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// 2×2 average pooling with stride 2; an odd last row or column is dropped, as `avg_pool2d(2, 2)` does.
///
/// *Computes*, for each output pixel and channel, with `a b` above `c d` the four input values:
/// `(((a + b) + c) + d) · 0.25`.
///
/// *Requires.* The output has the input's batch and channels and half its height and width, rounded down;
/// they do not overlap.
public interface AveragePool {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static AveragePool scalar() { return ScalarAveragePool.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static AveragePool simd() { return VectorAveragePool.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the means, `N×(H/2)×(W/2)×C`, sizes rounded down
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the means, `N×(H/2)×(W/2)×C`, sizes rounded down
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("output", output, input.channels());
        Checks.pixels("output", output, input.batch(), input.height() / 2, input.width() / 2);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
