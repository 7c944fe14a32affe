// Written by kernels/generator/Generate.java from MatrixTiles.template; do not edit.
package dev.ghostlane.kernels.internal.matrix;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.ghostlane.kernels.internal.HalfSimd;
import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The microkernels of [VectorMatrix], whose rows are called pixels: the sums of some pixels × some vectors of output
/// channels in registers, one loop over the input channels. Up to 12 sums are for CPUs with 16 vector registers, the 20
/// to 28 of 14 × 2, 7 × 3, 5 × 4, 4 × 5, 14 × 1½ and 8 × 2½ for 32 (AVX-512, NEON): there a load serves two to three
/// FMAs.
///
/// Parameters of all: `depth` input channels; packed weights from `w[wi]` (biases first), for tiles of weights that lie
/// apart from `w[wa]`, `w[wb]` and so on; the first pixel's input at `x[xi]` or `x[x0]`, the next `xs` further; its
/// output at `y[yi]`, the next `ys` further, or for tiles that lie apart from `y[ya]`, `y[yb]` and so on. The last
/// vector of a tile of weights is written `last` floats after its first: it may overlap the one before.
///
/// Those with a parameter `pixels` compute so many, no fewer than a tile has, unless they say so; the last tile
/// overlaps the one before and writes the same bits again. Their loop over pixels is in here, and not in their caller,
/// because C2 then keeps all sums in registers whoever calls, with any collector.
///
/// A sum that is not greater than `floor` becomes `floor`, NaN stays ([VectorMath]).
///
/// Every accumulator is a local variable of its own: in arrays or loops they would not stay in registers.
final class MatrixTiles {

    /// The lanes of a vector's upper half, twice.
    private static final float[] UPPER_TWICE = new float[LANES];

    static {
        for (int lane = 0; lane < LANES; lane++) {
            UPPER_TWICE[lane] = LANES / 2 + lane % (LANES / 2);
        }
    }

    private MatrixTiles() {}

