package dev.ghostlane.kernels.depthwise;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Depthwise;

/// The SIMD kernel of [DepthwiseConvolution].
///
/// *Tile and registers*, *Tail*: see [dev.ghostlane.kernels.internal.depthwise.VectorDepthwise].
public final class VectorDepthwiseConvolution implements DepthwiseConvolution {

    @Override
    public void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        DepthwiseConvolution.check(weights, input, output, rowBegin, rowEnd);
        Depthwise.run(weights, activation, input, output, rowBegin, rowEnd);
    }
}
