package dev.ghostlane.kernels.internal.matrix;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;

import dev.ghostlane.kernels.tensor.MatrixLayout;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// The steps that the scalar references of all matrix-like operations are made of. Each works on one packed
/// vector of outputs, in place in the output array.
public final class ScalarMatrix {

    /// Outputs of a vector when the scalar kernels pack their own weights.
    public static final int LANES = 16;

    private ScalarMatrix() {}

    /// Starts the sums: `out[i] = bias[i]`.
    public static void bias(PackedMatrix matrix, int tile, int vector, float[] out, int to) {
        System.arraycopy(matrix.data(), matrix.biasOffset(tile) + vector * matrix.lanes(), out, to, matrix.stored());
    }

    /// Goes on with the sums: for `k = begin … end − 1`, `out[i] = fma(in[from + k − begin], weight[i][k], out[i])`.
    public static void accumulate(PackedMatrix matrix, int tile, int vector, int begin, int end, float[] in, int from,
            float[] out, int to) {
        if (matrix.format() == WeightFormat.F32) {
            accumulate(matrix.layout(), matrix.data(), 0, tile, vector, begin, end, in, from, out, to);
        } else {
            widenAndAccumulate(matrix, tile, vector, begin, end, in, from, out, to);
        }
    }

    /// For weights that are read once, so that a place for the widened ones would be of no use.
    private static void widenAndAccumulate(PackedMatrix matrix, int tile, int vector, int begin, int end, float[] in,
            int from, float[] out, int to) {
        int step = matrix.tileVectors(tile) * matrix.lanes();
        int weights = matrix.weightOffset(tile) + vector * matrix.lanes() + begin * step;
        for (int k = begin; k < end; k++) {
            addWidened(matrix.format(), matrix.halves(), weights, in[from + k - begin], out, to, matrix.stored());
            weights += step;
        }
    }

    private static void addWidened(WeightFormat format, short[] halves, int weights, float x, float[] out, int to,
            int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = fma(x, format.widen(halves[weights + i]), out[to + i]);
        }
    }

    private static void accumulate(MatrixLayout layout, float[] packed, int at, int tile, int vector, int begin,
            int end, float[] in, int from, float[] out, int to) {
        int stored = layout.stored();
        int step = layout.tileVectors(tile) * layout.lanes();
        int weights = at + layout.tileOffset(tile) + vector * layout.lanes() + (begin + 1) * step;
        int output = 0;
        for (; output + 8 <= stored; output += 8) {
            eight(packed, weights + output, step, in, from, from + end - begin, out, to + output);
        }
        for (; output < stored; output++) {
            one(packed, weights + output, step, in, from, from + end - begin, out, to + output);
        }
    }

    /// The product of a row-major matrix and a packed one.
    ///
    /// @param packed holds the packed matrix from `at` on
    /// @param x the rows' inputs: the first at `xi`, the next one `xs` floats further on
    /// @param y where the rows' outputs go: the first at `yi`, the next one `ys` floats further on
    public static void multiply(MatrixLayout layout, float[] packed, int at, float[] x, int xi, int xs, float[] y,
            int yi, int ys, int rows) {
        multiply(layout, 0, layout.tiles(), packed, at, x, xi, xs, y, yi, ys, rows);
    }

    /// As the other, for weights in any format.
    ///
    /// @param scratch has [Widening#scratchFloats] floats from `scratchAt` on
    public static void multiply(PackedMatrix matrix, float[] scratch, int scratchAt, float[] x, int xi, int xs,
            float[] y, int yi, int ys, int rows) {
        float[] packed = Widening.floats(matrix, scratch);
        int step = Widening.tilesAtATime(matrix);
        for (int tile = 0; tile < matrix.tiles(); tile += step) {
            int end = Math.min(tile + step, matrix.tiles());
            int at = Widening.widen(matrix, tile, end, scratch, scratchAt, Widening.Scalar.INSTANCE);
            multiply(matrix.layout(), tile, end, packed, at, x, xi, xs, y, yi, ys, rows);
        }
    }

    private static void multiply(MatrixLayout layout, int begin, int end, float[] packed, int at, float[] x, int xi,
            int xs, float[] y, int yi, int ys, int rows) {
        for (int tile = begin; tile < end; tile++) {
            for (int v = 0; v < layout.tileVectors(tile); v++) {
                int start = layout.start(layout.firstVector(tile) + v);
                int bias = at + layout.tileOffset(tile) + v * layout.lanes();
                for (int row = 0; row < rows; row++) {
                    int to = yi + row * ys + start;
                    System.arraycopy(packed, bias, y, to, layout.stored());
                    accumulate(layout, packed, at, tile, v, 0, layout.depth(), x, xi + row * xs, y, to);
                }
            }
        }
    }

    /// The sums of eight outputs. They are local variables, so that they stay in registers: as many independent ones
    /// as two FMA units of latency 4 need. C2 does not make vectors of them, but in a fresh JVM this small method
    /// is compiled after milliseconds.
    private static void eight(float[] packed, int weights, int step, float[] in, int begin, int end, float[] out,
            int to) {
        float a0 = out[to];
        float a1 = out[to + 1];
        float a2 = out[to + 2];
        float a3 = out[to + 3];
        float a4 = out[to + 4];
        float a5 = out[to + 5];
        float a6 = out[to + 6];
        float a7 = out[to + 7];
        int w = weights;
        for (int k = begin; k < end; k++) {
            float x = in[k];
            a0 = fma(x, packed[w], a0);
            a1 = fma(x, packed[w + 1], a1);
            a2 = fma(x, packed[w + 2], a2);
            a3 = fma(x, packed[w + 3], a3);
            a4 = fma(x, packed[w + 4], a4);
            a5 = fma(x, packed[w + 5], a5);
            a6 = fma(x, packed[w + 6], a6);
            a7 = fma(x, packed[w + 7], a7);
            w += step;
        }
        out[to] = a0;
        out[to + 1] = a1;
        out[to + 2] = a2;
        out[to + 3] = a3;
        out[to + 4] = a4;
        out[to + 5] = a5;
        out[to + 6] = a6;
        out[to + 7] = a7;
    }

    private static void one(float[] packed, int weights, int step, float[] in, int begin, int end, float[] out,
            int to) {
        float sum = out[to];
        int w = weights;
        for (int k = begin; k < end; k++) {
            sum = fma(in[k], packed[w], sum);
            w += step;
        }
        out[to] = sum;
    }
}
