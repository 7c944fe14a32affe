package dev.ghostlane.kernels.pointwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.internal.matrix.VectorMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// The SIMD kernel of [PointwiseConvolution].
///
/// *Tile and registers*, *Order*, *Tail*: see [VectorMatrix]. An activation other than a ReLU is a pass of its own.
final class VectorPointwiseConvolution implements PointwiseConvolution {

    static final VectorPointwiseConvolution INSTANCE = new VectorPointwiseConvolution();

    @Override
    public PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias, WeightFormat format) {
        return new PointwiseWeights(PackedMatrix.pack(outChannels, inChannels, weights, bias, LANES,
                VectorMatrix.tileVectors(outChannels), format));
    }

    @Override
    public void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd, float[] scratch, int scratchAt) {
        PointwiseConvolution.check(weights, input, output, rowBegin, rowEnd, scratch, scratchAt);
        PackedMatrix matrix = weights.matrix();
        matrix.requireLanes(LANES);
        VectorMatrix.multiply(matrix, scratch, scratchAt, activation.floor(), input.data(), input.index(rowBegin, 0),
                input.pixelStride(), output.data(), output.index(rowBegin, 0),
                output.pixelStride(), (rowEnd - rowBegin) * output.width());
        if (!activation.isFloor()) {
            ActivationMap.simd().run(activation, output, output, rowBegin, rowEnd);
        }
    }
}
