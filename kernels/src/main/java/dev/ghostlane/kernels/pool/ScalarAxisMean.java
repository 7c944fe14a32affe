package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;

/// The scalar reference of [AxisMean].
final class ScalarAxisMean implements AxisMean {

    static final ScalarAxisMean INSTANCE = new ScalarAxisMean();

    @Override
    public void run(Sequences sequences, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        AxisMean.check(sequences, input, output, rowBegin, rowEnd);
        int count = sequences.tokens(input);
        int step = sequences.step(input);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int from = sequences.start(input, row * output.width() + x);
                int to = output.index(row, x);
                for (int c = 0; c < output.channels(); c++) {
                    float sum = 0;
                    for (int i = 0; i < count; i++) {
                        sum += input.data()[from + i * step + c];
                    }
                    output.data()[to + c] = sum / count;
                }
            }
        }
    }
}
