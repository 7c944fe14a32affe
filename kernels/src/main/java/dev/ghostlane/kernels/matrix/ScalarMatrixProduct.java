package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.MatrixLayout;
import dev.ghostlane.kernels.internal.ScalarMatrix;

/// The scalar reference of [MatrixProduct].
public final class ScalarMatrixProduct implements MatrixProduct {

    @Override
    public MatrixLayout layout(int outputs, int depth) {
        return MatrixLayout.of(outputs, depth, ScalarMatrix.LANES, 1);
    }

    @Override
    public void run(TokenMatrices matrices, float[] left, FeatureMap packed, FeatureMap output, int unitBegin,
            int unitEnd) {
        MatrixProduct.check(matrices, left, packed, output, unitBegin, unitEnd);
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
            ScalarMatrix.multiply(matrices.layout(), packed.data(), packed.index(sequence, head), left, from, tokens,
                    output.data(), to, step, rows);
        }
    }
}
