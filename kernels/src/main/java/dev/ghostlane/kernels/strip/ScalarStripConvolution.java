package dev.ghostlane.kernels.strip;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseConvolution;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [StripConvolution]: that of [DepthwiseConvolution], which knows strips.
final class ScalarStripConvolution implements StripConvolution {

    static final ScalarStripConvolution INSTANCE = new ScalarStripConvolution();

    @Override
    public void run(StripWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        StripConvolution.check(weights, input, output, rowBegin, rowEnd);
        DepthwiseConvolution.scalar().run(weights.depthwise(), activation, input, output, rowBegin, rowEnd);
    }
}
