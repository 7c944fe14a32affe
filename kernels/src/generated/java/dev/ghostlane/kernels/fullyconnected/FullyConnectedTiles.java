// Written by kernels/generator/Generate.java from FullyConnectedTiles.template; do not edit.
package dev.ghostlane.kernels.fullyconnected;

import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;

import dev.ghostlane.kernels.internal.matrix.Widening;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;

/// The microkernels of the fully connected layer: the sums of 4 vectors of outputs of one, two or four neighbouring
/// tiles of weights for one image, and of one tile for two or three images, which share each weight that is read. All
/// but that of four tiles are there for weights in F32, BF16 and F16, which [Widening] explains: four tiles of 16 bits
/// would be more than the quick compiler can do, and without its profile the other one does not always know the
/// vectors' types.
///
/// Parameters of all: `depth` inputs from `x[xi]`, with several images from `x[x0]`, the next one's `xs` further; the
/// tiles' biases from `b[b0]`, `b[b1]` and so on, their weights from `w[w0]`, `w[w1]` and so on; the outputs go to `y`,
/// the next image's `ys` further, those of the last vectors, which may overlap the ones before, to places of their own.
/// A tile of `last + 1` vectors, if there are fewer than 4, repeats its last one.
final class FullyConnectedTiles {

    private FullyConnectedTiles() {}

