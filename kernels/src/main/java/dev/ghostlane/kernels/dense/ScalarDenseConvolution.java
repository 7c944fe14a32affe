package dev.ghostlane.kernels.dense;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;

/// The scalar reference of [DenseConvolution].
final class ScalarDenseConvolution implements DenseConvolution {

    static final ScalarDenseConvolution INSTANCE = new ScalarDenseConvolution();

    @Override
    public DenseWeights pack(int outChannels, int inChannels, int kernel, int stride, int padding,
            float[] weights, float[] bias) {
        PackedMatrix matrix = PackedMatrix.pack(outChannels, kernel * kernel * inChannels,
                DenseWeights.channelsLast(outChannels, inChannels, kernel, weights), bias, ScalarMatrix.LANES, 1);
        return new DenseWeights(matrix, inChannels, kernel, stride, padding);
    }

    @Override
    public void run(DenseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        DenseConvolution.check(weights, input, output, rowBegin, rowEnd);
        PackedMatrix matrix = weights.matrix();
        for (int tile = 0; tile < matrix.tiles(); tile++) {
            for (int v = 0; v < matrix.tileVectors(tile); v++) {
                int start = matrix.start(matrix.firstVector(tile) + v);
                for (int row = rowBegin; row < rowEnd; row++) {
                    for (int x = 0; x < output.width(); x++) {
                        int to = output.index(row, x) + start;
                        ScalarMatrix.bias(matrix, tile, v, output.data(), to);
                        taps(weights, tile, v, input, output, row, x, to);
                        activation.apply(output.data(), to, matrix.stored());
                    }
                }
            }
        }
    }

    private static void taps(DenseWeights weights, int tile, int vector, FeatureMap input, FeatureMap output,
            int row, int x, int to) {
        int image = row / output.height();
        int top = row % output.height() * weights.stride() - weights.padding();
        int left = x * weights.stride() - weights.padding();
        int channels = weights.inChannels();
        for (int ky = 0; ky < weights.kernel(); ky++) {
            int inY = top + ky;
            if (inY < 0 || inY >= input.height()) {
                continue;
            }
            for (int kx = 0; kx < weights.kernel(); kx++) {
                int inX = left + kx;
                if (inX < 0 || inX >= input.width()) {
                    continue;
                }
                int tap = (ky * weights.kernel() + kx) * channels;
                ScalarMatrix.accumulate(weights.matrix(), tile, vector, tap, tap + channels, input.data(),
                        input.index(image * input.height() + inY, inX), output.data(), to);
            }
        }
    }
}
