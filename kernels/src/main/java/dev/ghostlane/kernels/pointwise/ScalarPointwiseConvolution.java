package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;

/// The scalar reference of [PointwiseConvolution]. Its inner loop runs over the output channels of a packed
/// vector, so it is usable (and compiled to SIMD code by the JIT) where the Vector API is missing.
final class ScalarPointwiseConvolution implements PointwiseConvolution {

    static final ScalarPointwiseConvolution INSTANCE = new ScalarPointwiseConvolution();

    @Override
    public PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias) {
        return new PointwiseWeights(
                PackedMatrix.pack(outChannels, inChannels, weights, bias, ScalarMatrix.LANES, 1));
    }

    @Override
    public void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        PointwiseConvolution.check(weights, input, output, rowBegin, rowEnd);
        PackedMatrix matrix = weights.matrix();
        for (int tile = 0; tile < matrix.tiles(); tile++) {
            for (int v = 0; v < matrix.tileVectors(tile); v++) {
                int start = matrix.start(matrix.firstVector(tile) + v);
                for (int row = rowBegin; row < rowEnd; row++) {
                    for (int x = 0; x < output.width(); x++) {
                        int to = output.index(row, x) + start;
                        ScalarMatrix.bias(matrix, tile, v, output.data(), to);
                        ScalarMatrix.accumulate(matrix, tile, v, 0, matrix.depth(), input.data(),
                                input.index(row, x), output.data(), to);
                        activation.apply(output.data(), to, matrix.stored());
                    }
                }
            }
        }
    }
}
