package dev.ghostlane.kernels.internal.matrix;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the 1×1 convolution for CPUs with 32 vector registers (AVX-512, NEON), as [PointwiseTiles] but
/// with more sums: 20 to 28 of them, so that a load serves two to three FMAs.
///
/// Parameters are those of [PointwiseTiles], but each call computes one tile; the last vector of a tile is written `last` floats after its first: it may
/// overlap the one before. Shapes that were slower on Zen 5 at 512 bits, in shares of the FMA peak over the network's deep
/// layers: 6×2 70 to 83 %, 7×2 76 to 84, 9×3 68, 6×4 73 to 76, 7×4 45 (more sums than registers), 4×6 66, 5×5 60; these
/// here 86 to 93.
final class WidePointwiseTiles {

    private WidePointwiseTiles() {}

    /// 14 pixels × 2 vectors: 28 accumulators, 16 loads for 28 FMAs.
    static void pixels14vectors2(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + xs;
        int x2 = xi + 2 * xs;
        int x3 = xi + 3 * xs;
        int x4 = xi + 4 * xs;
        int x5 = xi + 5 * xs;
        int x6 = xi + 6 * xs;
        int x7 = xi + 7 * xs;
        int x8 = xi + 8 * xs;
        int x9 = xi + 9 * xs;
        int x10 = xi + 10 * xs;
        int x11 = xi + 11 * xs;
        int x12 = xi + 12 * xs;
        int x13 = xi + 13 * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector a0 = bias0;
        FloatVector a1 = bias1;
        FloatVector b0 = bias0;
        FloatVector b1 = bias1;
        FloatVector c0 = bias0;
        FloatVector c1 = bias1;
        FloatVector d0 = bias0;
        FloatVector d1 = bias1;
        FloatVector e0 = bias0;
        FloatVector e1 = bias1;
        FloatVector f0 = bias0;
        FloatVector f1 = bias1;
        FloatVector g0 = bias0;
        FloatVector g1 = bias1;
        FloatVector h0 = bias0;
        FloatVector h1 = bias1;
        FloatVector i0 = bias0;
        FloatVector i1 = bias1;
        FloatVector j0 = bias0;
        FloatVector j1 = bias1;
        FloatVector k0 = bias0;
        FloatVector k1 = bias1;
        FloatVector l0 = bias0;
        FloatVector l1 = bias1;
        FloatVector m0 = bias0;
        FloatVector m1 = bias1;
        FloatVector n0 = bias0;
        FloatVector n1 = bias1;
        int weights = wi + 2 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 2 * LANES + LANES);
            FloatVector in = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = in.fma(w0, a0);
            a1 = in.fma(w1, a1);
            in = FloatVector.broadcast(SPECIES, x[x1 + k]);
            b0 = in.fma(w0, b0);
            b1 = in.fma(w1, b1);
            in = FloatVector.broadcast(SPECIES, x[x2 + k]);
            c0 = in.fma(w0, c0);
            c1 = in.fma(w1, c1);
            in = FloatVector.broadcast(SPECIES, x[x3 + k]);
            d0 = in.fma(w0, d0);
            d1 = in.fma(w1, d1);
            in = FloatVector.broadcast(SPECIES, x[x4 + k]);
            e0 = in.fma(w0, e0);
            e1 = in.fma(w1, e1);
            in = FloatVector.broadcast(SPECIES, x[x5 + k]);
            f0 = in.fma(w0, f0);
            f1 = in.fma(w1, f1);
            in = FloatVector.broadcast(SPECIES, x[x6 + k]);
            g0 = in.fma(w0, g0);
            g1 = in.fma(w1, g1);
            in = FloatVector.broadcast(SPECIES, x[x7 + k]);
            h0 = in.fma(w0, h0);
            h1 = in.fma(w1, h1);
            in = FloatVector.broadcast(SPECIES, x[x8 + k]);
            i0 = in.fma(w0, i0);
            i1 = in.fma(w1, i1);
            in = FloatVector.broadcast(SPECIES, x[x9 + k]);
            j0 = in.fma(w0, j0);
            j1 = in.fma(w1, j1);
            in = FloatVector.broadcast(SPECIES, x[x10 + k]);
            k0 = in.fma(w0, k0);
            k1 = in.fma(w1, k1);
            in = FloatVector.broadcast(SPECIES, x[x11 + k]);
            l0 = in.fma(w0, l0);
            l1 = in.fma(w1, l1);
            in = FloatVector.broadcast(SPECIES, x[x12 + k]);
            m0 = in.fma(w0, m0);
            m1 = in.fma(w1, m1);
            in = FloatVector.broadcast(SPECIES, x[x13 + k]);
            n0 = in.fma(w0, n0);
            n1 = in.fma(w1, n1);
        }
        a0.blend(low, a0.compare(LE, low)).intoArray(y, yi);
        a1.blend(low, a1.compare(LE, low)).intoArray(y, yi + last);
        b0.blend(low, b0.compare(LE, low)).intoArray(y, yi + ys);
        b1.blend(low, b1.compare(LE, low)).intoArray(y, yi + ys + last);
        c0.blend(low, c0.compare(LE, low)).intoArray(y, yi + 2 * ys);
        c1.blend(low, c1.compare(LE, low)).intoArray(y, yi + 2 * ys + last);
        d0.blend(low, d0.compare(LE, low)).intoArray(y, yi + 3 * ys);
        d1.blend(low, d1.compare(LE, low)).intoArray(y, yi + 3 * ys + last);
        e0.blend(low, e0.compare(LE, low)).intoArray(y, yi + 4 * ys);
        e1.blend(low, e1.compare(LE, low)).intoArray(y, yi + 4 * ys + last);
        f0.blend(low, f0.compare(LE, low)).intoArray(y, yi + 5 * ys);
        f1.blend(low, f1.compare(LE, low)).intoArray(y, yi + 5 * ys + last);
        g0.blend(low, g0.compare(LE, low)).intoArray(y, yi + 6 * ys);
        g1.blend(low, g1.compare(LE, low)).intoArray(y, yi + 6 * ys + last);
        h0.blend(low, h0.compare(LE, low)).intoArray(y, yi + 7 * ys);
        h1.blend(low, h1.compare(LE, low)).intoArray(y, yi + 7 * ys + last);
        i0.blend(low, i0.compare(LE, low)).intoArray(y, yi + 8 * ys);
        i1.blend(low, i1.compare(LE, low)).intoArray(y, yi + 8 * ys + last);
        j0.blend(low, j0.compare(LE, low)).intoArray(y, yi + 9 * ys);
        j1.blend(low, j1.compare(LE, low)).intoArray(y, yi + 9 * ys + last);
        k0.blend(low, k0.compare(LE, low)).intoArray(y, yi + 10 * ys);
        k1.blend(low, k1.compare(LE, low)).intoArray(y, yi + 10 * ys + last);
        l0.blend(low, l0.compare(LE, low)).intoArray(y, yi + 11 * ys);
        l1.blend(low, l1.compare(LE, low)).intoArray(y, yi + 11 * ys + last);
        m0.blend(low, m0.compare(LE, low)).intoArray(y, yi + 12 * ys);
        m1.blend(low, m1.compare(LE, low)).intoArray(y, yi + 12 * ys + last);
        n0.blend(low, n0.compare(LE, low)).intoArray(y, yi + 13 * ys);
        n1.blend(low, n1.compare(LE, low)).intoArray(y, yi + 13 * ys + last);
    }

    /// 7 pixels × 3 vectors: 21 accumulators, 10 loads for 21 FMAs.
    static void pixels7vectors3(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + xs;
        int x2 = xi + 2 * xs;
        int x3 = xi + 3 * xs;
        int x4 = xi + 4 * xs;
        int x5 = xi + 5 * xs;
        int x6 = xi + 6 * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector a0 = bias0;
        FloatVector a1 = bias1;
        FloatVector a2 = bias2;
        FloatVector b0 = bias0;
        FloatVector b1 = bias1;
        FloatVector b2 = bias2;
        FloatVector c0 = bias0;
        FloatVector c1 = bias1;
        FloatVector c2 = bias2;
        FloatVector d0 = bias0;
        FloatVector d1 = bias1;
        FloatVector d2 = bias2;
        FloatVector e0 = bias0;
        FloatVector e1 = bias1;
        FloatVector e2 = bias2;
        FloatVector f0 = bias0;
        FloatVector f1 = bias1;
        FloatVector f2 = bias2;
        FloatVector g0 = bias0;
        FloatVector g1 = bias1;
        FloatVector g2 = bias2;
        int weights = wi + 3 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 3 * LANES + 2 * LANES);
            FloatVector in = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = in.fma(w0, a0);
            a1 = in.fma(w1, a1);
            a2 = in.fma(w2, a2);
            in = FloatVector.broadcast(SPECIES, x[x1 + k]);
            b0 = in.fma(w0, b0);
            b1 = in.fma(w1, b1);
            b2 = in.fma(w2, b2);
            in = FloatVector.broadcast(SPECIES, x[x2 + k]);
            c0 = in.fma(w0, c0);
            c1 = in.fma(w1, c1);
            c2 = in.fma(w2, c2);
            in = FloatVector.broadcast(SPECIES, x[x3 + k]);
            d0 = in.fma(w0, d0);
            d1 = in.fma(w1, d1);
            d2 = in.fma(w2, d2);
            in = FloatVector.broadcast(SPECIES, x[x4 + k]);
            e0 = in.fma(w0, e0);
            e1 = in.fma(w1, e1);
            e2 = in.fma(w2, e2);
            in = FloatVector.broadcast(SPECIES, x[x5 + k]);
            f0 = in.fma(w0, f0);
            f1 = in.fma(w1, f1);
            f2 = in.fma(w2, f2);
            in = FloatVector.broadcast(SPECIES, x[x6 + k]);
            g0 = in.fma(w0, g0);
            g1 = in.fma(w1, g1);
            g2 = in.fma(w2, g2);
        }
        a0.blend(low, a0.compare(LE, low)).intoArray(y, yi);
        a1.blend(low, a1.compare(LE, low)).intoArray(y, yi + LANES);
        a2.blend(low, a2.compare(LE, low)).intoArray(y, yi + last);
        b0.blend(low, b0.compare(LE, low)).intoArray(y, yi + ys);
        b1.blend(low, b1.compare(LE, low)).intoArray(y, yi + ys + LANES);
        b2.blend(low, b2.compare(LE, low)).intoArray(y, yi + ys + last);
        c0.blend(low, c0.compare(LE, low)).intoArray(y, yi + 2 * ys);
        c1.blend(low, c1.compare(LE, low)).intoArray(y, yi + 2 * ys + LANES);
        c2.blend(low, c2.compare(LE, low)).intoArray(y, yi + 2 * ys + last);
        d0.blend(low, d0.compare(LE, low)).intoArray(y, yi + 3 * ys);
        d1.blend(low, d1.compare(LE, low)).intoArray(y, yi + 3 * ys + LANES);
        d2.blend(low, d2.compare(LE, low)).intoArray(y, yi + 3 * ys + last);
        e0.blend(low, e0.compare(LE, low)).intoArray(y, yi + 4 * ys);
        e1.blend(low, e1.compare(LE, low)).intoArray(y, yi + 4 * ys + LANES);
        e2.blend(low, e2.compare(LE, low)).intoArray(y, yi + 4 * ys + last);
        f0.blend(low, f0.compare(LE, low)).intoArray(y, yi + 5 * ys);
        f1.blend(low, f1.compare(LE, low)).intoArray(y, yi + 5 * ys + LANES);
        f2.blend(low, f2.compare(LE, low)).intoArray(y, yi + 5 * ys + last);
        g0.blend(low, g0.compare(LE, low)).intoArray(y, yi + 6 * ys);
        g1.blend(low, g1.compare(LE, low)).intoArray(y, yi + 6 * ys + LANES);
        g2.blend(low, g2.compare(LE, low)).intoArray(y, yi + 6 * ys + last);
    }

    /// 5 pixels × 4 vectors: 20 accumulators, 9 loads for 20 FMAs.
    static void pixels5vectors4(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + xs;
        int x2 = xi + 2 * xs;
        int x3 = xi + 3 * xs;
        int x4 = xi + 4 * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector bias3 = FloatVector.fromArray(SPECIES, w, wi + 3 * LANES);
        FloatVector a0 = bias0;
        FloatVector a1 = bias1;
        FloatVector a2 = bias2;
        FloatVector a3 = bias3;
        FloatVector b0 = bias0;
        FloatVector b1 = bias1;
        FloatVector b2 = bias2;
        FloatVector b3 = bias3;
        FloatVector c0 = bias0;
        FloatVector c1 = bias1;
        FloatVector c2 = bias2;
        FloatVector c3 = bias3;
        FloatVector d0 = bias0;
        FloatVector d1 = bias1;
        FloatVector d2 = bias2;
        FloatVector d3 = bias3;
        FloatVector e0 = bias0;
        FloatVector e1 = bias1;
        FloatVector e2 = bias2;
        FloatVector e3 = bias3;
        int weights = wi + 4 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + k * 4 * LANES + 3 * LANES);
            FloatVector in = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = in.fma(w0, a0);
            a1 = in.fma(w1, a1);
            a2 = in.fma(w2, a2);
            a3 = in.fma(w3, a3);
            in = FloatVector.broadcast(SPECIES, x[x1 + k]);
            b0 = in.fma(w0, b0);
            b1 = in.fma(w1, b1);
            b2 = in.fma(w2, b2);
            b3 = in.fma(w3, b3);
            in = FloatVector.broadcast(SPECIES, x[x2 + k]);
            c0 = in.fma(w0, c0);
            c1 = in.fma(w1, c1);
            c2 = in.fma(w2, c2);
            c3 = in.fma(w3, c3);
            in = FloatVector.broadcast(SPECIES, x[x3 + k]);
            d0 = in.fma(w0, d0);
            d1 = in.fma(w1, d1);
            d2 = in.fma(w2, d2);
            d3 = in.fma(w3, d3);
            in = FloatVector.broadcast(SPECIES, x[x4 + k]);
            e0 = in.fma(w0, e0);
            e1 = in.fma(w1, e1);
            e2 = in.fma(w2, e2);
            e3 = in.fma(w3, e3);
        }
        a0.blend(low, a0.compare(LE, low)).intoArray(y, yi);
        a1.blend(low, a1.compare(LE, low)).intoArray(y, yi + LANES);
        a2.blend(low, a2.compare(LE, low)).intoArray(y, yi + 2 * LANES);
        a3.blend(low, a3.compare(LE, low)).intoArray(y, yi + last);
        b0.blend(low, b0.compare(LE, low)).intoArray(y, yi + ys);
        b1.blend(low, b1.compare(LE, low)).intoArray(y, yi + ys + LANES);
        b2.blend(low, b2.compare(LE, low)).intoArray(y, yi + ys + 2 * LANES);
        b3.blend(low, b3.compare(LE, low)).intoArray(y, yi + ys + last);
        c0.blend(low, c0.compare(LE, low)).intoArray(y, yi + 2 * ys);
        c1.blend(low, c1.compare(LE, low)).intoArray(y, yi + 2 * ys + LANES);
        c2.blend(low, c2.compare(LE, low)).intoArray(y, yi + 2 * ys + 2 * LANES);
        c3.blend(low, c3.compare(LE, low)).intoArray(y, yi + 2 * ys + last);
        d0.blend(low, d0.compare(LE, low)).intoArray(y, yi + 3 * ys);
        d1.blend(low, d1.compare(LE, low)).intoArray(y, yi + 3 * ys + LANES);
        d2.blend(low, d2.compare(LE, low)).intoArray(y, yi + 3 * ys + 2 * LANES);
        d3.blend(low, d3.compare(LE, low)).intoArray(y, yi + 3 * ys + last);
        e0.blend(low, e0.compare(LE, low)).intoArray(y, yi + 4 * ys);
        e1.blend(low, e1.compare(LE, low)).intoArray(y, yi + 4 * ys + LANES);
        e2.blend(low, e2.compare(LE, low)).intoArray(y, yi + 4 * ys + 2 * LANES);
        e3.blend(low, e3.compare(LE, low)).intoArray(y, yi + 4 * ys + last);
    }

    /// 4 pixels × 5 vectors: 20 accumulators, 9 loads for 20 FMAs. For layers of just so many outputs, which 3 + 2 vectors would
    /// cut so that either half reaches less.
    static void pixels4vectors5(int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int last, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int x1 = xi + xs;
        int x2 = xi + 2 * xs;
        int x3 = xi + 3 * xs;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector bias2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector bias3 = FloatVector.fromArray(SPECIES, w, wi + 3 * LANES);
        FloatVector bias4 = FloatVector.fromArray(SPECIES, w, wi + 4 * LANES);
        FloatVector a0 = bias0;
        FloatVector a1 = bias1;
        FloatVector a2 = bias2;
        FloatVector a3 = bias3;
        FloatVector a4 = bias4;
        FloatVector b0 = bias0;
        FloatVector b1 = bias1;
        FloatVector b2 = bias2;
        FloatVector b3 = bias3;
        FloatVector b4 = bias4;
        FloatVector c0 = bias0;
        FloatVector c1 = bias1;
        FloatVector c2 = bias2;
        FloatVector c3 = bias3;
        FloatVector c4 = bias4;
        FloatVector d0 = bias0;
        FloatVector d1 = bias1;
        FloatVector d2 = bias2;
        FloatVector d3 = bias3;
        FloatVector d4 = bias4;
        int weights = wi + 5 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + LANES);
            FloatVector w2 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + 2 * LANES);
            FloatVector w3 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + 3 * LANES);
            FloatVector w4 = FloatVector.fromArray(SPECIES, w, weights + k * 5 * LANES + 4 * LANES);
            FloatVector in = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = in.fma(w0, a0);
            a1 = in.fma(w1, a1);
            a2 = in.fma(w2, a2);
            a3 = in.fma(w3, a3);
            a4 = in.fma(w4, a4);
            in = FloatVector.broadcast(SPECIES, x[x1 + k]);
            b0 = in.fma(w0, b0);
            b1 = in.fma(w1, b1);
            b2 = in.fma(w2, b2);
            b3 = in.fma(w3, b3);
            b4 = in.fma(w4, b4);
            in = FloatVector.broadcast(SPECIES, x[x2 + k]);
            c0 = in.fma(w0, c0);
            c1 = in.fma(w1, c1);
            c2 = in.fma(w2, c2);
            c3 = in.fma(w3, c3);
            c4 = in.fma(w4, c4);
            in = FloatVector.broadcast(SPECIES, x[x3 + k]);
            d0 = in.fma(w0, d0);
            d1 = in.fma(w1, d1);
            d2 = in.fma(w2, d2);
            d3 = in.fma(w3, d3);
            d4 = in.fma(w4, d4);
        }
        a0.blend(low, a0.compare(LE, low)).intoArray(y, yi);
        a1.blend(low, a1.compare(LE, low)).intoArray(y, yi + LANES);
        a2.blend(low, a2.compare(LE, low)).intoArray(y, yi + 2 * LANES);
        a3.blend(low, a3.compare(LE, low)).intoArray(y, yi + 3 * LANES);
        a4.blend(low, a4.compare(LE, low)).intoArray(y, yi + last);
        b0.blend(low, b0.compare(LE, low)).intoArray(y, yi + ys);
        b1.blend(low, b1.compare(LE, low)).intoArray(y, yi + ys + LANES);
        b2.blend(low, b2.compare(LE, low)).intoArray(y, yi + ys + 2 * LANES);
        b3.blend(low, b3.compare(LE, low)).intoArray(y, yi + ys + 3 * LANES);
        b4.blend(low, b4.compare(LE, low)).intoArray(y, yi + ys + last);
        c0.blend(low, c0.compare(LE, low)).intoArray(y, yi + 2 * ys);
        c1.blend(low, c1.compare(LE, low)).intoArray(y, yi + 2 * ys + LANES);
        c2.blend(low, c2.compare(LE, low)).intoArray(y, yi + 2 * ys + 2 * LANES);
        c3.blend(low, c3.compare(LE, low)).intoArray(y, yi + 2 * ys + 3 * LANES);
        c4.blend(low, c4.compare(LE, low)).intoArray(y, yi + 2 * ys + last);
        d0.blend(low, d0.compare(LE, low)).intoArray(y, yi + 3 * ys);
        d1.blend(low, d1.compare(LE, low)).intoArray(y, yi + 3 * ys + LANES);
        d2.blend(low, d2.compare(LE, low)).intoArray(y, yi + 3 * ys + 2 * LANES);
        d3.blend(low, d3.compare(LE, low)).intoArray(y, yi + 3 * ys + 3 * LANES);
        d4.blend(low, d4.compare(LE, low)).intoArray(y, yi + 3 * ys + last);
    }
}
