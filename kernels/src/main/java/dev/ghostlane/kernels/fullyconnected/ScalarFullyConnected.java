package dev.ghostlane.kernels.fullyconnected;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// The scalar reference of [FullyConnected].
final class ScalarFullyConnected implements FullyConnected {

    static final ScalarFullyConnected INSTANCE = new ScalarFullyConnected();

    @Override
    public FullyConnectedWeights pack(int outFeatures, int inFeatures, float[] weights, float[] bias,
            WeightFormat format) {
        return new FullyConnectedWeights(
                PackedMatrix.pack(outFeatures, inFeatures, weights, bias, ScalarMatrix.LANES,
                        FullyConnectedWeights.VECTORS_PER_TILE, format));
    }

    @Override
    public void run(FullyConnectedWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int tileBegin, int tileEnd) {
        FullyConnected.check(weights, input, output, tileBegin, tileEnd);
        PackedMatrix matrix = weights.matrix();
        for (int tile = tileBegin; tile < tileEnd; tile++) {
            for (int v = 0; v < matrix.tileVectors(tile); v++) {
                int start = matrix.start(matrix.firstVector(tile) + v);
                for (int image = 0; image < output.batch(); image++) {
                    int to = output.index(image, 0) + start;
                    ScalarMatrix.bias(matrix, tile, v, output.data(), to);
                    ScalarMatrix.accumulate(matrix, tile, v, 0, matrix.depth(), input.data(),
                            input.index(image, 0), output.data(), to);
                    activation.apply(output.data(), to, matrix.stored());
                }
            }
        }
    }
}
