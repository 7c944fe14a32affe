package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.internal.matrix.VectorMatrix;
import dev.ghostlane.kernels.tensor.MatrixLayout;

/// The SIMD kernel of [MatrixProduct].
///
/// *Tile and registers.* The microkernels of the 1×1 convolution, with tokens as pixels.
///
/// *Tail.* As there.
final class VectorMatrixProduct extends BlockedMatrixProduct {

    static final VectorMatrixProduct INSTANCE = new VectorMatrixProduct();

    @Override
    public MatrixLayout layout(int outputs, int depth) {
        return VectorMatrix.layout(outputs, depth);
    }

    @Override
    void multiply(TokenMatrices matrices, float[] packed, int at, float[] left, int from, float[] output, int to,
            int step, int rows) {
        VectorMatrix.requireOwn(matrices.layout());
        VectorMatrix.multiply(matrices.layout(), packed, at, Float.NEGATIVE_INFINITY, left, from,
                matrices.tokens(), output, to, step, rows);
    }
}
