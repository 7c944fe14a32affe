package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.tensor.MatrixLayout;

/// The scalar reference of [MatrixProduct].
final class ScalarMatrixProduct extends BlockedMatrixProduct {

    static final ScalarMatrixProduct INSTANCE = new ScalarMatrixProduct();

    @Override
    public MatrixLayout layout(int outputs, int depth) {
        return MatrixLayout.of(outputs, depth, ScalarMatrix.LANES, 1);
    }

    @Override
    void multiply(TokenMatrices matrices, float[] packed, int at, float[] left, int from, float[] output, int to,
            int step, int rows) {
        ScalarMatrix.multiply(matrices.layout(), packed, at, left, from, matrices.tokens(), output, to, step, rows);
    }
}
