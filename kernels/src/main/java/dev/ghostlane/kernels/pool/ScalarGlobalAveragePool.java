package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [GlobalAveragePool].
final class ScalarGlobalAveragePool implements GlobalAveragePool {

    static final ScalarGlobalAveragePool INSTANCE = new ScalarGlobalAveragePool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int divisor, int rowBegin, int rowEnd) {
        GlobalAveragePool.check(input, output, rowBegin, rowEnd);
        for (int image = rowBegin; image < rowEnd; image++) {
            for (int c = 0; c < output.channels(); c++) {
                float sum = 0;
                for (int y = 0; y < input.height(); y++) {
                    sum += rowSum(input, image * input.height() + y, c);
                }
                output.data()[output.index(image, 0) + c] = sum / divisor;
            }
        }
    }

    static float rowSum(FeatureMap input, int row, int channel) {
        float sum = 0;
        for (int x = 0; x < input.width(); x++) {
            sum += input.data()[input.index(row, x) + channel];
        }
        return sum;
    }
}
