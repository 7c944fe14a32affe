package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import java.util.Arrays;

/// The fast kernel of [MatrixPacking]: pure data movement, without arithmetic.
///
/// *Order.* Tokens as inputs: runs of channels, by `System.arraycopy`. Tokens as outputs, a transposition: 8 tokens
/// side by side, each read along its channels, so that what is written is 8 neighbouring floats.
///
/// *Tail.* The layout overlaps the last vector; what is left over of 8 tokens is written one by one.
final class BlockedMatrixPacking implements MatrixPacking {

    static final BlockedMatrixPacking INSTANCE = new BlockedMatrixPacking();

    @Override
    public void run(TokenMatrices matrices, FeatureMap input, FeatureMap output, int unitBegin, int unitEnd) {
        MatrixPacking.check(matrices, input, output, unitBegin, unitEnd);
        MatrixLayout layout = matrices.layout();
        int step = matrices.sequences().step(input);
        for (int unit = unitBegin; unit < unitEnd; unit++) {
            int tile = unit % layout.tiles();
            int head = unit / layout.tiles() % matrices.heads();
            int sequence = unit / layout.tiles() / matrices.heads();
            int from = matrices.sequences().start(input, sequence) + head * matrices.headChannels();
            int to = output.index(sequence, head) + layout.tileOffset(tile);
            if (matrices.role() == TokenMatrices.Role.OUTPUTS) {
                transpose(layout, tile, input.data(), from, step, output.data(), to);
            } else {
                copy(layout, tile, input.data(), from, step, output.data(), to);
            }
        }
    }

    private static void copy(MatrixLayout layout, int tile, float[] in, int from, int step, float[] out, int to) {
        int vectors = layout.tileVectors(tile);
        int lanes = layout.lanes();
        int first = layout.start(layout.firstVector(tile));
        int last = layout.start(layout.firstVector(tile) + vectors - 1);
        int head = (vectors - 1) * lanes;
        int stored = layout.stored();
        Arrays.fill(out, to, to + vectors * lanes, 0);
        int at = to;
        for (int k = 0; k < layout.depth(); k++) {
            at += vectors * lanes;
            System.arraycopy(in, from + k * step + first, out, at, head);
            System.arraycopy(in, from + k * step + last, out, at + (vectors - 1) * lanes, stored);
            if (stored < lanes) {
                Arrays.fill(out, at + stored, at + lanes, 0);
            }
        }
    }

    private static void transpose(MatrixLayout layout, int tile, float[] in, int from, int step, float[] out, int to) {
        int vectors = layout.tileVectors(tile);
        int lanes = layout.lanes();
        int floats = vectors * lanes;
        int stored = layout.stored();
        Arrays.fill(out, to, to + floats, 0);
        for (int v = 0; v < vectors; v++) {
            int token = from + layout.start(layout.firstVector(tile) + v) * step;
            int at = to + floats + v * lanes;
            int lane = 0;
            for (; lane + 8 <= stored; lane += 8) {
                tokens8(in, token + lane * step, step, layout.depth(), out, at + lane, floats);
            }
            for (; lane < stored; lane++) {
                token(in, token + lane * step, layout.depth(), out, at + lane, floats);
            }
            for (; lane < lanes; lane++) {
                zeros(layout.depth(), out, at + lane, floats);
            }
        }
    }

    private static void tokens8(float[] in, int from, int step, int depth, float[] out, int to, int floats) {
        int at = to;
        for (int k = from; k < from + depth; k++) {
            out[at] = in[k];
            out[at + 1] = in[k + step];
            out[at + 2] = in[k + 2 * step];
            out[at + 3] = in[k + 3 * step];
            out[at + 4] = in[k + 4 * step];
            out[at + 5] = in[k + 5 * step];
            out[at + 6] = in[k + 6 * step];
            out[at + 7] = in[k + 7 * step];
            at += floats;
        }
    }

    private static void token(float[] in, int from, int depth, float[] out, int to, int floats) {
        for (int k = 0; k < depth; k++) {
            out[to + k * floats] = in[from + k];
        }
    }

    private static void zeros(int depth, float[] out, int to, int floats) {
        for (int k = 0; k < depth; k++) {
            out[to + k * floats] = 0;
        }
    }
}
