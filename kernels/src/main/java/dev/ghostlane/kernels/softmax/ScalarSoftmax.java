package dev.ghostlane.kernels.softmax;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Exponential;

/// The scalar reference of [Softmax].
public final class ScalarSoftmax implements Softmax {

    private static final int PARTIAL_SUMS = 16;

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
                float sum = sum(output.data(), to, output.channels());
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

    /// The tree of sixteen partial sums.
    static float sum(float[] data, int from, int count) { return tree(data, from, count, 0, 1); }

    /// The sum of the partial sums number `first`, `first + step`, `first + 2 · step`, …, as the contract's tree
    /// adds them.
    private static float tree(float[] data, int from, int count, int first, int step) {
        if (step < PARTIAL_SUMS) {
            return tree(data, from, count, first, 2 * step) + tree(data, from, count, first + step, 2 * step);
        }
        float sum = 0;
        for (int c = first; c < count; c += PARTIAL_SUMS) {
            sum += data[from + c];
        }
        return sum;
    }
}