    /// 6 pixels × 2 vectors: 12 accumulators, 8 loads for 12 FMAs; fits 16 registers.
    static void pixels6vectors2(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int weights = wi + 2 * LANES;
        for (int next = 0; next < pixels; next += 6) {
            int pixel = Math.min(next, pixels - 6);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + xs;
            int x2 = x0 + 2 * xs;
            int x3 = x0 + 3 * xs;
            int x4 = x0 + 4 * xs;
            int x5 = x0 + 5 * xs;
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
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES);
                FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES + LANES);
                FloatVector v;
                v = FloatVector.broadcast(SPECIES, x[x0 + k]);
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
            a00.blend(low, a00.compare(LE, low)).intoArray(y, to);
            a01.blend(low, a01.compare(LE, low)).intoArray(y, to + last);
            a10.blend(low, a10.compare(LE, low)).intoArray(y, to + ys);
            a11.blend(low, a11.compare(LE, low)).intoArray(y, to + ys + last);
            a20.blend(low, a20.compare(LE, low)).intoArray(y, to + 2 * ys);
            a21.blend(low, a21.compare(LE, low)).intoArray(y, to + 2 * ys + last);
            a30.blend(low, a30.compare(LE, low)).intoArray(y, to + 3 * ys);
            a31.blend(low, a31.compare(LE, low)).intoArray(y, to + 3 * ys + last);
            a40.blend(low, a40.compare(LE, low)).intoArray(y, to + 4 * ys);
            a41.blend(low, a41.compare(LE, low)).intoArray(y, to + 4 * ys + last);
            a50.blend(low, a50.compare(LE, low)).intoArray(y, to + 5 * ys);
            a51.blend(low, a51.compare(LE, low)).intoArray(y, to + 5 * ys + last);
        }
    }

    /// 6 pixels × 2 vectors, for one tile of weights after the other and no floor: the pixels' inputs stay in the
    /// first-level cache, and the weights are streamed. What surrounds the loop is 6 instead of 10 instructions for
    /// each vector stored, and a line of outputs is written at once.
    static void pixels6pairs(int depth, int pairs, float[] w, int wi, float[] x, int x0, int xs, float[] y, int yi,
            int ys) {
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        int x3 = x0 + 3 * xs;
        int x4 = x0 + 4 * xs;
        int x5 = x0 + 5 * xs;
        for (int pair = 0; pair < pairs; pair++) {
            int tile = wi + pair * 2 * LANES * (depth + 1);
            int weights = tile + 2 * LANES;
            int to = yi + pair * 2 * LANES;
            FloatVector bias0 = FloatVector.fromArray(SPECIES, w, tile);
            FloatVector bias1 = FloatVector.fromArray(SPECIES, w, tile + LANES);
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
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES);
                FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES + LANES);
                FloatVector v;
                v = FloatVector.broadcast(SPECIES, x[x0 + k]);
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
            a00.intoArray(y, to);
            a01.intoArray(y, to + LANES);
            a10.intoArray(y, to + ys);
            a11.intoArray(y, to + ys + LANES);
            a20.intoArray(y, to + 2 * ys);
            a21.intoArray(y, to + 2 * ys + LANES);
            a30.intoArray(y, to + 3 * ys);
            a31.intoArray(y, to + 3 * ys + LANES);
            a40.intoArray(y, to + 4 * ys);
            a41.intoArray(y, to + 4 * ys + LANES);
            a50.intoArray(y, to + 5 * ys);
            a51.intoArray(y, to + 5 * ys + LANES);
        }
    }

    /// 1 pixel × 4 pairs of vectors: 8 accumulators, 9 loads for 8 FMAs; two FMA units of latency 4 need eight
    /// independent sums. A pair's weights for the next input channel are `step` floats further.
    static void pixel1vectors8(int depth, float[] w, int step, int wa, int wb, int wc, int wd, float[] x, int xi,
            float[] y, int ya, int yb, int yc, int yd, int secondA, int secondB, int secondC, int secondD,
            float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wa);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w, wa + LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, w, wb);
        FloatVector b1 = FloatVector.fromArray(SPECIES, w, wb + LANES);
        FloatVector c0 = FloatVector.fromArray(SPECIES, w, wc);
        FloatVector c1 = FloatVector.fromArray(SPECIES, w, wc + LANES);
        FloatVector d0 = FloatVector.fromArray(SPECIES, w, wd);
        FloatVector d1 = FloatVector.fromArray(SPECIES, w, wd + LANES);
        int weightsA = wa + step;
        int weightsB = wb + step;
        int weightsC = wc + step;
        int weightsD = wd + step;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsA + k * step), a0);
            a1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsA + k * step + LANES), a1);
            b0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsB + k * step), b0);
            b1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsB + k * step + LANES), b1);
            c0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsC + k * step), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsC + k * step + LANES), c1);
            d0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsD + k * step), d0);
            d1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsD + k * step + LANES), d1);
        }
        a0.blend(low, a0.compare(LE, low)).intoArray(y, ya);
        a1.blend(low, a1.compare(LE, low)).intoArray(y, ya + secondA);
        b0.blend(low, b0.compare(LE, low)).intoArray(y, yb);
        b1.blend(low, b1.compare(LE, low)).intoArray(y, yb + secondB);
        c0.blend(low, c0.compare(LE, low)).intoArray(y, yc);
        c1.blend(low, c1.compare(LE, low)).intoArray(y, yc + secondC);
        d0.blend(low, d0.compare(LE, low)).intoArray(y, yd);
        d1.blend(low, d1.compare(LE, low)).intoArray(y, yd + secondD);
    }

    /// 6 pixels × 1 vector: 6 accumulators, 7 loads for 6 FMAs. Two FMA units of latency 4 need eight independent sums,
    /// so three quarters of the FMA peak are the limit; but more pixels have more addresses than x86 has registers for
    /// them.
    static void pixels6(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys, int pixels,
            float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int weights = wi + LANES;
        for (int next = 0; next < pixels; next += 6) {
            int pixel = Math.min(next, pixels - 6);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + xs;
            int x2 = x0 + 2 * xs;
            int x3 = x0 + 3 * xs;
            int x4 = x0 + 4 * xs;
            int x5 = x0 + 5 * xs;
            FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector a4 = a0;
            FloatVector a5 = a0;
            for (int k = 0; k < depth; k++) {
                FloatVector v = FloatVector.fromArray(SPECIES, w, weights + k * LANES);
                a0 = v.fma(FloatVector.broadcast(SPECIES, x[x0 + k]), a0);
                a1 = v.fma(FloatVector.broadcast(SPECIES, x[x1 + k]), a1);
                a2 = v.fma(FloatVector.broadcast(SPECIES, x[x2 + k]), a2);
                a3 = v.fma(FloatVector.broadcast(SPECIES, x[x3 + k]), a3);
                a4 = v.fma(FloatVector.broadcast(SPECIES, x[x4 + k]), a4);
                a5 = v.fma(FloatVector.broadcast(SPECIES, x[x5 + k]), a5);
            }
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
            a4.blend(low, a4.compare(LE, low)).intoArray(y, to + 4 * ys);
            a5.blend(low, a5.compare(LE, low)).intoArray(y, to + 5 * ys);
        }
    }

    /// As [#pixels6] for any number of pixels, also fewer than 6, and only the first `stored` lanes are outputs: layers
    /// with fewer outputs than a vector has lanes, and few pixels. What a tile has beyond the last pixel is that one
    /// again. Apart from [#pixels6], because C2 boxed the vectors of a tile with both kinds of stores.
    static void pixels6partial(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int stored, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        VectorMask<Float> mask = SPECIES.indexInRange(0, stored);
        int weights = wi + LANES;
        for (int pixel = 0; pixel < pixels; pixel += 6) {
            int p5 = Math.min(5, pixels - 1 - pixel);
            int p1 = Math.min(1, p5);
            int p2 = Math.min(2, p5);
            int p3 = Math.min(3, p5);
            int p4 = Math.min(4, p5);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + p1 * xs;
            int x2 = x0 + p2 * xs;
            int x3 = x0 + p3 * xs;
            int x4 = x0 + p4 * xs;
            int x5 = x0 + p5 * xs;
            FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            FloatVector a4 = a0;
            FloatVector a5 = a0;
            for (int k = 0; k < depth; k++) {
                FloatVector v = FloatVector.fromArray(SPECIES, w, weights + k * LANES);
                a0 = v.fma(FloatVector.broadcast(SPECIES, x[x0 + k]), a0);
                a1 = v.fma(FloatVector.broadcast(SPECIES, x[x1 + k]), a1);
                a2 = v.fma(FloatVector.broadcast(SPECIES, x[x2 + k]), a2);
                a3 = v.fma(FloatVector.broadcast(SPECIES, x[x3 + k]), a3);
                a4 = v.fma(FloatVector.broadcast(SPECIES, x[x4 + k]), a4);
                a5 = v.fma(FloatVector.broadcast(SPECIES, x[x5 + k]), a5);
            }
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to, mask);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + p1 * ys, mask);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + p2 * ys, mask);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + p3 * ys, mask);
            a4.blend(low, a4.compare(LE, low)).intoArray(y, to + p4 * ys, mask);
            a5.blend(low, a5.compare(LE, low)).intoArray(y, to + p5 * ys, mask);
        }
    }

    /// 14 pixels × 2 vectors, one tile: 28 accumulators, 16 loads for
    /// 28 FMAs.
    static void pixels14vectors2(int depth, float[] w, int wi, float[] x, int x0, int xs, float[] y,
            int to, int ys, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        int x3 = x0 + 3 * xs;
        int x4 = x0 + 4 * xs;
        int x5 = x0 + 5 * xs;
        int x6 = x0 + 6 * xs;
        int x7 = x0 + 7 * xs;
        int x8 = x0 + 8 * xs;
        int x9 = x0 + 9 * xs;
        int x10 = x0 + 10 * xs;
        int x11 = x0 + 11 * xs;
        int x12 = x0 + 12 * xs;
        int x13 = x0 + 13 * xs;
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
        FloatVector a60 = bias0;
        FloatVector a61 = bias1;
        FloatVector a70 = bias0;
        FloatVector a71 = bias1;
        FloatVector a80 = bias0;
        FloatVector a81 = bias1;
        FloatVector a90 = bias0;
        FloatVector a91 = bias1;
        FloatVector a100 = bias0;
        FloatVector a101 = bias1;
        FloatVector a110 = bias0;
        FloatVector a111 = bias1;
        FloatVector a120 = bias0;
        FloatVector a121 = bias1;
        FloatVector a130 = bias0;
        FloatVector a131 = bias1;
        int weights = wi + 2 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES + LANES);
            FloatVector v;
            v = FloatVector.broadcast(SPECIES, x[x0 + k]);
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
            v = FloatVector.broadcast(SPECIES, x[x6 + k]);
            a60 = v.fma(w0, a60);
            a61 = v.fma(w1, a61);
            v = FloatVector.broadcast(SPECIES, x[x7 + k]);
            a70 = v.fma(w0, a70);
            a71 = v.fma(w1, a71);
            v = FloatVector.broadcast(SPECIES, x[x8 + k]);
            a80 = v.fma(w0, a80);
            a81 = v.fma(w1, a81);
            v = FloatVector.broadcast(SPECIES, x[x9 + k]);
            a90 = v.fma(w0, a90);
            a91 = v.fma(w1, a91);
            v = FloatVector.broadcast(SPECIES, x[x10 + k]);
            a100 = v.fma(w0, a100);
            a101 = v.fma(w1, a101);
            v = FloatVector.broadcast(SPECIES, x[x11 + k]);
            a110 = v.fma(w0, a110);
            a111 = v.fma(w1, a111);
            v = FloatVector.broadcast(SPECIES, x[x12 + k]);
            a120 = v.fma(w0, a120);
            a121 = v.fma(w1, a121);
            v = FloatVector.broadcast(SPECIES, x[x13 + k]);
            a130 = v.fma(w0, a130);
            a131 = v.fma(w1, a131);
        }
        VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, to);
        VECTOR.cast(a01.blend(low, a01.compare(LE, low))).intoArray(y, to + last);
        VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, to + ys);
        VECTOR.cast(a11.blend(low, a11.compare(LE, low))).intoArray(y, to + ys + last);
        VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, to + 2 * ys);
        VECTOR.cast(a21.blend(low, a21.compare(LE, low))).intoArray(y, to + 2 * ys + last);
        VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, to + 3 * ys);
        VECTOR.cast(a31.blend(low, a31.compare(LE, low))).intoArray(y, to + 3 * ys + last);
        VECTOR.cast(a40.blend(low, a40.compare(LE, low))).intoArray(y, to + 4 * ys);
        VECTOR.cast(a41.blend(low, a41.compare(LE, low))).intoArray(y, to + 4 * ys + last);
        VECTOR.cast(a50.blend(low, a50.compare(LE, low))).intoArray(y, to + 5 * ys);
        VECTOR.cast(a51.blend(low, a51.compare(LE, low))).intoArray(y, to + 5 * ys + last);
        VECTOR.cast(a60.blend(low, a60.compare(LE, low))).intoArray(y, to + 6 * ys);
        VECTOR.cast(a61.blend(low, a61.compare(LE, low))).intoArray(y, to + 6 * ys + last);
        VECTOR.cast(a70.blend(low, a70.compare(LE, low))).intoArray(y, to + 7 * ys);
        VECTOR.cast(a71.blend(low, a71.compare(LE, low))).intoArray(y, to + 7 * ys + last);
        VECTOR.cast(a80.blend(low, a80.compare(LE, low))).intoArray(y, to + 8 * ys);
        VECTOR.cast(a81.blend(low, a81.compare(LE, low))).intoArray(y, to + 8 * ys + last);
        VECTOR.cast(a90.blend(low, a90.compare(LE, low))).intoArray(y, to + 9 * ys);
        VECTOR.cast(a91.blend(low, a91.compare(LE, low))).intoArray(y, to + 9 * ys + last);
        VECTOR.cast(a100.blend(low, a100.compare(LE, low))).intoArray(y, to + 10 * ys);
        VECTOR.cast(a101.blend(low, a101.compare(LE, low))).intoArray(y, to + 10 * ys + last);
        VECTOR.cast(a110.blend(low, a110.compare(LE, low))).intoArray(y, to + 11 * ys);
        VECTOR.cast(a111.blend(low, a111.compare(LE, low))).intoArray(y, to + 11 * ys + last);
        VECTOR.cast(a120.blend(low, a120.compare(LE, low))).intoArray(y, to + 12 * ys);
        VECTOR.cast(a121.blend(low, a121.compare(LE, low))).intoArray(y, to + 12 * ys + last);
        VECTOR.cast(a130.blend(low, a130.compare(LE, low))).intoArray(y, to + 13 * ys);
        VECTOR.cast(a131.blend(low, a131.compare(LE, low))).intoArray(y, to + 13 * ys + last);
    }

    /// 5 pixels × 4 vectors, one tile: 20 accumulators, 9 loads for
    /// 20 FMAs.
    static void pixels5vectors4(int depth, float[] w, int wi, float[] x, int x0, int xs, float[] y,
            int to, int ys, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        int x3 = x0 + 3 * xs;
        int x4 = x0 + 4 * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector bias3 = FloatVector.fromArray(SPECIES, w, wi + 3 * LANES);
        FloatVector a00 = bias0;
        FloatVector a01 = bias1;
        FloatVector a02 = bias2;
        FloatVector a03 = bias3;
        FloatVector a10 = bias0;
        FloatVector a11 = bias1;
        FloatVector a12 = bias2;
        FloatVector a13 = bias3;
        FloatVector a20 = bias0;
        FloatVector a21 = bias1;
        FloatVector a22 = bias2;
        FloatVector a23 = bias3;
        FloatVector a30 = bias0;
        FloatVector a31 = bias1;
        FloatVector a32 = bias2;
        FloatVector a33 = bias3;
        FloatVector a40 = bias0;
        FloatVector a41 = bias1;
        FloatVector a42 = bias2;
        FloatVector a43 = bias3;
        int weights = wi + 4 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES + 3 * LANES);
            FloatVector v;
            v = FloatVector.broadcast(SPECIES, x[x0 + k]);
            a00 = v.fma(w0, a00);
            a01 = v.fma(w1, a01);
            a02 = v.fma(w2, a02);
            a03 = v.fma(w3, a03);
            v = FloatVector.broadcast(SPECIES, x[x1 + k]);
            a10 = v.fma(w0, a10);
            a11 = v.fma(w1, a11);
            a12 = v.fma(w2, a12);
            a13 = v.fma(w3, a13);
            v = FloatVector.broadcast(SPECIES, x[x2 + k]);
            a20 = v.fma(w0, a20);
            a21 = v.fma(w1, a21);
            a22 = v.fma(w2, a22);
            a23 = v.fma(w3, a23);
            v = FloatVector.broadcast(SPECIES, x[x3 + k]);
            a30 = v.fma(w0, a30);
            a31 = v.fma(w1, a31);
            a32 = v.fma(w2, a32);
            a33 = v.fma(w3, a33);
            v = FloatVector.broadcast(SPECIES, x[x4 + k]);
            a40 = v.fma(w0, a40);
            a41 = v.fma(w1, a41);
            a42 = v.fma(w2, a42);
            a43 = v.fma(w3, a43);
        }
        VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, to);
        VECTOR.cast(a01.blend(low, a01.compare(LE, low))).intoArray(y, to + LANES);
        VECTOR.cast(a02.blend(low, a02.compare(LE, low))).intoArray(y, to + 2 * LANES);
        VECTOR.cast(a03.blend(low, a03.compare(LE, low))).intoArray(y, to + last);
        VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, to + ys);
        VECTOR.cast(a11.blend(low, a11.compare(LE, low))).intoArray(y, to + ys + LANES);
        VECTOR.cast(a12.blend(low, a12.compare(LE, low))).intoArray(y, to + ys + 2 * LANES);
        VECTOR.cast(a13.blend(low, a13.compare(LE, low))).intoArray(y, to + ys + last);
        VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, to + 2 * ys);
        VECTOR.cast(a21.blend(low, a21.compare(LE, low))).intoArray(y, to + 2 * ys + LANES);
        VECTOR.cast(a22.blend(low, a22.compare(LE, low))).intoArray(y, to + 2 * ys + 2 * LANES);
        VECTOR.cast(a23.blend(low, a23.compare(LE, low))).intoArray(y, to + 2 * ys + last);
        VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, to + 3 * ys);
        VECTOR.cast(a31.blend(low, a31.compare(LE, low))).intoArray(y, to + 3 * ys + LANES);
        VECTOR.cast(a32.blend(low, a32.compare(LE, low))).intoArray(y, to + 3 * ys + 2 * LANES);
        VECTOR.cast(a33.blend(low, a33.compare(LE, low))).intoArray(y, to + 3 * ys + last);
        VECTOR.cast(a40.blend(low, a40.compare(LE, low))).intoArray(y, to + 4 * ys);
        VECTOR.cast(a41.blend(low, a41.compare(LE, low))).intoArray(y, to + 4 * ys + LANES);
        VECTOR.cast(a42.blend(low, a42.compare(LE, low))).intoArray(y, to + 4 * ys + 2 * LANES);
        VECTOR.cast(a43.blend(low, a43.compare(LE, low))).intoArray(y, to + 4 * ys + last);
    }

    /// 4 pixels × 5 vectors, one tile: 20 accumulators, 9 loads for
    /// 20 FMAs.
    static void pixels4vectors5(int depth, float[] w, int wi, float[] x, int x0, int xs, float[] y,
            int to, int ys, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        int x3 = x0 + 3 * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector bias3 = FloatVector.fromArray(SPECIES, w, wi + 3 * LANES);
        FloatVector bias4 = FloatVector.fromArray(SPECIES, w, wi + 4 * LANES);
        FloatVector a00 = bias0;
        FloatVector a01 = bias1;
        FloatVector a02 = bias2;
        FloatVector a03 = bias3;
        FloatVector a04 = bias4;
        FloatVector a10 = bias0;
        FloatVector a11 = bias1;
        FloatVector a12 = bias2;
        FloatVector a13 = bias3;
        FloatVector a14 = bias4;
        FloatVector a20 = bias0;
        FloatVector a21 = bias1;
        FloatVector a22 = bias2;
        FloatVector a23 = bias3;
        FloatVector a24 = bias4;
        FloatVector a30 = bias0;
        FloatVector a31 = bias1;
        FloatVector a32 = bias2;
        FloatVector a33 = bias3;
        FloatVector a34 = bias4;
        int weights = wi + 5 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + 3 * LANES);
            FloatVector w4 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + 4 * LANES);
            FloatVector v;
            v = FloatVector.broadcast(SPECIES, x[x0 + k]);
            a00 = v.fma(w0, a00);
            a01 = v.fma(w1, a01);
            a02 = v.fma(w2, a02);
            a03 = v.fma(w3, a03);
            a04 = v.fma(w4, a04);
            v = FloatVector.broadcast(SPECIES, x[x1 + k]);
            a10 = v.fma(w0, a10);
            a11 = v.fma(w1, a11);
            a12 = v.fma(w2, a12);
            a13 = v.fma(w3, a13);
            a14 = v.fma(w4, a14);
            v = FloatVector.broadcast(SPECIES, x[x2 + k]);
            a20 = v.fma(w0, a20);
            a21 = v.fma(w1, a21);
            a22 = v.fma(w2, a22);
            a23 = v.fma(w3, a23);
            a24 = v.fma(w4, a24);
            v = FloatVector.broadcast(SPECIES, x[x3 + k]);
            a30 = v.fma(w0, a30);
            a31 = v.fma(w1, a31);
            a32 = v.fma(w2, a32);
            a33 = v.fma(w3, a33);
            a34 = v.fma(w4, a34);
        }
        VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, to);
        VECTOR.cast(a01.blend(low, a01.compare(LE, low))).intoArray(y, to + LANES);
        VECTOR.cast(a02.blend(low, a02.compare(LE, low))).intoArray(y, to + 2 * LANES);
        VECTOR.cast(a03.blend(low, a03.compare(LE, low))).intoArray(y, to + 3 * LANES);
        VECTOR.cast(a04.blend(low, a04.compare(LE, low))).intoArray(y, to + last);
        VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, to + ys);
        VECTOR.cast(a11.blend(low, a11.compare(LE, low))).intoArray(y, to + ys + LANES);
        VECTOR.cast(a12.blend(low, a12.compare(LE, low))).intoArray(y, to + ys + 2 * LANES);
        VECTOR.cast(a13.blend(low, a13.compare(LE, low))).intoArray(y, to + ys + 3 * LANES);
        VECTOR.cast(a14.blend(low, a14.compare(LE, low))).intoArray(y, to + ys + last);
        VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, to + 2 * ys);
        VECTOR.cast(a21.blend(low, a21.compare(LE, low))).intoArray(y, to + 2 * ys + LANES);
        VECTOR.cast(a22.blend(low, a22.compare(LE, low))).intoArray(y, to + 2 * ys + 2 * LANES);
        VECTOR.cast(a23.blend(low, a23.compare(LE, low))).intoArray(y, to + 2 * ys + 3 * LANES);
        VECTOR.cast(a24.blend(low, a24.compare(LE, low))).intoArray(y, to + 2 * ys + last);
        VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, to + 3 * ys);
        VECTOR.cast(a31.blend(low, a31.compare(LE, low))).intoArray(y, to + 3 * ys + LANES);
        VECTOR.cast(a32.blend(low, a32.compare(LE, low))).intoArray(y, to + 3 * ys + 2 * LANES);
        VECTOR.cast(a33.blend(low, a33.compare(LE, low))).intoArray(y, to + 3 * ys + 3 * LANES);
        VECTOR.cast(a34.blend(low, a34.compare(LE, low))).intoArray(y, to + 3 * ys + last);
    }

    /// 7 pixels × 3 vectors: 21 accumulators, 10 loads for 21 FMAs.
    static void pixels7vectors3(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int weights = wi + 3 * LANES;
        for (int next = 0; next < pixels; next += 7) {
            int pixel = Math.min(next, pixels - 7);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + xs;
            int x2 = x0 + 2 * xs;
            int x3 = x0 + 3 * xs;
            int x4 = x0 + 4 * xs;
            int x5 = x0 + 5 * xs;
            int x6 = x0 + 6 * xs;
            FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
            FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
            FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
            FloatVector a00 = bias0;
            FloatVector a01 = bias1;
            FloatVector a02 = bias2;
            FloatVector a10 = bias0;
            FloatVector a11 = bias1;
            FloatVector a12 = bias2;
            FloatVector a20 = bias0;
            FloatVector a21 = bias1;
            FloatVector a22 = bias2;
            FloatVector a30 = bias0;
            FloatVector a31 = bias1;
            FloatVector a32 = bias2;
            FloatVector a40 = bias0;
            FloatVector a41 = bias1;
            FloatVector a42 = bias2;
            FloatVector a50 = bias0;
            FloatVector a51 = bias1;
            FloatVector a52 = bias2;
            FloatVector a60 = bias0;
            FloatVector a61 = bias1;
            FloatVector a62 = bias2;
            for (int k = 0; k < depth; k++) {
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES);
                FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES + LANES);
                FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES + 2 * LANES);
                FloatVector v;
                v = FloatVector.broadcast(SPECIES, x[x0 + k]);
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
                v = FloatVector.broadcast(SPECIES, x[x6 + k]);
                a60 = v.fma(w0, a60);
                a61 = v.fma(w1, a61);
                a62 = v.fma(w2, a62);
            }
            VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a01.blend(low, a01.compare(LE, low))).intoArray(y, to + LANES);
            VECTOR.cast(a02.blend(low, a02.compare(LE, low))).intoArray(y, to + last);
            VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a11.blend(low, a11.compare(LE, low))).intoArray(y, to + ys + LANES);
            VECTOR.cast(a12.blend(low, a12.compare(LE, low))).intoArray(y, to + ys + last);
            VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a21.blend(low, a21.compare(LE, low))).intoArray(y, to + 2 * ys + LANES);
            VECTOR.cast(a22.blend(low, a22.compare(LE, low))).intoArray(y, to + 2 * ys + last);
            VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, to + 3 * ys);
            VECTOR.cast(a31.blend(low, a31.compare(LE, low))).intoArray(y, to + 3 * ys + LANES);
            VECTOR.cast(a32.blend(low, a32.compare(LE, low))).intoArray(y, to + 3 * ys + last);
            VECTOR.cast(a40.blend(low, a40.compare(LE, low))).intoArray(y, to + 4 * ys);
            VECTOR.cast(a41.blend(low, a41.compare(LE, low))).intoArray(y, to + 4 * ys + LANES);
            VECTOR.cast(a42.blend(low, a42.compare(LE, low))).intoArray(y, to + 4 * ys + last);
            VECTOR.cast(a50.blend(low, a50.compare(LE, low))).intoArray(y, to + 5 * ys);
            VECTOR.cast(a51.blend(low, a51.compare(LE, low))).intoArray(y, to + 5 * ys + LANES);
            VECTOR.cast(a52.blend(low, a52.compare(LE, low))).intoArray(y, to + 5 * ys + last);
            VECTOR.cast(a60.blend(low, a60.compare(LE, low))).intoArray(y, to + 6 * ys);
            VECTOR.cast(a61.blend(low, a61.compare(LE, low))).intoArray(y, to + 6 * ys + LANES);
            VECTOR.cast(a62.blend(low, a62.compare(LE, low))).intoArray(y, to + 6 * ys + last);
        }
    }

    /// 14 pixels × 1 vectors and a half: 21 accumulators. Of the last vector of
    /// weights the upper half is enough. Two pixels share a vector of these sums: an even one has the lower half, the
    /// next one the upper.
    static void pixels14vectors1half(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y,
            int yi, int ys, int pixels, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int weights = wi + 2 * LANES;
        int half = last + LANES / 2;
        FloatVector upper = FloatVector.fromArray(SPECIES, UPPER_TWICE, 0);
        VectorMask<Float> odds = VectorMask.fromLong(SPECIES, -1L << LANES / 2);
        for (int next = 0; next < pixels; next += 14) {
            int pixel = Math.min(next, pixels - 14);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + xs;
            int x2 = x0 + 2 * xs;
            int x3 = x0 + 3 * xs;
            int x4 = x0 + 4 * xs;
            int x5 = x0 + 5 * xs;
            int x6 = x0 + 6 * xs;
            int x7 = x0 + 7 * xs;
            int x8 = x0 + 8 * xs;
            int x9 = x0 + 9 * xs;
            int x10 = x0 + 10 * xs;
            int x11 = x0 + 11 * xs;
            int x12 = x0 + 12 * xs;
            int x13 = x0 + 13 * xs;
            FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
            FloatVector a00 = bias0;
            FloatVector a10 = bias0;
            FloatVector a20 = bias0;
            FloatVector a30 = bias0;
            FloatVector a40 = bias0;
            FloatVector a50 = bias0;
            FloatVector a60 = bias0;
            FloatVector a70 = bias0;
            FloatVector a80 = bias0;
            FloatVector a90 = bias0;
            FloatVector a100 = bias0;
            FloatVector a110 = bias0;
            FloatVector a120 = bias0;
            FloatVector a130 = bias0;
            FloatVector h0 = upper.selectFrom(FloatVector.fromArray(SPECIES, w, wi + LANES));
            FloatVector h1 = h0;
            FloatVector h2 = h0;
            FloatVector h3 = h0;
            FloatVector h4 = h0;
            FloatVector h5 = h0;
            FloatVector h6 = h0;
            for (int k = 0; k < depth; k++) {
                int at = weights + k * 2 * LANES;
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, at);
                FloatVector wh = upper.selectFrom(FloatVector.fromArray(SPECIES, w, at + LANES));
                FloatVector even;
                FloatVector odd;
                even = FloatVector.broadcast(SPECIES, x[x0 + k]);
                a00 = even.fma(w0, a00);
                odd = FloatVector.broadcast(SPECIES, x[x1 + k]);
                a10 = odd.fma(w0, a10);
                h0 = even.blend(odd, odds).fma(wh, h0);
                even = FloatVector.broadcast(SPECIES, x[x2 + k]);
                a20 = even.fma(w0, a20);
                odd = FloatVector.broadcast(SPECIES, x[x3 + k]);
                a30 = odd.fma(w0, a30);
                h1 = even.blend(odd, odds).fma(wh, h1);
                even = FloatVector.broadcast(SPECIES, x[x4 + k]);
                a40 = even.fma(w0, a40);
                odd = FloatVector.broadcast(SPECIES, x[x5 + k]);
                a50 = odd.fma(w0, a50);
                h2 = even.blend(odd, odds).fma(wh, h2);
                even = FloatVector.broadcast(SPECIES, x[x6 + k]);
                a60 = even.fma(w0, a60);
                odd = FloatVector.broadcast(SPECIES, x[x7 + k]);
                a70 = odd.fma(w0, a70);
                h3 = even.blend(odd, odds).fma(wh, h3);
                even = FloatVector.broadcast(SPECIES, x[x8 + k]);
                a80 = even.fma(w0, a80);
                odd = FloatVector.broadcast(SPECIES, x[x9 + k]);
                a90 = odd.fma(w0, a90);
                h4 = even.blend(odd, odds).fma(wh, h4);
                even = FloatVector.broadcast(SPECIES, x[x10 + k]);
                a100 = even.fma(w0, a100);
                odd = FloatVector.broadcast(SPECIES, x[x11 + k]);
                a110 = odd.fma(w0, a110);
                h5 = even.blend(odd, odds).fma(wh, h5);
                even = FloatVector.broadcast(SPECIES, x[x12 + k]);
                a120 = even.fma(w0, a120);
                odd = FloatVector.broadcast(SPECIES, x[x13 + k]);
                a130 = odd.fma(w0, a130);
                h6 = even.blend(odd, odds).fma(wh, h6);
            }
            VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, to + 3 * ys);
            VECTOR.cast(a40.blend(low, a40.compare(LE, low))).intoArray(y, to + 4 * ys);
            VECTOR.cast(a50.blend(low, a50.compare(LE, low))).intoArray(y, to + 5 * ys);
            VECTOR.cast(a60.blend(low, a60.compare(LE, low))).intoArray(y, to + 6 * ys);
            VECTOR.cast(a70.blend(low, a70.compare(LE, low))).intoArray(y, to + 7 * ys);
            VECTOR.cast(a80.blend(low, a80.compare(LE, low))).intoArray(y, to + 8 * ys);
            VECTOR.cast(a90.blend(low, a90.compare(LE, low))).intoArray(y, to + 9 * ys);
            VECTOR.cast(a100.blend(low, a100.compare(LE, low))).intoArray(y, to + 10 * ys);
            VECTOR.cast(a110.blend(low, a110.compare(LE, low))).intoArray(y, to + 11 * ys);
            VECTOR.cast(a120.blend(low, a120.compare(LE, low))).intoArray(y, to + 12 * ys);
            VECTOR.cast(a130.blend(low, a130.compare(LE, low))).intoArray(y, to + 13 * ys);
            h0 = h0.blend(low, h0.compare(LE, low));
            HalfSimd.VECTOR.cast(h0.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h0).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + ys + half);
            h1 = h1.blend(low, h1.compare(LE, low));
            HalfSimd.VECTOR.cast(h1.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 2 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h1).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 3 * ys + half);
            h2 = h2.blend(low, h2.compare(LE, low));
            HalfSimd.VECTOR.cast(h2.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 4 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h2).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 5 * ys + half);
            h3 = h3.blend(low, h3.compare(LE, low));
            HalfSimd.VECTOR.cast(h3.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 6 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h3).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 7 * ys + half);
            h4 = h4.blend(low, h4.compare(LE, low));
            HalfSimd.VECTOR.cast(h4.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 8 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h4).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 9 * ys + half);
            h5 = h5.blend(low, h5.compare(LE, low));
            HalfSimd.VECTOR.cast(h5.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 10 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h5).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 11 * ys + half);
            h6 = h6.blend(low, h6.compare(LE, low));
            HalfSimd.VECTOR.cast(h6.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 12 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h6).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 13 * ys + half);
        }
    }

    /// 8 pixels × 2 vectors and a half: 20 accumulators. Of the last vector of
    /// weights the upper half is enough. Two pixels share a vector of these sums: an even one has the lower half, the
    /// next one the upper.
    static void pixels8vectors2half(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y,
            int yi, int ys, int pixels, int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int weights = wi + 3 * LANES;
        int half = last + LANES / 2;
        FloatVector upper = FloatVector.fromArray(SPECIES, UPPER_TWICE, 0);
        VectorMask<Float> odds = VectorMask.fromLong(SPECIES, -1L << LANES / 2);
        for (int next = 0; next < pixels; next += 8) {
            int pixel = Math.min(next, pixels - 8);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + xs;
            int x2 = x0 + 2 * xs;
            int x3 = x0 + 3 * xs;
            int x4 = x0 + 4 * xs;
            int x5 = x0 + 5 * xs;
            int x6 = x0 + 6 * xs;
            int x7 = x0 + 7 * xs;
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
            FloatVector a60 = bias0;
            FloatVector a61 = bias1;
            FloatVector a70 = bias0;
            FloatVector a71 = bias1;
            FloatVector h0 = upper.selectFrom(FloatVector.fromArray(SPECIES, w, wi + 2 * LANES));
            FloatVector h1 = h0;
            FloatVector h2 = h0;
            FloatVector h3 = h0;
            for (int k = 0; k < depth; k++) {
                int at = weights + k * 3 * LANES;
                FloatVector w0 = FloatVector.fromArray(SPECIES, w, at);
                FloatVector w1 = FloatVector.fromArray(SPECIES, w, at + LANES);
                FloatVector wh = upper.selectFrom(FloatVector.fromArray(SPECIES, w, at + 2 * LANES));
                FloatVector even;
                FloatVector odd;
                even = FloatVector.broadcast(SPECIES, x[x0 + k]);
                a00 = even.fma(w0, a00);
                a01 = even.fma(w1, a01);
                odd = FloatVector.broadcast(SPECIES, x[x1 + k]);
                a10 = odd.fma(w0, a10);
                a11 = odd.fma(w1, a11);
                h0 = even.blend(odd, odds).fma(wh, h0);
                even = FloatVector.broadcast(SPECIES, x[x2 + k]);
                a20 = even.fma(w0, a20);
                a21 = even.fma(w1, a21);
                odd = FloatVector.broadcast(SPECIES, x[x3 + k]);
                a30 = odd.fma(w0, a30);
                a31 = odd.fma(w1, a31);
                h1 = even.blend(odd, odds).fma(wh, h1);
                even = FloatVector.broadcast(SPECIES, x[x4 + k]);
                a40 = even.fma(w0, a40);
                a41 = even.fma(w1, a41);
                odd = FloatVector.broadcast(SPECIES, x[x5 + k]);
                a50 = odd.fma(w0, a50);
                a51 = odd.fma(w1, a51);
                h2 = even.blend(odd, odds).fma(wh, h2);
                even = FloatVector.broadcast(SPECIES, x[x6 + k]);
                a60 = even.fma(w0, a60);
                a61 = even.fma(w1, a61);
                odd = FloatVector.broadcast(SPECIES, x[x7 + k]);
                a70 = odd.fma(w0, a70);
                a71 = odd.fma(w1, a71);
                h3 = even.blend(odd, odds).fma(wh, h3);
            }
            VECTOR.cast(a00.blend(low, a00.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a01.blend(low, a01.compare(LE, low))).intoArray(y, to + LANES);
            VECTOR.cast(a10.blend(low, a10.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a11.blend(low, a11.compare(LE, low))).intoArray(y, to + ys + LANES);
            VECTOR.cast(a20.blend(low, a20.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a21.blend(low, a21.compare(LE, low))).intoArray(y, to + 2 * ys + LANES);
            VECTOR.cast(a30.blend(low, a30.compare(LE, low))).intoArray(y, to + 3 * ys);
            VECTOR.cast(a31.blend(low, a31.compare(LE, low))).intoArray(y, to + 3 * ys + LANES);
            VECTOR.cast(a40.blend(low, a40.compare(LE, low))).intoArray(y, to + 4 * ys);
            VECTOR.cast(a41.blend(low, a41.compare(LE, low))).intoArray(y, to + 4 * ys + LANES);
            VECTOR.cast(a50.blend(low, a50.compare(LE, low))).intoArray(y, to + 5 * ys);
            VECTOR.cast(a51.blend(low, a51.compare(LE, low))).intoArray(y, to + 5 * ys + LANES);
            VECTOR.cast(a60.blend(low, a60.compare(LE, low))).intoArray(y, to + 6 * ys);
            VECTOR.cast(a61.blend(low, a61.compare(LE, low))).intoArray(y, to + 6 * ys + LANES);
            VECTOR.cast(a70.blend(low, a70.compare(LE, low))).intoArray(y, to + 7 * ys);
            VECTOR.cast(a71.blend(low, a71.compare(LE, low))).intoArray(y, to + 7 * ys + LANES);
            h0 = h0.blend(low, h0.compare(LE, low));
            HalfSimd.VECTOR.cast(h0.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h0).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + ys + half);
            h1 = h1.blend(low, h1.compare(LE, low));
            HalfSimd.VECTOR.cast(h1.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 2 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h1).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 3 * ys + half);
            h2 = h2.blend(low, h2.compare(LE, low));
            HalfSimd.VECTOR.cast(h2.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 4 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h2).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 5 * ys + half);
            h3 = h3.blend(low, h3.compare(LE, low));
            HalfSimd.VECTOR.cast(h3.reinterpretShape(HalfSimd.SPECIES, 0)).intoArray(y, to + 6 * ys + half);
            HalfSimd.VECTOR.cast(upper.selectFrom(h3).reinterpretShape(HalfSimd.SPECIES, 0))
                    .intoArray(y, to + 7 * ys + half);
        }
    }
}
