package dev.ghostlane.kernels.dense;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the dense convolution: the sums of some pixels in registers.
///
/// Parameters of all: packed weights from `w[wi]` (biases first); the first pixel's input under the first tap at `x[xi]`, the
/// next kernel row `xRow` further, the next pixel's input `xPixel` further; its output at `y[yi]`, the next `ys` further. A sum
/// that is not greater than `floor` becomes `floor`, NaN stays.
final class DenseTiles {

    private DenseTiles() {}

    /// For CPUs with 32 vector registers (with 16, C2 boxed the sums): 12 pixels × 1 vector, kernel rows of 9 input values: 3×3 over 3 channels. 12 accumulators and a kernel row's 9 weights; a
    /// load for each FMA, so the limit is loads: 82 µs for 112×112 pixels on Zen 5, whose FMA peak would allow 47. The weights
    /// to begin with are at `w[weights]`, those of the next value `step` further.
    static void pixels12run9(int rows, float[] w, int wi, int weights, int step, float[] x, int xi, int xRow,
            int xPixel, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        FloatVector a6 = a0;
        FloatVector a7 = a0;
        FloatVector a8 = a0;
        FloatVector a9 = a0;
        FloatVector a10 = a0;
        FloatVector a11 = a0;
        int at = xi;
        for (int row = 0; row < rows; row++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + step);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + 2 * step);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + 3 * step);
            FloatVector w4 = FloatVector.fromArray(SPECIES, w, weights + 4 * step);
            FloatVector w5 = FloatVector.fromArray(SPECIES, w, weights + 5 * step);
            FloatVector w6 = FloatVector.fromArray(SPECIES, w, weights + 6 * step);
            FloatVector w7 = FloatVector.fromArray(SPECIES, w, weights + 7 * step);
            FloatVector w8 = FloatVector.fromArray(SPECIES, w, weights + 8 * step);
            int i = at;
            a0 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a0);
            a0 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a0);
            a0 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a0);
            a0 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a0);
            a0 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a0);
            a0 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a0);
            a0 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a0);
            a0 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a0);
            a0 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a0);
            i += xPixel;
            a1 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a1);
            a1 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a1);
            a1 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a1);
            a1 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a1);
            a1 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a1);
            a1 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a1);
            a1 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a1);
            a1 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a1);
            a1 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a1);
            i += xPixel;
            a2 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a2);
            a2 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a2);
            a2 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a2);
            a2 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a2);
            a2 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a2);
            a2 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a2);
            a2 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a2);
            a2 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a2);
            a2 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a2);
            i += xPixel;
            a3 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a3);
            a3 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a3);
            a3 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a3);
            a3 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a3);
            a3 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a3);
            a3 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a3);
            a3 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a3);
            a3 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a3);
            a3 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a3);
            i += xPixel;
            a4 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a4);
            a4 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a4);
            a4 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a4);
            a4 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a4);
            a4 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a4);
            a4 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a4);
            a4 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a4);
            a4 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a4);
            a4 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a4);
            i += xPixel;
            a5 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a5);
            a5 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a5);
            a5 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a5);
            a5 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a5);
            a5 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a5);
            a5 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a5);
            a5 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a5);
            a5 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a5);
            a5 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a5);
            i += xPixel;
            a6 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a6);
            a6 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a6);
            a6 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a6);
            a6 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a6);
            a6 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a6);
            a6 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a6);
            a6 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a6);
            a6 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a6);
            a6 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a6);
            i += xPixel;
            a7 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a7);
            a7 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a7);
            a7 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a7);
            a7 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a7);
            a7 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a7);
            a7 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a7);
            a7 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a7);
            a7 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a7);
            a7 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a7);
            i += xPixel;
            a8 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a8);
            a8 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a8);
            a8 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a8);
            a8 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a8);
            a8 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a8);
            a8 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a8);
            a8 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a8);
            a8 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a8);
            a8 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a8);
            i += xPixel;
            a9 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a9);
            a9 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a9);
            a9 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a9);
            a9 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a9);
            a9 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a9);
            a9 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a9);
            a9 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a9);
            a9 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a9);
            a9 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a9);
            i += xPixel;
            a10 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a10);
            a10 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a10);
            a10 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a10);
            a10 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a10);
            a10 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a10);
            a10 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a10);
            a10 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a10);
            a10 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a10);
            a10 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a10);
            i += xPixel;
            a11 = w0.fma(FloatVector.broadcast(SPECIES, x[i]), a11);
            a11 = w1.fma(FloatVector.broadcast(SPECIES, x[i + 1]), a11);
            a11 = w2.fma(FloatVector.broadcast(SPECIES, x[i + 2]), a11);
            a11 = w3.fma(FloatVector.broadcast(SPECIES, x[i + 3]), a11);
            a11 = w4.fma(FloatVector.broadcast(SPECIES, x[i + 4]), a11);
            a11 = w5.fma(FloatVector.broadcast(SPECIES, x[i + 5]), a11);
            a11 = w6.fma(FloatVector.broadcast(SPECIES, x[i + 6]), a11);
            a11 = w7.fma(FloatVector.broadcast(SPECIES, x[i + 7]), a11);
            a11 = w8.fma(FloatVector.broadcast(SPECIES, x[i + 8]), a11);
            at += xRow;
            weights += 9 * step;
        }
        a0.blend(low, a0.compare(LE, low)).intoArray(y, yi);
        a1.blend(low, a1.compare(LE, low)).intoArray(y, yi + ys);
        a2.blend(low, a2.compare(LE, low)).intoArray(y, yi + 2 * ys);
        a3.blend(low, a3.compare(LE, low)).intoArray(y, yi + 3 * ys);
        a4.blend(low, a4.compare(LE, low)).intoArray(y, yi + 4 * ys);
        a5.blend(low, a5.compare(LE, low)).intoArray(y, yi + 5 * ys);
        a6.blend(low, a6.compare(LE, low)).intoArray(y, yi + 6 * ys);
        a7.blend(low, a7.compare(LE, low)).intoArray(y, yi + 7 * ys);
        a8.blend(low, a8.compare(LE, low)).intoArray(y, yi + 8 * ys);
        a9.blend(low, a9.compare(LE, low)).intoArray(y, yi + 9 * ys);
        a10.blend(low, a10.compare(LE, low)).intoArray(y, yi + 10 * ys);
        a11.blend(low, a11.compare(LE, low)).intoArray(y, yi + 11 * ys);
    }

    /// 6 pixels × 2 vectors, any kernel: `rows × runs` runs of `run` input values each. The weights of a step are `step` floats
    /// after those of the one before; the first step to use is number `first`, a kernel row has `rowSteps`, a
    /// kernel column `columnSteps`. Pixels after number `last` are that one again. The second vector of outputs
    /// lies `second` after the first. All steps are one loop, because a loop of few steps inside another costs
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
        a00.blend(low, a00.compare(LE, low)).intoArray(y, yi);
        a01.blend(low, a01.compare(LE, low)).intoArray(y, yi + second);
        a10.blend(low, a10.compare(LE, low)).intoArray(y, yi + Math.min(1, last) * ys);
        a11.blend(low, a11.compare(LE, low)).intoArray(y, yi + Math.min(1, last) * ys + second);
        a20.blend(low, a20.compare(LE, low)).intoArray(y, yi + Math.min(2, last) * ys);
        a21.blend(low, a21.compare(LE, low)).intoArray(y, yi + Math.min(2, last) * ys + second);
        a30.blend(low, a30.compare(LE, low)).intoArray(y, yi + Math.min(3, last) * ys);
        a31.blend(low, a31.compare(LE, low)).intoArray(y, yi + Math.min(3, last) * ys + second);
        a40.blend(low, a40.compare(LE, low)).intoArray(y, yi + Math.min(4, last) * ys);
        a41.blend(low, a41.compare(LE, low)).intoArray(y, yi + Math.min(4, last) * ys + second);
        a50.blend(low, a50.compare(LE, low)).intoArray(y, yi + Math.min(5, last) * ys);
        a51.blend(low, a51.compare(LE, low)).intoArray(y, yi + Math.min(5, last) * ys + second);
    }
}
