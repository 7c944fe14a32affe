package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Mean and maximum over the channels of each pixel, as the spatial half of CBAM has them.
///
/// *Computes*, for each pixel: channel 0 is the sum by the tree of sixteen partial sums that
/// [dev.ghostlane.kernels.softmax.Softmax] describes, divided by the channels; channel 1 is the largest channel, as
/// `Math.max` has it (NaN if there is one), −0 counted as 0.
///
/// *Requires.* The output has the input's batch, height and width and 2 channels; the maps do not overlap.
public interface ChannelPool {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static ChannelPool scalar() { return ScalarChannelPool.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static ChannelPool simd() { return VectorChannelPool.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives mean and maximum, `N×H×W×2`
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives mean and maximum, `N×H×W×2`
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("output", output, 2);
        Checks.pixels("output", output, input.batch(), input.height(), input.width());
        Checks.rows(output, rowBegin, rowEnd);
    }
}
