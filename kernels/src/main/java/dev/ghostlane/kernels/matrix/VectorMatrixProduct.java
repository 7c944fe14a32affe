package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.MatrixLayout;
import dev.ghostlane.kernels.pointwise.VectorPointwiseConvolution;

/// The SIMD kernel of [MatrixProduct].
///
/// *Tile and registers.* The microkernels of the 1×1 convolution, with tokens as pixels.
///
/// *Tail.* As there.
public final class VectorMatrixProduct extends BlockedMatrixProduct {

    @Override
    public MatrixLayout layout(int outputs, int depth) {
        return VectorPointwiseConvolution.layout(outputs, depth);
    }

    @Override
    void multiply(TokenMatrices matrices, float[] packed, int at, float[] left, int from, float[] output, int to,
            int step, int rows) {
        VectorPointwiseConvolution.requireOwn(matrices.layout());
        VectorPointwiseConvolution.multiply(matrices.layout(), packed, at, Float.NEGATIVE_INFINITY, left, from,
                matrices.tokens(), output, to, step, rows);
    }
}
