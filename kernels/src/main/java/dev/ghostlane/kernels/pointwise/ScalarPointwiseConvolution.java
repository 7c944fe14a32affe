package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// The scalar reference of [PointwiseConvolution]. Its inner loop runs over the output channels of a packed
/// vector, so it is usable (and compiled to SIMD code by the JIT) where the Vector API is missing.
final class ScalarPointwiseConvolution implements PointwiseConvolution {

    static final ScalarPointwiseConvolution INSTANCE = new ScalarPointwiseConvolution();

    @Override
    public PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias, WeightFormat format) {
        return new PointwiseWeights(
                PackedMatrix.pack(outChannels, inChannels, weights, bias, ScalarMatrix.LANES, 1, format));
    }

    @Override
    public void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd, float[] scratch, int scratchAt) {
        PointwiseConvolution.check(weights, input, output, rowBegin, rowEnd, scratch, scratchAt);
        int pixels = (rowEnd - rowBegin) * output.width();
        int to = output.index(rowBegin, 0);
        ScalarMatrix.multiply(weights.matrix(), scratch, scratchAt, input.data(), input.index(rowBegin, 0),
                input.pixelStride(), output.data(), to, output.pixelStride(), pixels);
        for (int pixel = 0; pixel < pixels; pixel++) {
            activation.apply(output.data(), to + pixel * output.pixelStride(), output.channels());
        }
    }
}
