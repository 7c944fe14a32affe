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
