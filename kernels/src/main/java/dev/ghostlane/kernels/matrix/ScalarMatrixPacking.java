package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import java.util.Arrays;

/// The scalar reference of [MatrixPacking].
final class ScalarMatrixPacking implements MatrixPacking {

    static final ScalarMatrixPacking INSTANCE = new ScalarMatrixPacking();

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
            int to = output.index(sequence, head);
            boolean transposes = matrices.role() == TokenMatrices.Role.OUTPUTS;
            tile(layout, tile, input.data(), from, transposes ? step : 1, transposes ? 1 : step, output.data(), to);
        }
    }

    /// @param outputStep floats of the input from an output to the next
    /// @param depthStep floats of the input from an input of the matrix to the next
    private static void tile(MatrixLayout layout, int tile, float[] in, int from, int outputStep, int depthStep,
            float[] out, int to) {
        int floats = layout.tileVectors(tile) * layout.lanes();
        int at = to + layout.tileOffset(tile);
        Arrays.fill(out, at, at + floats, 0);
        for (int k = 0; k < layout.depth(); k++) {
            at += floats;
            for (int v = 0; v < layout.tileVectors(tile); v++) {
                int vector = at + v * layout.lanes();
                int start = from + layout.start(layout.firstVector(tile) + v) * outputStep + k * depthStep;
                for (int lane = 0; lane < layout.stored(); lane++) {
                    out[vector + lane] = in[start + lane * outputStep];
                }
                Arrays.fill(out, vector + layout.stored(), vector + layout.lanes(), 0);
            }
        }
    }
}
