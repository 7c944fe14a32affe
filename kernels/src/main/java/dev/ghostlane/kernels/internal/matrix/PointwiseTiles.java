package dev.ghostlane.kernels.internal.matrix;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The microkernels of the 1×1 convolution: the sums of some pixels × some vectors of output channels in
/// registers, one loop over the input channels.
///
/// Parameters of all: `depth` input channels; packed weights from `w[wi]` (biases first), for tiles of weights that
/// lie apart from `w[wa]`, `w[wb]` and so on; the first pixel's input at `x[xi]`, the next `xs` further; its output at
/// `y[yi]`, the next `ys` further, or for tiles that lie apart from `y[ya]`, `y[yb]` and so on. The second vector of
/// a tile of weights is written `second` floats after its first: it may overlap that one.
///
/// Those with a parameter `pixels` compute so many, no fewer than a tile has, unless they say so; the last tile overlaps the one
/// before and writes the same bits again. Their loop over pixels is in here, and not in their caller, because C2 then keeps all
/// sums in registers whoever calls, with any collector, and less surrounds the loop over the input channels: 3 to 10 % faster
/// than a call for each tile, 2.5 times as fast with the serial collector, which turns loop strip mining off (Zen 3).
///
/// A sum that is not greater than `floor` becomes `floor`, NaN stays ([VectorMath]).
///
/// Every accumulator is a local variable of its own: in arrays or loops they would not stay in registers.
final class PointwiseTiles {

    private PointwiseTiles() {}

    /// 6 pixels × 2 vectors: 12 accumulators, 8 loads for 12 FMAs; fits 16 registers.
    static void pixels6vectors2(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int second, float floor) {
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
                FloatVector v = FloatVector.broadcast(SPECIES, x[x0 + k]);
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
            a01.blend(low, a01.compare(LE, low)).intoArray(y, to + second);
            a10.blend(low, a10.compare(LE, low)).intoArray(y, to + ys);
            a11.blend(low, a11.compare(LE, low)).intoArray(y, to + ys + second);
            a20.blend(low, a20.compare(LE, low)).intoArray(y, to + 2 * ys);
            a21.blend(low, a21.compare(LE, low)).intoArray(y, to + 2 * ys + second);
            a30.blend(low, a30.compare(LE, low)).intoArray(y, to + 3 * ys);
            a31.blend(low, a31.compare(LE, low)).intoArray(y, to + 3 * ys + second);
            a40.blend(low, a40.compare(LE, low)).intoArray(y, to + 4 * ys);
            a41.blend(low, a41.compare(LE, low)).intoArray(y, to + 4 * ys + second);
            a50.blend(low, a50.compare(LE, low)).intoArray(y, to + 5 * ys);
            a51.blend(low, a51.compare(LE, low)).intoArray(y, to + 5 * ys + second);
        }
    }

    /// 6 pixels × 2 vectors, for one tile of weights behind the other and no floor: the pixels' inputs stay in the
    /// first-level cache, and the weights are streamed. With 30 inputs and 784 outputs 88 % of the FMA peak, where
    /// [#pixels6vectors2] reaches 76 % (Zen 3): what surrounds the loop is 6 instead of 10 instructions for each vector stored,
    /// and a line of outputs is written at once.
    static void pixels6pairs(int depth, int pairs, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi,
            int ys) {
        int x1 = xi + xs;
        int x2 = xi + 2 * xs;
        int x3 = xi + 3 * xs;
        int x4 = xi + 4 * xs;
        int x5 = xi + 5 * xs;
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

    /// 1 pixel × 4 pairs of vectors: 8 accumulators, 9 loads for 8 FMAs. Two units of 4 cycles need 8 sums in flight. A pair's
    /// weights for the next input channel are `step` floats further.
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

    /// 6 pixels × 1 vector: 6 accumulators, 7 loads for 6 FMAs. Two units of 4 cycles would need 8 sums in flight, so three
    /// quarters of the FMA peak are the limit, and 68 % are reached; but more pixels have more addresses than x86 has
    /// registers for them, which C2 then moves to and fro within the loop: 8 pixels reach 48 %, 12 pixels 56 % (Zen 3).
    /// Not compared with 32 vector registers, where it serves maps of no more outputs than a vector has lanes.
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

    /// As [#pixels6] for any number of pixels, also fewer than 6, and only the first `stored` lanes are outputs: layers with fewer outputs than a
    /// vector has lanes, and few pixels. What a tile has beyond the last pixel is that one again. Apart from [#pixels6],
    /// because C2 boxed the vectors of a tile with both kinds of stores.
    static void pixels6partial(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int stored, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        VectorMask<Float> mask = SPECIES.indexInRange(0, stored);
        int weights = wi + LANES;
        for (int pixel = 0; pixel < pixels; pixel += 6) {
            int last = Math.min(5, pixels - 1 - pixel);
            int p1 = Math.min(1, last);
            int p2 = Math.min(2, last);
            int p3 = Math.min(3, last);
            int p4 = Math.min(4, last);
            int to = yi + pixel * ys;
            int x0 = xi + pixel * xs;
            int x1 = x0 + p1 * xs;
            int x2 = x0 + p2 * xs;
            int x3 = x0 + p3 * xs;
            int x4 = x0 + p4 * xs;
            int x5 = x0 + last * xs;
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
            a5.blend(low, a5.compare(LE, low)).intoArray(y, to + last * ys, mask);
        }
    }
}
