package dev.ghostlane.kernels.internal;

import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;

/// The steps that the scalar references of all matrix-like operations are made of. Each works on one packed
/// vector of outputs, in place in the output array.
public final class ScalarMatrix {

    /// Outputs of a vector when the scalar kernels pack their own weights.
    public static final int LANES = 16;

    private ScalarMatrix() {}

    /// Starts the sums: `out[i] = bias[i]`.
    public static void bias(PackedMatrix matrix, int tile, int vector, float[] out, int to) {
        System.arraycopy(matrix.data(), matrix.tileOffset(tile) + vector * matrix.lanes(), out, to, matrix.stored());
    }

    /// Goes on with the sums: for `k = begin … end − 1`, `out[i] = fma(in[from + k − begin], weight[i][k], out[i])`.
    public static void accumulate(PackedMatrix matrix, int tile, int vector, int begin, int end, float[] in, int from,
            float[] out, int to) {
        float[] packed = matrix.data();
        int stored = matrix.stored();
        int step = matrix.tileVectors(tile) * matrix.lanes();
        int weights = matrix.tileOffset(tile) + vector * matrix.lanes() + (begin + 1) * step;
        for (int k = begin; k < end; k++) {
            float value = in[from + k - begin];
            for (int i = 0; i < stored; i++) {
                out[to + i] = Math.fma(value, packed[weights + i], out[to + i]);
            }
            weights += step;
        }
    }

    /// Ends the sums: `out[i] = activation(out[i])`.
    public static void activate(Activation activation, float[] out, int to, int count) {
        if (activation != Activation.NONE) {
            for (int i = 0; i < count; i++) {
                out[to + i] = activation.apply(out[to + i]);
            }
        }
    }
}
