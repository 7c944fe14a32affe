package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [GlobalMax].
final class ScalarGlobalMax implements GlobalMax {

    static final ScalarGlobalMax INSTANCE = new ScalarGlobalMax();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        GlobalMax.check(input, output, rowBegin, rowEnd);
        int pixels = input.height() * input.width();
        for (int image = rowBegin; image < rowEnd; image++) {
            int from = input.index(image * input.height(), 0);
            for (int c = 0; c < output.channels(); c++) {
                float largest = Float.NEGATIVE_INFINITY;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    largest = Math.max(largest, input.data()[from + pixel * input.pixelStride() + c]);
                }
                output.data()[output.index(image, 0) + c] = largest + 0f;
            }
        }
    }
}
