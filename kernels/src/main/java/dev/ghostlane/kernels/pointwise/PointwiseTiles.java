package dev.ghostlane.kernels.pointwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;

/// The microkernels of the 1×1 convolution: the sums of some pixels × some vectors of output channels in
/// registers, one loop over the input channels.
///
/// Parameters of all: `depth` input channels; packed weights from `w[wi]` (biases first); the first pixel's
/// input at `x[xi]`, the next `xs` further; its output at `y[yi]`, the next `ys` further; pixels after number
/// `last` are that one again, so that a tile can be partly used. The outputs' last vector lies `lastVector`
/// after the first (it may overlap the one before); a single one stores its first `stored` lanes.
///
/// Every accumulator is a local variable of its own: in arrays or loops they would not stay in registers.
final class PointwiseTiles {

    private PointwiseTiles() {}

    /// 6 pixels × 2 vectors: 12 accumulators, 8 loads for 12 FMAs; fits 16 registers.
    static void pixels6vectors2(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, int lastVector, boolean relu) {
        int x1 = xi + Math.min(1, last) * xs;
        int x2 = xi + Math.min(2, last) * xs;
        int x3 = xi + Math.min(3, last) * xs;
        int x4 = xi + Math.min(4, last) * xs;
        int x5 = xi + Math.min(5, last) * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector a00 = bias0; FloatVector a01 = bias1;
        FloatVector a10 = bias0; FloatVector a11 = bias1;
        FloatVector a20 = bias0; FloatVector a21 = bias1;
        FloatVector a30 = bias0; FloatVector a31 = bias1;
        FloatVector a40 = bias0; FloatVector a41 = bias1;
        FloatVector a50 = bias0; FloatVector a51 = bias1;
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
        store2(a00, a01, y, yi, lastVector, relu);
        store2(a10, a11, y, yi + Math.min(1, last) * ys, lastVector, relu);
        store2(a20, a21, y, yi + Math.min(2, last) * ys, lastVector, relu);
        store2(a30, a31, y, yi + Math.min(3, last) * ys, lastVector, relu);
        store2(a40, a41, y, yi + Math.min(4, last) * ys, lastVector, relu);
        store2(a50, a51, y, yi + Math.min(5, last) * ys, lastVector, relu);
    }

    /// 6 pixels × 3 vectors: 18 accumulators, 9 loads for 18 FMAs; for 32 registers.
    static void pixels6vectors3(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, int lastVector, boolean relu) {
        int x1 = xi + Math.min(1, last) * xs;
        int x2 = xi + Math.min(2, last) * xs;
        int x3 = xi + Math.min(3, last) * xs;
        int x4 = xi + Math.min(4, last) * xs;
        int x5 = xi + Math.min(5, last) * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector a00 = bias0; FloatVector a01 = bias1; FloatVector a02 = bias2;
        FloatVector a10 = bias0; FloatVector a11 = bias1; FloatVector a12 = bias2;
        FloatVector a20 = bias0; FloatVector a21 = bias1; FloatVector a22 = bias2;
        FloatVector a30 = bias0; FloatVector a31 = bias1; FloatVector a32 = bias2;
        FloatVector a40 = bias0; FloatVector a41 = bias1; FloatVector a42 = bias2;
        FloatVector a50 = bias0; FloatVector a51 = bias1; FloatVector a52 = bias2;
        int weights = wi + 3 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES + 2 * LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a00 = v.fma(w0, a00);
            a01 = v.fma(w1, a01);
            a02 = v.fma(w2, a02);
            v = FloatVector.broadcast(SPECIES, x[x1 + k]);
            a10 = v.fma(w0, a10);
            a11 = v.fma(w1, a11);
            a12 = v.fma(w2, a12);
            v = FloatVector.broadcast(SPECIES, x[x2 + k]);
            a20 = v.fma(w0, a20);
            a21 = v.fma(w1, a21);
            a22 = v.fma(w2, a22);
            v = FloatVector.broadcast(SPECIES, x[x3 + k]);
            a30 = v.fma(w0, a30);
            a31 = v.fma(w1, a31);
            a32 = v.fma(w2, a32);
            v = FloatVector.broadcast(SPECIES, x[x4 + k]);
            a40 = v.fma(w0, a40);
            a41 = v.fma(w1, a41);
            a42 = v.fma(w2, a42);
            v = FloatVector.broadcast(SPECIES, x[x5 + k]);
            a50 = v.fma(w0, a50);
            a51 = v.fma(w1, a51);
            a52 = v.fma(w2, a52);
        }
        store3(a00, a01, a02, y, yi, lastVector, relu);
        store3(a10, a11, a12, y, yi + Math.min(1, last) * ys, lastVector, relu);
        store3(a20, a21, a22, y, yi + Math.min(2, last) * ys, lastVector, relu);
        store3(a30, a31, a32, y, yi + Math.min(3, last) * ys, lastVector, relu);
        store3(a40, a41, a42, y, yi + Math.min(4, last) * ys, lastVector, relu);
        store3(a50, a51, a52, y, yi + Math.min(5, last) * ys, lastVector, relu);
    }

    /// 12 pixels × 1 vector: 12 accumulators, 13 loads for 12 FMAs; fits 16 registers.
    static void pixels12(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, int stored, boolean relu) {
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
        store(a0, y, yi, stored, relu);
        store(a1, y, yi + Math.min(1, last) * ys, stored, relu);
        store(a2, y, yi + Math.min(2, last) * ys, stored, relu);
        store(a3, y, yi + Math.min(3, last) * ys, stored, relu);
        store(a4, y, yi + Math.min(4, last) * ys, stored, relu);
        store(a5, y, yi + Math.min(5, last) * ys, stored, relu);
        store(a6, y, yi + Math.min(6, last) * ys, stored, relu);
        store(a7, y, yi + Math.min(7, last) * ys, stored, relu);
        store(a8, y, yi + Math.min(8, last) * ys, stored, relu);
        store(a9, y, yi + Math.min(9, last) * ys, stored, relu);
        store(a10, y, yi + Math.min(10, last) * ys, stored, relu);
        store(a11, y, yi + Math.min(11, last) * ys, stored, relu);
    }

    private static void store(FloatVector a, float[] y, int to, int stored, boolean relu) {
        FloatVector result = relu ? VectorMath.relu(a) : a;
        if (stored == LANES) {
            result.intoArray(y, to);
        } else {
            result.intoArray(y, to, SPECIES.indexInRange(0, stored));
        }
    }

    private static void store2(FloatVector a, FloatVector b, float[] y, int to, int lastVector, boolean relu) {
        (relu ? VectorMath.relu(a) : a).intoArray(y, to);
        (relu ? VectorMath.relu(b) : b).intoArray(y, to + lastVector);
    }

    private static void store3(FloatVector a, FloatVector b, FloatVector c, float[] y, int to, int lastVector,
            boolean relu) {
        (relu ? VectorMath.relu(a) : a).intoArray(y, to);
        (relu ? VectorMath.relu(b) : b).intoArray(y, to + LANES);
        (relu ? VectorMath.relu(c) : c).intoArray(y, to + lastVector);
    }
}
