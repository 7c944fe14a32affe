// Written by kernels/generator/Generate.java from DenseTiles.template; do not edit.
package dev.ghostlane.kernels.dense;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the dense convolution: the sums of some pixels in registers.
///
/// Parameters of all: packed weights from `w[wi]` (biases first); the first pixel's input under the first tap at
/// `x[xi]`, the next kernel row `xRow` further, the next pixel's input `xPixel` further; its output at `y[yi]`, the
/// next `ys` further. A sum that is not greater than `floor` becomes `floor`, NaN stays.
final class DenseTiles {

    private DenseTiles() {}

    /// 8 pixels × 1 vector, 3×3 over 3 channels with stride 2, for CPUs with 32 vector registers: 8 sums and a kernel
    /// row's 9 weights in registers. The right kernel column of a pixel is the left one of the next, so a kernel row's
    /// 51 inputs serve 72 FMAs. All distances but that of lines are constants, so that one bounds check serves the 51
    /// loads, and one the weights.
    ///
    /// `rows` kernel rows are used, the weights of the first are at `w[weights]`; packed in tiles of one vector.
    static void pixels8stride2channels3(int rows, float[] w, int wi, int weights, float[] x, int xi, int xRow,
            float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        int t = weights;
        int i = xi;
        for (int row = 0; row < rows; row++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, t);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, t + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, t + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, t + 3 * LANES);
            FloatVector w4 = FloatVector.fromArray(SPECIES, w, t + 4 * LANES);
            FloatVector w5 = FloatVector.fromArray(SPECIES, w, t + 5 * LANES);
            FloatVector w6 = FloatVector.fromArray(SPECIES, w, t + 6 * LANES);
            FloatVector w7 = FloatVector.fromArray(SPECIES, w, t + 7 * LANES);
            FloatVector w8 = FloatVector.fromArray(SPECIES, w, t + 8 * LANES);
            FloatVector v;
            v = FloatVector.broadcast(SPECIES, x[i]);
            a0 = v.fma(w0, a0);
            v = FloatVector.broadcast(SPECIES, x[i + 1]);
            a0 = v.fma(w1, a0);
            v = FloatVector.broadcast(SPECIES, x[i + 2]);
            a0 = v.fma(w2, a0);
            v = FloatVector.broadcast(SPECIES, x[i + 3]);
            a0 = v.fma(w3, a0);
            v = FloatVector.broadcast(SPECIES, x[i + 4]);
            a0 = v.fma(w4, a0);
            v = FloatVector.broadcast(SPECIES, x[i + 5]);
            a0 = v.fma(w5, a0);
            v = FloatVector.broadcast(SPECIES, x[i + 6]);
            a0 = v.fma(w6, a0);
            a1 = v.fma(w0, a1);
            v = FloatVector.broadcast(SPECIES, x[i + 7]);
            a0 = v.fma(w7, a0);
            a1 = v.fma(w1, a1);
            v = FloatVector.broadcast(SPECIES, x[i + 8]);
            a0 = v.fma(w8, a0);
            a1 = v.fma(w2, a1);
            v = FloatVector.broadcast(SPECIES, x[i + 9]);
            a1 = v.fma(w3, a1);
            v = FloatVector.broadcast(SPECIES, x[i + 10]);
            a1 = v.fma(w4, a1);
            v = FloatVector.broadcast(SPECIES, x[i + 11]);
            a1 = v.fma(w5, a1);
            v = FloatVector.broadcast(SPECIES, x[i + 12]);
            a1 = v.fma(w6, a1);
            a2 = v.fma(w0, a2);
            v = FloatVector.broadcast(SPECIES, x[i + 13]);
            a1 = v.fma(w7, a1);
            a2 = v.fma(w1, a2);
            v = FloatVector.broadcast(SPECIES, x[i + 14]);
            a1 = v.fma(w8, a1);
            a2 = v.fma(w2, a2);
            v = FloatVector.broadcast(SPECIES, x[i + 15]);
            a2 = v.fma(w3, a2);
            v = FloatVector.broadcast(SPECIES, x[i + 16]);
            a2 = v.fma(w4, a2);
            v = FloatVector.broadcast(SPECIES, x[i + 17]);
            a2 = v.fma(w5, a2);
            v = FloatVector.broadcast(SPECIES, x[i + 18]);
            a2 = v.fma(w6, a2);
            a3 = v.fma(w0, a3);
            v = FloatVector.broadcast(SPECIES, x[i + 19]);
            a2 = v.fma(w7, a2);
            a3 = v.fma(w1, a3);
            v = FloatVector.broadcast(SPECIES, x[i + 20]);
            a2 = v.fma(w8, a2);
            a3 = v.fma(w2, a3);
            v = FloatVector.broadcast(SPECIES, x[i + 21]);
            a3 = v.fma(w3, a3);
            v = FloatVector.broadcast(SPECIES, x[i + 22]);
            a3 = v.fma(w4, a3);
            v = FloatVector.broadcast(SPECIES, x[i + 23]);
            a3 = v.fma(w5, a3);
            v = FloatVector.broadcast(SPECIES, x[i + 24]);
            a3 = v.fma(w6, a3);
            a4 = v.fma(w0, a4);
            v = FloatVector.broadcast(SPECIES, x[i + 25]);
            a3 = v.fma(w7, a3);
            a4 = v.fma(w1, a4);
            v = FloatVector.broadcast(SPECIES, x[i + 26]);
            a3 = v.fma(w8, a3);
            a4 = v.fma(w2, a4);
            v = FloatVector.broadcast(SPECIES, x[i + 27]);
            a4 = v.fma(w3, a4);
            v = FloatVector.broadcast(SPECIES, x[i + 28]);
            a4 = v.fma(w4, a4);
            v = FloatVector.broadcast(SPECIES, x[i + 29]);
            a4 = v.fma(w5, a4);
            v = FloatVector.broadcast(SPECIES, x[i + 30]);
            a4 = v.fma(w6, a4);
            a5 = v.fma(w0, a5);
            v = FloatVector.broadcast(SPECIES, x[i + 31]);
            a4 = v.fma(w7, a4);
            a5 = v.fma(w1, a5);
            v = FloatVector.broadcast(SPECIES, x[i + 32]);
            a4 = v.fma(w8, a4);
            a5 = v.fma(w2, a5);
            v = FloatVector.broadcast(SPECIES, x[i + 33]);
            a5 = v.fma(w3, a5);
            v = FloatVector.broadcast(SPECIES, x[i + 34]);
            a5 = v.fma(w4, a5);
            v = FloatVector.broadcast(SPECIES, x[i + 35]);
            a5 = v.fma(w5, a5);
            v = FloatVector.broadcast(SPECIES, x[i + 36]);
            a5 = v.fma(w6, a5);
            a6 = v.fma(w0, a6);
            v = FloatVector.broadcast(SPECIES, x[i + 37]);
            a5 = v.fma(w7, a5);
            a6 = v.fma(w1, a6);
            v = FloatVector.broadcast(SPECIES, x[i + 38]);
            a5 = v.fma(w8, a5);
            a6 = v.fma(w2, a6);
            v = FloatVector.broadcast(SPECIES, x[i + 39]);
            a6 = v.fma(w3, a6);
            v = FloatVector.broadcast(SPECIES, x[i + 40]);
            a6 = v.fma(w4, a6);
            v = FloatVector.broadcast(SPECIES, x[i + 41]);
            a6 = v.fma(w5, a6);
            v = FloatVector.broadcast(SPECIES, x[i + 42]);
            a6 = v.fma(w6, a6);
            a7 = v.fma(w0, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 43]);
            a6 = v.fma(w7, a6);
            a7 = v.fma(w1, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 44]);
            a6 = v.fma(w8, a6);
            a7 = v.fma(w2, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 45]);
            a7 = v.fma(w3, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 46]);
            a7 = v.fma(w4, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 47]);
            a7 = v.fma(w5, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 48]);
            a7 = v.fma(w6, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 49]);
            a7 = v.fma(w7, a7);
            v = FloatVector.broadcast(SPECIES, x[i + 50]);
            a7 = v.fma(w8, a7);
            t += 9 * LANES;
            i += xRow;
        }
        VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, yi);
        VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, yi + ys);
        VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, yi + 2 * ys);
        VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, yi + 3 * ys);
        VECTOR.cast(a4.blend(low, a4.compare(LE, low))).intoArray(y, yi + 4 * ys);
        VECTOR.cast(a5.blend(low, a5.compare(LE, low))).intoArray(y, yi + 5 * ys);
        VECTOR.cast(a6.blend(low, a6.compare(LE, low))).intoArray(y, yi + 6 * ys);
        VECTOR.cast(a7.blend(low, a7.compare(LE, low))).intoArray(y, yi + 7 * ys);
    }

    /// 6 pixels × 2 vectors, any kernel: `rows × runs` runs of `run` input values each. The weights of a step are
    /// `step` floats after those of the one before; the first step to use is number `first`, a kernel row has
    /// `rowSteps`, a kernel column `columnSteps`. Pixels after number `last` are that one again. The second vector of
    /// outputs lies `second` after the first. All steps are one loop, because a loop of few steps inside another costs
    /// more than its body.
    static void pixels6vectors2(int rows, int runs, int run, float[] w, int wi, int step, int first,
            int rowSteps, int columnSteps, float[] x, int xi, int xRow, int xs, int xPixel, float[] y, int yi, int ys,
            int last, int second, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int other = step - LANES;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + other);
        FloatVector a00 = bias0;
        FloatVector a01 = bias1;
        FloatVector a10 = bias0;
        FloatVector a11 = bias1;
        FloatVector a20 = bias0;
        FloatVector a21 = bias1;
        FloatVector a30 = bias0;
        FloatVector a31 = bias1;
        FloatVector a40 = bias0;
        FloatVector a41 = bias1;
        FloatVector a50 = bias0;
        FloatVector a51 = bias1;
        int x1 = Math.min(1, last) * xPixel;
        int x2 = Math.min(2, last) * xPixel;
        int x3 = Math.min(3, last) * xPixel;
        int x4 = Math.min(4, last) * xPixel;
        int x5 = Math.min(5, last) * xPixel;
        int weights = wi + (1 + first) * step;
        int at = xi;
        int k = 0;
        int kx = 0;
        for (int n = rows * runs * run; n > 0; n--) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + other);
            FloatVector v = FloatVector.broadcast(SPECIES, x[at]);
            a00 = v.fma(w0, a00);
            a01 = v.fma(w1, a01);
            v = FloatVector.broadcast(SPECIES, x[at + x1]);
            a10 = v.fma(w0, a10);
            a11 = v.fma(w1, a11);
            v = FloatVector.broadcast(SPECIES, x[at + x2]);
            a20 = v.fma(w0, a20);
            a21 = v.fma(w1, a21);
            v = FloatVector.broadcast(SPECIES, x[at + x3]);
            a30 = v.fma(w0, a30);
            a31 = v.fma(w1, a31);
            v = FloatVector.broadcast(SPECIES, x[at + x4]);
            a40 = v.fma(w0, a40);
            a41 = v.fma(w1, a41);
            v = FloatVector.broadcast(SPECIES, x[at + x5]);
            a50 = v.fma(w0, a50);
            a51 = v.fma(w1, a51);
            at++;
            weights += step;
            if (++k == run) {
                k = 0;
                at += xs - run;
                weights += (columnSteps - run) * step;
                if (++kx == runs) {
                    kx = 0;
                    at += xRow - runs * xs;
                    weights += (rowSteps - runs * columnSteps) * step;
                }
            }
        }
        VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, yi);
        VECTOR.cast(a01.blend(low, a01.compare(LE, low))).intoArray(y, yi + second);
        VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, yi + Math.min(1, last) * ys);
        VECTOR.cast(a11.blend(low, a11.compare(LE, low))).intoArray(y, yi + Math.min(1, last) * ys + second);
        VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, yi + Math.min(2, last) * ys);
        VECTOR.cast(a21.blend(low, a21.compare(LE, low))).intoArray(y, yi + Math.min(2, last) * ys + second);
        VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, yi + Math.min(3, last) * ys);
        VECTOR.cast(a31.blend(low, a31.compare(LE, low))).intoArray(y, yi + Math.min(3, last) * ys + second);
        VECTOR.cast(a40.blend(low, a40.compare(LE, low))).intoArray(y, yi + Math.min(4, last) * ys);
        VECTOR.cast(a41.blend(low, a41.compare(LE, low))).intoArray(y, yi + Math.min(4, last) * ys + second);
        VECTOR.cast(a50.blend(low, a50.compare(LE, low))).intoArray(y, yi + Math.min(5, last) * ys);
        VECTOR.cast(a51.blend(low, a51.compare(LE, low))).intoArray(y, yi + Math.min(5, last) * ys + second);
    }
}
