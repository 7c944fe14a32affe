package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// What all kernels of [MatrixProduct] share: the blocks of tokens of each head and sequence, and where they lie.
abstract class BlockedMatrixProduct implements MatrixProduct {

    @Override
    public final void run(TokenMatrices matrices, float[] left, FeatureMap packed, FeatureMap output, int unitBegin,
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
            int from = (sequence % ofImage * tokens + first) * tokens;
            int to = matrices.sequences().start(output, sequence) + first * step + head * matrices.headChannels();
            multiply(matrices, packed.data(), packed.index(sequence, head), left, from, output.data(), to, step,
                    Math.min(block, tokens - first));
        }
    }

    /// Multiplies a block.
    ///
    /// @param packed holds the packed tokens from `at` on
    /// @param left holds the block's rows, of as many floats as there are tokens, from `from` on
    /// @param output takes the block's first token at `to`, the next one `step` floats further on
    abstract void multiply(TokenMatrices matrices, float[] packed, int at, float[] left, int from, float[] output,
            int to, int step, int rows);
}
