package dev.ghostlane.kernels.pointwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The microkernels of the 1×1 convolution: the sums of some pixels × some vectors of output channels in
/// registers, one loop over the input channels.
///
/// Parameters of all: `depth` input channels; packed weights from `w[wi]` (biases first); the first pixel's
/// input at `x[xi]`, the next `xs` further; its output at `y[yi]`, the next `ys` further; pixels after number
/// `last` are that one again, so that a tile can be partly used. The outputs' last vector lies `lastVector`
/// after the first (it may overlap the one before).
///
/// Every accumulator is a local variable of its own: in arrays or loops they would not stay in registers.
final class PointwiseTiles {

    private PointwiseTiles() {}

    /// 6 pixels × 2 vectors: 12 accumulators, 8 loads for 12 FMAs; fits 16 registers.
    static void pixels6vectors2(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, int lastVector, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + Math.min(1, last) * xs;
        int x2 = xi + Math.min(2, last) * xs;
        int x3 = xi + Math.min(3, last) * xs;
        int x4 = xi + Math.min(4, last) * xs;
        int x5 = xi + Math.min(5, last) * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
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
        int weights = wi + 2 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a00 = v.fma(w0, a00);
            a01 = v.fma(w1, a01);
            v = FloatVector.broadcast(SPECIES, x[x1 + k]);
            a10 = v.fma(w0, a10);
            a11 = v.fma(w1, a11);
            v = FloatVector.broadcast(SPECIES, x[x2 + k]);
            a20 = v.fma(w0, a20);
            a21 = v.fma(w1, a21);
            v = FloatVector.broadcast(SPECIES, x[x3 + k]);
            a30 = v.fma(w0, a30);
            a31 = v.fma(w1, a31);
            v = FloatVector.broadcast(SPECIES, x[x4 + k]);
            a40 = v.fma(w0, a40);
            a41 = v.fma(w1, a41);
            v = FloatVector.broadcast(SPECIES, x[x5 + k]);
            a50 = v.fma(w0, a50);
            a51 = v.fma(w1, a51);
        }
        a00.max(low).intoArray(y, yi);
        a01.max(low).intoArray(y, yi + lastVector);
        a10.max(low).intoArray(y, yi + Math.min(1, last) * ys);
        a11.max(low).intoArray(y, yi + Math.min(1, last) * ys + lastVector);
        a20.max(low).intoArray(y, yi + Math.min(2, last) * ys);
        a21.max(low).intoArray(y, yi + Math.min(2, last) * ys + lastVector);
        a30.max(low).intoArray(y, yi + Math.min(3, last) * ys);
        a31.max(low).intoArray(y, yi + Math.min(3, last) * ys + lastVector);
        a40.max(low).intoArray(y, yi + Math.min(4, last) * ys);
        a41.max(low).intoArray(y, yi + Math.min(4, last) * ys + lastVector);
        a50.max(low).intoArray(y, yi + Math.min(5, last) * ys);
        a51.max(low).intoArray(y, yi + Math.min(5, last) * ys + lastVector);
    }

    /// 12 pixels × 1 vector: 12 accumulators, 13 loads for 12 FMAs; fits 16 registers.
    static void pixels12(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + Math.min(1, last) * xs;
        int x2 = xi + Math.min(2, last) * xs;
        int x3 = xi + Math.min(3, last) * xs;
        int x4 = xi + Math.min(4, last) * xs;
        int x5 = xi + Math.min(5, last) * xs;
        int x6 = xi + Math.min(6, last) * xs;
        int x7 = xi + Math.min(7, last) * xs;
        int x8 = xi + Math.min(8, last) * xs;
        int x9 = xi + Math.min(9, last) * xs;
        int x10 = xi + Math.min(10, last) * xs;
        int x11 = xi + Math.min(11, last) * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a0 = bias0;
        FloatVector a1 = bias0;
        FloatVector a2 = bias0;
        FloatVector a3 = bias0;
        FloatVector a4 = bias0;
        FloatVector a5 = bias0;
        FloatVector a6 = bias0;
        FloatVector a7 = bias0;
        FloatVector a8 = bias0;
        FloatVector a9 = bias0;
        FloatVector a10 = bias0;
        FloatVector a11 = bias0;
        int weights = wi + LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = v.fma(w0, a0);
            v = FloatVector.broadcast(SPECIES, x[x1 + k]);
            a1 = v.fma(w0, a1);
            v = FloatVector.broadcast(SPECIES, x[x2 + k]);
            a2 = v.fma(w0, a2);
            v = FloatVector.broadcast(SPECIES, x[x3 + k]);
            a3 = v.fma(w0, a3);
            v = FloatVector.broadcast(SPECIES, x[x4 + k]);
            a4 = v.fma(w0, a4);
            v = FloatVector.broadcast(SPECIES, x[x5 + k]);
            a5 = v.fma(w0, a5);
            v = FloatVector.broadcast(SPECIES, x[x6 + k]);
            a6 = v.fma(w0, a6);
            v = FloatVector.broadcast(SPECIES, x[x7 + k]);
            a7 = v.fma(w0, a7);
            v = FloatVector.broadcast(SPECIES, x[x8 + k]);
            a8 = v.fma(w0, a8);
            v = FloatVector.broadcast(SPECIES, x[x9 + k]);
            a9 = v.fma(w0, a9);
            v = FloatVector.broadcast(SPECIES, x[x10 + k]);
            a10 = v.fma(w0, a10);
            v = FloatVector.broadcast(SPECIES, x[x11 + k]);
            a11 = v.fma(w0, a11);
        }
        a0.max(low).intoArray(y, yi);
        a1.max(low).intoArray(y, yi + Math.min(1, last) * ys);
        a2.max(low).intoArray(y, yi + Math.min(2, last) * ys);
        a3.max(low).intoArray(y, yi + Math.min(3, last) * ys);
        a4.max(low).intoArray(y, yi + Math.min(4, last) * ys);
        a5.max(low).intoArray(y, yi + Math.min(5, last) * ys);
        a6.max(low).intoArray(y, yi + Math.min(6, last) * ys);
        a7.max(low).intoArray(y, yi + Math.min(7, last) * ys);
        a8.max(low).intoArray(y, yi + Math.min(8, last) * ys);
        a9.max(low).intoArray(y, yi + Math.min(9, last) * ys);
        a10.max(low).intoArray(y, yi + Math.min(10, last) * ys);
        a11.max(low).intoArray(y, yi + Math.min(11, last) * ys);
    }

    /// 6 pixels × 1 vector of which only the first `stored` lanes are outputs: layers with fewer outputs than a vector
    /// has lanes. 6 accumulators, 7 loads for 6 FMAs. A tile of its own, because masked stores beside plain ones
    /// make a method too large for C2 (see [dev.ghostlane.kernels.internal.VectorMath]).
    static void pixels6narrow(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, int stored, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + Math.min(1, last) * xs;
        int x2 = xi + Math.min(2, last) * xs;
        int x3 = xi + Math.min(3, last) * xs;
        int x4 = xi + Math.min(4, last) * xs;
        int x5 = xi + Math.min(5, last) * xs;
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector a4 = a0;
        FloatVector a5 = a0;
        int weights = wi + LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.fromArray(SPECIES, w, weights + k * LANES);
            a0 = v.fma(FloatVector.broadcast(SPECIES, x[xi + k]), a0);
            a1 = v.fma(FloatVector.broadcast(SPECIES, x[x1 + k]), a1);
            a2 = v.fma(FloatVector.broadcast(SPECIES, x[x2 + k]), a2);
            a3 = v.fma(FloatVector.broadcast(SPECIES, x[x3 + k]), a3);
            a4 = v.fma(FloatVector.broadcast(SPECIES, x[x4 + k]), a4);
            a5 = v.fma(FloatVector.broadcast(SPECIES, x[x5 + k]), a5);
        }
        VectorMask<Float> mask = SPECIES.indexInRange(0, stored);
        a0.max(low).intoArray(y, yi, mask);
        a1.max(low).intoArray(y, yi + Math.min(1, last) * ys, mask);
        a2.max(low).intoArray(y, yi + Math.min(2, last) * ys, mask);
        a3.max(low).intoArray(y, yi + Math.min(3, last) * ys, mask);
        a4.max(low).intoArray(y, yi + Math.min(4, last) * ys, mask);
        a5.max(low).intoArray(y, yi + Math.min(5, last) * ys, mask);
    }
}