    /// Two tiles of 4 vectors: 8 accumulators, 9 loads for 8 FMAs. The last vector goes to `y[yLast]`.
    static void vectors4and4(int depth, float[] b, int b0, int b1, float[] w, int w0, int w1, float[] x, int xi,
            float[] y, int yi, int yLast) {
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1));
        FloatVector a11 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + LANES));
        FloatVector a12 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 2 * LANES));
        FloatVector a13 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 3 * LANES));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = FloatVector.fromArray(SPECIES, w, i00);
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = FloatVector.fromArray(SPECIES, w, i01);
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = FloatVector.fromArray(SPECIES, w, i02);
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = FloatVector.fromArray(SPECIES, w, i03);
            a03 = VECTOR.cast(v.fma(u03, a03));
            int i10 = w1 + k * 4 * LANES;
            FloatVector u10 = FloatVector.fromArray(SPECIES, w, i10);
            a10 = VECTOR.cast(v.fma(u10, a10));
            int i11 = w1 + k * 4 * LANES + LANES;
            FloatVector u11 = FloatVector.fromArray(SPECIES, w, i11);
            a11 = VECTOR.cast(v.fma(u11, a11));
            int i12 = w1 + k * 4 * LANES + 2 * LANES;
            FloatVector u12 = FloatVector.fromArray(SPECIES, w, i12);
            a12 = VECTOR.cast(v.fma(u12, a12));
            int i13 = w1 + k * 4 * LANES + 3 * LANES;
            FloatVector u13 = FloatVector.fromArray(SPECIES, w, i13);
            a13 = VECTOR.cast(v.fma(u13, a13));
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

    /// As [#vectors4and4] for weights in BF16.
    static void vectors4and4bf16(int depth, float[] b, int b0, int b1, short[] w, int w0, int w1, float[] x, int xi,
            float[] y, int yi, int yLast) {
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1));
        FloatVector a11 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + LANES));
        FloatVector a12 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 2 * LANES));
        FloatVector a13 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 3 * LANES));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a03 = VECTOR.cast(v.fma(u03, a03));
            int i10 = w1 + k * 4 * LANES;
            FloatVector u10 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i10).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a10 = VECTOR.cast(v.fma(u10, a10));
            int i11 = w1 + k * 4 * LANES + LANES;
            FloatVector u11 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i11).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a11 = VECTOR.cast(v.fma(u11, a11));
            int i12 = w1 + k * 4 * LANES + 2 * LANES;
            FloatVector u12 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i12).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a12 = VECTOR.cast(v.fma(u12, a12));
            int i13 = w1 + k * 4 * LANES + 3 * LANES;
            FloatVector u13 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i13).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a13 = VECTOR.cast(v.fma(u13, a13));
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

    /// As [#vectors4and4] for weights in F16.
    static void vectors4and4f16(int depth, float[] b, int b0, int b1, short[] w, int w0, int w1, float[] x, int xi,
            float[] y, int yi, int yLast) {
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1));
        FloatVector a11 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + LANES));
        FloatVector a12 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 2 * LANES));
        FloatVector a13 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 3 * LANES));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a03 = VECTOR.cast(v.fma(u03, a03));
            int i10 = w1 + k * 4 * LANES;
            FloatVector u10 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i10).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a10 = VECTOR.cast(v.fma(u10, a10));
            int i11 = w1 + k * 4 * LANES + LANES;
            FloatVector u11 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i11).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a11 = VECTOR.cast(v.fma(u11, a11));
            int i12 = w1 + k * 4 * LANES + 2 * LANES;
            FloatVector u12 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i12).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a12 = VECTOR.cast(v.fma(u12, a12));
            int i13 = w1 + k * 4 * LANES + 3 * LANES;
            FloatVector u13 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i13).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a13 = VECTOR.cast(v.fma(u13, a13));
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
    static void vectors4times4(int depth, float[] b, int b0, int b1, int b2, int b3, float[] w, int w0, int w1, int w2,
            int w3, int last, float[] x, int xi, float[] y, int yi, int y1, int y2, int y3) {
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        int step = (last + 1) * LANES;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1));
        FloatVector a11 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + LANES));
        FloatVector a12 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 2 * LANES));
        FloatVector a13 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b1 + 3 * LANES));
        FloatVector a20 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b2));
        FloatVector a21 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b2 + LANES));
        FloatVector a22 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b2 + 2 * LANES));
        FloatVector a23 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b2 + 3 * LANES));
        FloatVector a30 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b3));
        FloatVector a31 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b3 + v1));
        FloatVector a32 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b3 + v2));
        FloatVector a33 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b3 + v3));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = FloatVector.fromArray(SPECIES, w, i00);
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = FloatVector.fromArray(SPECIES, w, i01);
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = FloatVector.fromArray(SPECIES, w, i02);
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = FloatVector.fromArray(SPECIES, w, i03);
            a03 = VECTOR.cast(v.fma(u03, a03));
            int i10 = w1 + k * 4 * LANES;
            FloatVector u10 = FloatVector.fromArray(SPECIES, w, i10);
            a10 = VECTOR.cast(v.fma(u10, a10));
            int i11 = w1 + k * 4 * LANES + LANES;
            FloatVector u11 = FloatVector.fromArray(SPECIES, w, i11);
            a11 = VECTOR.cast(v.fma(u11, a11));
            int i12 = w1 + k * 4 * LANES + 2 * LANES;
            FloatVector u12 = FloatVector.fromArray(SPECIES, w, i12);
            a12 = VECTOR.cast(v.fma(u12, a12));
            int i13 = w1 + k * 4 * LANES + 3 * LANES;
            FloatVector u13 = FloatVector.fromArray(SPECIES, w, i13);
            a13 = VECTOR.cast(v.fma(u13, a13));
            int i20 = w2 + k * 4 * LANES;
            FloatVector u20 = FloatVector.fromArray(SPECIES, w, i20);
            a20 = VECTOR.cast(v.fma(u20, a20));
            int i21 = w2 + k * 4 * LANES + LANES;
            FloatVector u21 = FloatVector.fromArray(SPECIES, w, i21);
            a21 = VECTOR.cast(v.fma(u21, a21));
            int i22 = w2 + k * 4 * LANES + 2 * LANES;
            FloatVector u22 = FloatVector.fromArray(SPECIES, w, i22);
            a22 = VECTOR.cast(v.fma(u22, a22));
            int i23 = w2 + k * 4 * LANES + 3 * LANES;
            FloatVector u23 = FloatVector.fromArray(SPECIES, w, i23);
            a23 = VECTOR.cast(v.fma(u23, a23));
            int i30 = w3 + k * step;
            FloatVector u30 = FloatVector.fromArray(SPECIES, w, i30);
            a30 = VECTOR.cast(v.fma(u30, a30));
            int i31 = w3 + v1 + k * step;
            FloatVector u31 = FloatVector.fromArray(SPECIES, w, i31);
            a31 = VECTOR.cast(v.fma(u31, a31));
            int i32 = w3 + v2 + k * step;
            FloatVector u32 = FloatVector.fromArray(SPECIES, w, i32);
            a32 = VECTOR.cast(v.fma(u32, a32));
            int i33 = w3 + v3 + k * step;
            FloatVector u33 = FloatVector.fromArray(SPECIES, w, i33);
            a33 = VECTOR.cast(v.fma(u33, a33));
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
    static void vectors4(int depth, float[] b, int b0, float[] w, int w0, int last, float[] x, int xi, float[] y,
            int y0, int y1, int y2, int y3, int stored) {
        int step = (last + 1) * LANES;
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v1));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v2));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v3));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * step;
            FloatVector u00 = FloatVector.fromArray(SPECIES, w, i00);
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + v1 + k * step;
            FloatVector u01 = FloatVector.fromArray(SPECIES, w, i01);
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + v2 + k * step;
            FloatVector u02 = FloatVector.fromArray(SPECIES, w, i02);
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + v3 + k * step;
            FloatVector u03 = FloatVector.fromArray(SPECIES, w, i03);
            a03 = VECTOR.cast(v.fma(u03, a03));
        }
        if (stored == LANES) {
            a00.intoArray(y, y0);
            a01.intoArray(y, y1);
            a02.intoArray(y, y2);
            a03.intoArray(y, y3);
        } else {
            a00.intoArray(y, y0, SPECIES.indexInRange(0, stored));
        }
    }

    /// As [#vectors4] for weights in BF16.
    static void vectors4bf16(int depth, float[] b, int b0, short[] w, int w0, int last, float[] x, int xi, float[] y,
            int y0, int y1, int y2, int y3, int stored) {
        int step = (last + 1) * LANES;
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v1));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v2));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v3));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * step;
            FloatVector u00 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + v1 + k * step;
            FloatVector u01 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + v2 + k * step;
            FloatVector u02 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + v3 + k * step;
            FloatVector u03 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            a03 = VECTOR.cast(v.fma(u03, a03));
        }
        if (stored == LANES) {
            a00.intoArray(y, y0);
            a01.intoArray(y, y1);
            a02.intoArray(y, y2);
            a03.intoArray(y, y3);
        } else {
            a00.intoArray(y, y0, SPECIES.indexInRange(0, stored));
        }
    }

    /// As [#vectors4] for weights in F16.
    static void vectors4f16(int depth, float[] b, int b0, short[] w, int w0, int last, float[] x, int xi, float[] y,
            int y0, int y1, int y2, int y3, int stored) {
        int step = (last + 1) * LANES;
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v1));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v2));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + v3));
        for (int k = 0; k < depth; k++) {
            FloatVector v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[xi + k]));
            int i00 = w0 + k * step;
            FloatVector u00 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a00 = VECTOR.cast(v.fma(u00, a00));
            int i01 = w0 + v1 + k * step;
            FloatVector u01 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a01 = VECTOR.cast(v.fma(u01, a01));
            int i02 = w0 + v2 + k * step;
            FloatVector u02 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a02 = VECTOR.cast(v.fma(u02, a02));
            int i03 = w0 + v3 + k * step;
            FloatVector u03 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            a03 = VECTOR.cast(v.fma(u03, a03));
        }
        if (stored == LANES) {
            a00.intoArray(y, y0);
            a01.intoArray(y, y1);
            a02.intoArray(y, y2);
            a03.intoArray(y, y3);
        } else {
            a00.intoArray(y, y0, SPECIES.indexInRange(0, stored));
        }
    }

    /// 2 images and one tile of 4 vectors: 8 accumulators, 6 loads for 8 FMAs. The last
    /// vector goes to `last` floats after the first.
    static void images2vectors4(int depth, float[] b, int b0, float[] w, int w0, float[] x, int x0, int xs,
            float[] y, int yi, int ys, int last) {
        int x1 = x0 + xs;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = a00;
        FloatVector a11 = a01;
        FloatVector a12 = a02;
        FloatVector a13 = a03;
        for (int k = 0; k < depth; k++) {
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = FloatVector.fromArray(SPECIES, w, i00);
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = FloatVector.fromArray(SPECIES, w, i01);
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = FloatVector.fromArray(SPECIES, w, i02);
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = FloatVector.fromArray(SPECIES, w, i03);
            FloatVector v;
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x0 + k]));
            a00 = VECTOR.cast(v.fma(u00, a00));
            a01 = VECTOR.cast(v.fma(u01, a01));
            a02 = VECTOR.cast(v.fma(u02, a02));
            a03 = VECTOR.cast(v.fma(u03, a03));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x1 + k]));
            a10 = VECTOR.cast(v.fma(u00, a10));
            a11 = VECTOR.cast(v.fma(u01, a11));
            a12 = VECTOR.cast(v.fma(u02, a12));
            a13 = VECTOR.cast(v.fma(u03, a13));
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + last);
        a10.intoArray(y, yi + ys);
        a11.intoArray(y, yi + ys + LANES);
        a12.intoArray(y, yi + ys + 2 * LANES);
        a13.intoArray(y, yi + ys + last);
    }

    /// As [#images2vectors4] for weights in BF16.
    static void images2vectors4bf16(int depth, float[] b, int b0, short[] w, int w0, float[] x, int x0, int xs,
            float[] y, int yi, int ys, int last) {
        int x1 = x0 + xs;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = a00;
        FloatVector a11 = a01;
        FloatVector a12 = a02;
        FloatVector a13 = a03;
        for (int k = 0; k < depth; k++) {
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            FloatVector v;
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x0 + k]));
            a00 = VECTOR.cast(v.fma(u00, a00));
            a01 = VECTOR.cast(v.fma(u01, a01));
            a02 = VECTOR.cast(v.fma(u02, a02));
            a03 = VECTOR.cast(v.fma(u03, a03));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x1 + k]));
            a10 = VECTOR.cast(v.fma(u00, a10));
            a11 = VECTOR.cast(v.fma(u01, a11));
            a12 = VECTOR.cast(v.fma(u02, a12));
            a13 = VECTOR.cast(v.fma(u03, a13));
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + last);
        a10.intoArray(y, yi + ys);
        a11.intoArray(y, yi + ys + LANES);
        a12.intoArray(y, yi + ys + 2 * LANES);
        a13.intoArray(y, yi + ys + last);
    }

    /// As [#images2vectors4] for weights in F16.
    static void images2vectors4f16(int depth, float[] b, int b0, short[] w, int w0, float[] x, int x0, int xs,
            float[] y, int yi, int ys, int last) {
        int x1 = x0 + xs;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = a00;
        FloatVector a11 = a01;
        FloatVector a12 = a02;
        FloatVector a13 = a03;
        for (int k = 0; k < depth; k++) {
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            FloatVector v;
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x0 + k]));
            a00 = VECTOR.cast(v.fma(u00, a00));
            a01 = VECTOR.cast(v.fma(u01, a01));
            a02 = VECTOR.cast(v.fma(u02, a02));
            a03 = VECTOR.cast(v.fma(u03, a03));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x1 + k]));
            a10 = VECTOR.cast(v.fma(u00, a10));
            a11 = VECTOR.cast(v.fma(u01, a11));
            a12 = VECTOR.cast(v.fma(u02, a12));
            a13 = VECTOR.cast(v.fma(u03, a13));
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + last);
        a10.intoArray(y, yi + ys);
        a11.intoArray(y, yi + ys + LANES);
        a12.intoArray(y, yi + ys + 2 * LANES);
        a13.intoArray(y, yi + ys + last);
    }

    /// 3 images and one tile of 4 vectors: 12 accumulators, 7 loads for 12 FMAs. The last
    /// vector goes to `last` floats after the first.
    static void images3vectors4(int depth, float[] b, int b0, float[] w, int w0, float[] x, int x0, int xs,
            float[] y, int yi, int ys, int last) {
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = a00;
        FloatVector a11 = a01;
        FloatVector a12 = a02;
        FloatVector a13 = a03;
        FloatVector a20 = a00;
        FloatVector a21 = a01;
        FloatVector a22 = a02;
        FloatVector a23 = a03;
        for (int k = 0; k < depth; k++) {
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = FloatVector.fromArray(SPECIES, w, i00);
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = FloatVector.fromArray(SPECIES, w, i01);
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = FloatVector.fromArray(SPECIES, w, i02);
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = FloatVector.fromArray(SPECIES, w, i03);
            FloatVector v;
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x0 + k]));
            a00 = VECTOR.cast(v.fma(u00, a00));
            a01 = VECTOR.cast(v.fma(u01, a01));
            a02 = VECTOR.cast(v.fma(u02, a02));
            a03 = VECTOR.cast(v.fma(u03, a03));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x1 + k]));
            a10 = VECTOR.cast(v.fma(u00, a10));
            a11 = VECTOR.cast(v.fma(u01, a11));
            a12 = VECTOR.cast(v.fma(u02, a12));
            a13 = VECTOR.cast(v.fma(u03, a13));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x2 + k]));
            a20 = VECTOR.cast(v.fma(u00, a20));
            a21 = VECTOR.cast(v.fma(u01, a21));
            a22 = VECTOR.cast(v.fma(u02, a22));
            a23 = VECTOR.cast(v.fma(u03, a23));
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + last);
        a10.intoArray(y, yi + ys);
        a11.intoArray(y, yi + ys + LANES);
        a12.intoArray(y, yi + ys + 2 * LANES);
        a13.intoArray(y, yi + ys + last);
        a20.intoArray(y, yi + 2 * ys);
        a21.intoArray(y, yi + 2 * ys + LANES);
        a22.intoArray(y, yi + 2 * ys + 2 * LANES);
        a23.intoArray(y, yi + 2 * ys + last);
    }

    /// As [#images3vectors4] for weights in BF16.
    static void images3vectors4bf16(int depth, float[] b, int b0, short[] w, int w0, float[] x, int x0, int xs,
            float[] y, int yi, int ys, int last) {
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = a00;
        FloatVector a11 = a01;
        FloatVector a12 = a02;
        FloatVector a13 = a03;
        FloatVector a20 = a00;
        FloatVector a21 = a01;
        FloatVector a22 = a02;
        FloatVector a23 = a03;
        for (int k = 0; k < depth; k++) {
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16))
                    .reinterpretAsFloats());
            FloatVector v;
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x0 + k]));
            a00 = VECTOR.cast(v.fma(u00, a00));
            a01 = VECTOR.cast(v.fma(u01, a01));
            a02 = VECTOR.cast(v.fma(u02, a02));
            a03 = VECTOR.cast(v.fma(u03, a03));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x1 + k]));
            a10 = VECTOR.cast(v.fma(u00, a10));
            a11 = VECTOR.cast(v.fma(u01, a11));
            a12 = VECTOR.cast(v.fma(u02, a12));
            a13 = VECTOR.cast(v.fma(u03, a13));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x2 + k]));
            a20 = VECTOR.cast(v.fma(u00, a20));
            a21 = VECTOR.cast(v.fma(u01, a21));
            a22 = VECTOR.cast(v.fma(u02, a22));
            a23 = VECTOR.cast(v.fma(u03, a23));
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + last);
        a10.intoArray(y, yi + ys);
        a11.intoArray(y, yi + ys + LANES);
        a12.intoArray(y, yi + ys + 2 * LANES);
        a13.intoArray(y, yi + ys + last);
        a20.intoArray(y, yi + 2 * ys);
        a21.intoArray(y, yi + 2 * ys + LANES);
        a22.intoArray(y, yi + 2 * ys + 2 * LANES);
        a23.intoArray(y, yi + 2 * ys + last);
    }

    /// As [#images3vectors4] for weights in F16.
    static void images3vectors4f16(int depth, float[] b, int b0, short[] w, int w0, float[] x, int x0, int xs,
            float[] y, int yi, int ys, int last) {
        int x1 = x0 + xs;
        int x2 = x0 + 2 * xs;
        FloatVector a00 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0));
        FloatVector a01 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + LANES));
        FloatVector a02 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 2 * LANES));
        FloatVector a03 = VECTOR.cast(FloatVector.fromArray(SPECIES, b, b0 + 3 * LANES));
        FloatVector a10 = a00;
        FloatVector a11 = a01;
        FloatVector a12 = a02;
        FloatVector a13 = a03;
        FloatVector a20 = a00;
        FloatVector a21 = a01;
        FloatVector a22 = a02;
        FloatVector a23 = a03;
        for (int k = 0; k < depth; k++) {
            int i00 = w0 + k * 4 * LANES;
            FloatVector u00 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i00).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            int i01 = w0 + k * 4 * LANES + LANES;
            FloatVector u01 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i01).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            int i02 = w0 + k * 4 * LANES + 2 * LANES;
            FloatVector u02 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i02).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            int i03 = w0 + k * 4 * LANES + 3 * LANES;
            FloatVector u03 = VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, w, i03).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE));
            FloatVector v;
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x0 + k]));
            a00 = VECTOR.cast(v.fma(u00, a00));
            a01 = VECTOR.cast(v.fma(u01, a01));
            a02 = VECTOR.cast(v.fma(u02, a02));
            a03 = VECTOR.cast(v.fma(u03, a03));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x1 + k]));
            a10 = VECTOR.cast(v.fma(u00, a10));
            a11 = VECTOR.cast(v.fma(u01, a11));
            a12 = VECTOR.cast(v.fma(u02, a12));
            a13 = VECTOR.cast(v.fma(u03, a13));
            v = VECTOR.cast(FloatVector.broadcast(SPECIES, x[x2 + k]));
            a20 = VECTOR.cast(v.fma(u00, a20));
            a21 = VECTOR.cast(v.fma(u01, a21));
            a22 = VECTOR.cast(v.fma(u02, a22));
            a23 = VECTOR.cast(v.fma(u03, a23));
        }
        a00.intoArray(y, yi);
        a01.intoArray(y, yi + LANES);
        a02.intoArray(y, yi + 2 * LANES);
        a03.intoArray(y, yi + last);
        a10.intoArray(y, yi + ys);
        a11.intoArray(y, yi + ys + LANES);
        a12.intoArray(y, yi + ys + 2 * LANES);
        a13.intoArray(y, yi + ys + last);
        a20.intoArray(y, yi + 2 * ys);
        a21.intoArray(y, yi + 2 * ys + LANES);
        a22.intoArray(y, yi + 2 * ys + 2 * LANES);
        a23.intoArray(y, yi + 2 * ys + last);
    }
}
