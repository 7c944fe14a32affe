package dev.ghostlane.kernels.internal;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.internal.depthwise.VectorDepthwise;

/// Depthwise and strip convolutions on vectors of the width that fits the channels.
public final class Depthwise {

    private Depthwise() {}

    /// Arguments as in [dev.ghostlane.kernels.depthwise.DepthwiseConvolution#run], checked by the caller.
    public static void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        if (weights.channels() < Simd.LANES) {
            dev.ghostlane.kernels.internal.halfdepthwise.VectorDepthwise.run(weights, activation, input, output,
                    rowBegin, rowEnd);
        } else {
            VectorDepthwise.run(weights, activation, input, output, rowBegin, rowEnd);
        }
    }
}
