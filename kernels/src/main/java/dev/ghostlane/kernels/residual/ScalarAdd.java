package dev.ghostlane.kernels.residual;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [Add].
final class ScalarAdd implements Add {

    static final ScalarAdd INSTANCE = new ScalarAdd();

    @Override
    public void run(FeatureMap left, FeatureMap right, FeatureMap output, int rowBegin, int rowEnd) {
        Add.check(left, right, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int a = left.index(row, x);
                int b = right.index(row, x);
                int to = output.index(row, x);
                for (int c = 0; c < output.channels(); c++) {
                    output.data()[to + c] = left.data()[a + c] + right.data()[b + c];
                }
            }
        }
    }
}
