package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [AveragePool].
final class ScalarAveragePool implements AveragePool {

    static final ScalarAveragePool INSTANCE = new ScalarAveragePool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        AveragePool.check(input, output, rowBegin, rowEnd);
        float[] in = input.data();
        for (int row = rowBegin; row < rowEnd; row++) {
            int inRow = row / output.height() * input.height() + row % output.height() * 2;
            for (int x = 0; x < output.width(); x++) {
                int a = input.index(inRow, 2 * x);
                int b = a + input.pixelStride();
                int c = a + input.rowStride();
                int d = c + input.pixelStride();
                int to = output.index(row, x);
                for (int i = 0; i < output.channels(); i++) {
                    output.data()[to + i] = (in[a + i] + in[b + i] + in[c + i] + in[d + i]) * 0.25f;
                }
            }
        }
    }
}
