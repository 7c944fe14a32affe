package dev.ghostlane.kernels.strip;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseConvolution;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [StripConvolution]: that of [DepthwiseConvolution], which knows strips.
final class VectorStripConvolution implements StripConvolution {

    static final VectorStripConvolution INSTANCE = new VectorStripConvolution();

    @Override
    public void run(StripWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        StripConvolution.check(weights, input, output, rowBegin, rowEnd);
        DepthwiseConvolution.simd().run(weights.depthwise(), activation, input, output, rowBegin, rowEnd);
    }
}
