package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.MatrixLayout;
import dev.ghostlane.kernels.pointwise.VectorPointwiseConvolution;

/// The SIMD kernel of [MatrixProduct].
///
/// *Tile and registers.* The microkernels of the 1×1 convolution, with tokens as pixels.
///
/// *Tail.* As there.
public final class VectorMatrixProduct implements MatrixProduct {

    @Override
    public MatrixLayout layout(int outputs, int depth) {
        return VectorPointwiseConvolution.layout(outputs, depth);
    }

    @Override
    public void run(TokenMatrices matrices, float[] left, FeatureMap packed, FeatureMap output, int unitBegin,
            int unitEnd) {
        MatrixProduct.check(matrices, left, packed, output, unitBegin, unitEnd);
        VectorPointwiseConvolution.requireOwn(matrices.layout());
        int tokens = matrices.tokens();
        int blocks = MatrixProduct.blocks(tokens);
        int block = MatrixProduct.block(tokens);
        int ofImage = matrices.sequences().ofImage(output);
        int step = matrices.sequences().step(output);
        for (int unit = unitBegin; unit < unitEnd; unit++) {
            int first = unit % blocks * block;
            int head = unit / blocks % matrices.heads();
            int sequence = unit / blocks / matrices.heads();
            int rows = Math.min(block, tokens - first);
            int from = (sequence % ofImage * tokens + first) * tokens;
            int to = matrices.sequences().start(output, sequence) + first * step + head * matrices.headChannels();
            VectorPointwiseConvolution.multiply(matrices.layout(), packed.data(), packed.index(sequence, head),
                    Float.NEGATIVE_INFINITY, left, from, tokens, output.data(), to, step, rows);
        }
    }
}
