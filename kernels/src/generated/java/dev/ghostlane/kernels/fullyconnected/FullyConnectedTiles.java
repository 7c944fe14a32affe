// Written by kernels/generator/Generate.java from FullyConnectedTiles.template; do not edit.
package dev.ghostlane.kernels.fullyconnected;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the fully connected layer: the sums of 4 vectors of outputs of one, two or four neighbouring
/// tiles of weights, for one image.
///
/// Parameters of all: `depth` inputs from `x[xi]`; packed weights of the tiles (biases first) from `w[w0]`, `w[w1]` and
/// so on; the outputs go to `y`, those of the last vectors, which may overlap the ones before, to places of their own.
/// A tile of `last + 1` vectors, if there are fewer than 4, repeats its last one.
final class FullyConnectedTiles {

    private FullyConnectedTiles() {}

    /// Two tiles of 4 vectors: 8 accumulators, 9 loads for 8 FMAs. The last vector goes to `y[yLast]`.
    static void vectors4and4(int depth, float[] w, int w0, int w1, float[] x, int xi, float[] y, int yi, int yLast) {
        FloatVector a00 = FloatVector.fromArray(SPECIES, w, w0);
        FloatVector a01 = FloatVector.fromArray(SPECIES, w, w0 + LANES);
        FloatVector a02 = FloatVector.fromArray(SPECIES, w, w0 + 2 * LANES);
        FloatVector a03 = FloatVector.fromArray(SPECIES, w, w0 + 3 * LANES);
        FloatVector a10 = FloatVector.fromArray(SPECIES, w, w1);
        FloatVector a11 = FloatVector.fromArray(SPECIES, w, w1 + LANES);
        FloatVector a12 = FloatVector.fromArray(SPECIES, w, w1 + 2 * LANES);
        FloatVector a13 = FloatVector.fromArray(SPECIES, w, w1 + 3 * LANES);
        int weights0 = w0 + 4 * LANES;
        int weights1 = w1 + 4 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a00 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES), a00);
            a01 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES + LANES), a01);
            a02 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES + 2 * LANES), a02);
            a03 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES + 3 * LANES), a03);
            a10 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES), a10);
            a11 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES + LANES), a11);
            a12 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES + 2 * LANES), a12);
            a13 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES + 3 * LANES), a13);
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + 3 * LANES);
        a10.intoArray(y, yi + 4 * LANES);
        a11.intoArray(y, yi + 5 * LANES);
        a12.intoArray(y, yi + 6 * LANES);
        a13.intoArray(y, yLast);
    }

    /// Four tiles, the last of which has `last + 1` vectors, which go to `y[yi + 12 · LANES]`, `y[y1]`, `y[y2]` and
    /// `y[y3]`: 16 accumulators, 17 loads for 16 FMAs.
    static void vectors4times4(int depth, float[] w, int w0, int w1, int w2, int w3, int last, float[] x, int xi,
            float[] y, int yi, int y1, int y2, int y3) {
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        int step = (last + 1) * LANES;
        FloatVector a00 = FloatVector.fromArray(SPECIES, w, w0);
        FloatVector a01 = FloatVector.fromArray(SPECIES, w, w0 + LANES);
        FloatVector a02 = FloatVector.fromArray(SPECIES, w, w0 + 2 * LANES);
        FloatVector a03 = FloatVector.fromArray(SPECIES, w, w0 + 3 * LANES);
        FloatVector a10 = FloatVector.fromArray(SPECIES, w, w1);
        FloatVector a11 = FloatVector.fromArray(SPECIES, w, w1 + LANES);
        FloatVector a12 = FloatVector.fromArray(SPECIES, w, w1 + 2 * LANES);
        FloatVector a13 = FloatVector.fromArray(SPECIES, w, w1 + 3 * LANES);
        FloatVector a20 = FloatVector.fromArray(SPECIES, w, w2);
        FloatVector a21 = FloatVector.fromArray(SPECIES, w, w2 + LANES);
        FloatVector a22 = FloatVector.fromArray(SPECIES, w, w2 + 2 * LANES);
        FloatVector a23 = FloatVector.fromArray(SPECIES, w, w2 + 3 * LANES);
        FloatVector a30 = FloatVector.fromArray(SPECIES, w, w3);
        FloatVector a31 = FloatVector.fromArray(SPECIES, w, w3 + v1);
        FloatVector a32 = FloatVector.fromArray(SPECIES, w, w3 + v2);
        FloatVector a33 = FloatVector.fromArray(SPECIES, w, w3 + v3);
        int weights0 = w0 + 4 * LANES;
        int weights1 = w1 + 4 * LANES;
        int weights2 = w2 + 4 * LANES;
        int weights3 = w3 + step;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a00 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES), a00);
            a01 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES + LANES), a01);
            a02 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES + 2 * LANES), a02);
            a03 = v.fma(FloatVector.fromArray(SPECIES, w, weights0 + k * 4 * LANES + 3 * LANES), a03);
            a10 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES), a10);
            a11 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES + LANES), a11);
            a12 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES + 2 * LANES), a12);
            a13 = v.fma(FloatVector.fromArray(SPECIES, w, weights1 + k * 4 * LANES + 3 * LANES), a13);
            a20 = v.fma(FloatVector.fromArray(SPECIES, w, weights2 + k * 4 * LANES), a20);
            a21 = v.fma(FloatVector.fromArray(SPECIES, w, weights2 + k * 4 * LANES + LANES), a21);
            a22 = v.fma(FloatVector.fromArray(SPECIES, w, weights2 + k * 4 * LANES + 2 * LANES), a22);
            a23 = v.fma(FloatVector.fromArray(SPECIES, w, weights2 + k * 4 * LANES + 3 * LANES), a23);
            a30 = v.fma(FloatVector.fromArray(SPECIES, w, weights3 + k * step), a30);
            a31 = v.fma(FloatVector.fromArray(SPECIES, w, weights3 + v1 + k * step), a31);
            a32 = v.fma(FloatVector.fromArray(SPECIES, w, weights3 + v2 + k * step), a32);
            a33 = v.fma(FloatVector.fromArray(SPECIES, w, weights3 + v3 + k * step), a33);
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + 3 * LANES);
        a10.intoArray(y, yi + 4 * LANES);
        a11.intoArray(y, yi + 5 * LANES);
        a12.intoArray(y, yi + 6 * LANES);
        a13.intoArray(y, yi + 7 * LANES);
        a20.intoArray(y, yi + 8 * LANES);
        a21.intoArray(y, yi + 9 * LANES);
        a22.intoArray(y, yi + 10 * LANES);
        a23.intoArray(y, yi + 11 * LANES);
        a30.intoArray(y, yi + 12 * LANES);
        a31.intoArray(y, y1);
        a32.intoArray(y, y2);
        a33.intoArray(y, y3);
    }

    /// One tile of `last + 1` vectors: 4 accumulators, 5 loads for 4 FMAs. With fewer outputs than lanes only `stored`
    /// of the first vector are outputs.
    static void vectors4(int depth, float[] w, int wi, int last, float[] x, int xi, float[] y, int y0, int y1, int y2,
            int y3, int stored) {
        int step = (last + 1) * LANES;
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w, wi + v1);
        FloatVector a2 = FloatVector.fromArray(SPECIES, w, wi + v2);
        FloatVector a3 = FloatVector.fromArray(SPECIES, w, wi + v3);
        int weights = wi + step;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = v.fma(FloatVector.fromArray(SPECIES, w, weights + k * step), a0);
            a1 = v.fma(FloatVector.fromArray(SPECIES, w, weights + v1 + k * step), a1);
            a2 = v.fma(FloatVector.fromArray(SPECIES, w, weights + v2 + k * step), a2);
            a3 = v.fma(FloatVector.fromArray(SPECIES, w, weights + v3 + k * step), a3);
        }
        if (stored == LANES) {
            a0.intoArray(y, y0);
            a1.intoArray(y, y1);
            a2.intoArray(y, y2);
            a3.intoArray(y, y3);
        } else {
            a0.intoArray(y, y0, SPECIES.indexInRange(0, stored));
        }
    }
}
