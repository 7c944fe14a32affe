package dev.ghostlane.kernels.strip;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.ScalarDepthwise;

/// The scalar reference of [StripConvolution].
public final class ScalarStripConvolution implements StripConvolution {

    @Override
    public void run(StripWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        StripConvolution.check(weights, input, output, rowBegin, rowEnd);
        ScalarDepthwise.run(weights.depthwise(), activation, input, output, rowBegin, rowEnd);
    }
}
