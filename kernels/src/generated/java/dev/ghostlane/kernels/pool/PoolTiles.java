// Written by kernels/generator/Generate.java from PoolTiles.template; do not edit.
package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the pools over many pixels: 4 vectors of channels, which hide each other's latency and use whole
/// cache lines.
///
/// Parameters of all: the first pixel's channels at `in[from]`; the outputs go to `out[to]`; the vectors start at the
/// channels `c0` to `c3`.
final class PoolTiles {

    private PoolTiles() {}

    /// Sums over the rows of a map, each added up first, divided; the next pixel is `inPixel` further, the next row
    /// `inRow`.
    static void averages4(float[] in, int from, int inRow, int inPixel, int height, int width, int divisor,
            float[] out, int to, int c0, int c1, int c2, int c3) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector sum0 = zero;
        FloatVector sum1 = zero;
        FloatVector sum2 = zero;
        FloatVector sum3 = zero;
        for (int y = 0; y < height; y++) {
            FloatVector row0 = zero;
            FloatVector row1 = zero;
            FloatVector row2 = zero;
            FloatVector row3 = zero;
            int at = from + y * inRow;
            for (int x = 0; x < width; x++) {
                row0 = row0.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c0));
                row1 = row1.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c1));
                row2 = row2.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c2));
                row3 = row3.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c3));
            }
            sum0 = sum0.add(row0);
            sum1 = sum1.add(row1);
            sum2 = sum2.add(row2);
            sum3 = sum3.add(row3);
        }
        float count = divisor;
        sum0.div(count).intoArray(out, to + c0);
        sum1.div(count).intoArray(out, to + c1);
        sum2.div(count).intoArray(out, to + c2);
        sum3.div(count).intoArray(out, to + c3);
    }

    /// Means of `count` pixels, the next one `step` further.
    static void means4(float[] in, int from, int step, int count, float[] out, int to, int c0, int c1, int c2,
            int c3) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector a2 = FloatVector.zero(SPECIES);
        FloatVector a3 = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i++) {
            int at = from + i * step;
            a0 = a0.add(FloatVector.fromArray(SPECIES, in, at + c0));
            a1 = a1.add(FloatVector.fromArray(SPECIES, in, at + c1));
            a2 = a2.add(FloatVector.fromArray(SPECIES, in, at + c2));
            a3 = a3.add(FloatVector.fromArray(SPECIES, in, at + c3));
        }
        float divisor = count;
        a0.div(divisor).intoArray(out, to + c0);
        a1.div(divisor).intoArray(out, to + c1);
        a2.div(divisor).intoArray(out, to + c2);
        a3.div(divisor).intoArray(out, to + c3);
    }

    /// Maxima of `count` pixels, the next one `step` further. A comparison with itself finds NaN.
    static void largest4(float[] in, int from, int step, int count, float[] out, int to, int c0, int c1, int c2,
            int c3) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector a1 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector a2 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector a3 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            int at = from + i * step;
            FloatVector x0 = FloatVector.fromArray(SPECIES, in, at + c0);
            FloatVector x1 = FloatVector.fromArray(SPECIES, in, at + c1);
            FloatVector x2 = FloatVector.fromArray(SPECIES, in, at + c2);
            FloatVector x3 = FloatVector.fromArray(SPECIES, in, at + c3);
            a0 = a0.blend(x0, x0.compare(GT, a0).or(x0.compare(NE, x0)));
            a1 = a1.blend(x1, x1.compare(GT, a1).or(x1.compare(NE, x1)));
            a2 = a2.blend(x2, x2.compare(GT, a2).or(x2.compare(NE, x2)));
            a3 = a3.blend(x3, x3.compare(GT, a3).or(x3.compare(NE, x3)));
        }
        // Plus 0 makes +0 of −0.
        a0.add(0f).intoArray(out, to + c0);
        a1.add(0f).intoArray(out, to + c1);
        a2.add(0f).intoArray(out, to + c2);
        a3.add(0f).intoArray(out, to + c3);
    }
}
