package dev.ghostlane.kernels.strip;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Depthwise;

/// The SIMD kernel of [StripConvolution].
///
/// *Tile and registers*, *Tail*: see [dev.ghostlane.kernels.internal.depthwise.VectorDepthwise].
public final class VectorStripConvolution implements StripConvolution {

    @Override
    public void run(StripWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        StripConvolution.check(weights, input, output, rowBegin, rowEnd);
        Depthwise.run(weights.depthwise(), activation, input, output, rowBegin, rowEnd);
    }
}
