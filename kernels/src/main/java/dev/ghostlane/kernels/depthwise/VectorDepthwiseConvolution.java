package dev.ghostlane.kernels.depthwise;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Simd;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [DepthwiseConvolution].
///
/// *Tile and registers*: see [VectorDepthwise].
///
/// *Tail.* Few channels are computed on half vectors, see the package `internal`.
final class VectorDepthwiseConvolution implements DepthwiseConvolution {

    static final VectorDepthwiseConvolution INSTANCE = new VectorDepthwiseConvolution();

    @Override
    public void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        DepthwiseConvolution.check(weights, input, output, rowBegin, rowEnd);
        if (weights.channels() < Simd.LANES) {
            HalfVectorDepthwise.run(weights, activation, input, output, rowBegin, rowEnd);
        } else {
            VectorDepthwise.run(weights, activation, input, output, rowBegin, rowEnd);
        }
    }
}
