package dev.ghostlane.kernels.depthwise;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.ScalarDepthwise;

/// The scalar reference of [DepthwiseConvolution].
public final class ScalarDepthwiseConvolution implements DepthwiseConvolution {

    @Override
    public void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        DepthwiseConvolution.check(weights, input, output, rowBegin, rowEnd);
        ScalarDepthwise.run(weights, activation, input, output, rowBegin, rowEnd);
    }
}
