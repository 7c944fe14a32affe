package dev.ghostlane.kernels.softmax;

import dev.ghostlane.kernels.activation.Exponential;
import dev.ghostlane.kernels.internal.ScalarReduction;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [Softmax].
final class ScalarSoftmax implements Softmax {

    static final ScalarSoftmax INSTANCE = new ScalarSoftmax();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Softmax.check(input, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int from = input.index(row, x);
                int to = output.index(row, x);
                float largest = largest(input.data(), from, input.channels());
                for (int c = 0; c < output.channels(); c++) {
                    output.data()[to + c] = Exponential.exp(input.data()[from + c] - largest);
                }
                float sum = ScalarReduction.sum(output.data(), to, output.channels());
                for (int c = 0; c < output.channels(); c++) {
                    output.data()[to + c] /= sum;
                }
            }
        }
    }

    static float largest(float[] data, int from, int count) {
        float largest = data[from];
        for (int c = 1; c < count; c++) {
            largest = Math.max(largest, data[from + c]);
        }
        return largest;
    }
}
