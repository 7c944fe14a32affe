// Written by kernels/generator/Generate.java from Kernel3Tiles.template; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the depthwise 3×3 convolution with stride 1 and padding 1: some lines of a map, for one vector
/// of channels after the other.
///
/// Parameters of all: `channels` of the map; taps and biases as in `DepthwiseWeights`; outputs below `floor` become
/// `floor`. The last vector of channels starts at `channels - LANES` and computes some channels again.
///
/// *Why these shapes.* A load is some 7 instructions with its address and bounds check, so what counts is FMAs for a
/// load; a kernel's columns are written out, because a loop of three steps costs more than its body.
final class Kernel3Tiles {

    private Kernel3Tiles() {}

    /// 3×3, stride 1, padding 1: two whole lines of at least 4 pixels, 2 × 4 pixels at a time. 8 accumulators; 24 loads
    /// and 18 weights for 72 FMAs. Bound by instructions: those of loads (address, bounds check) and of stores.
    ///
    /// Here `x[xi]` is the pixel above and left of the first output's, whether it is inside the map or not: `top` says
    /// that the line above the first one is outside, `bottom` the same of the line below the second one.
    static void rows2columns4(int channels, float[] taps, float[] bias, float[] x, int xi, int xRow, int xs,
            int width, boolean top, boolean bottom, float[] y, int yi, int yRow, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        int lastTile = width - 4;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            for (int nextTile = 0; nextTile < width; nextTile += 4) {
                int column = Math.min(nextTile, lastTile);
                boolean left = column == 0;
                boolean right = column == lastTile;
                int at = xi + c + column * xs;
                int to = yi + c + column * ys;
                FloatVector a00 = b;
                FloatVector a01 = b;
                FloatVector a02 = b;
                FloatVector a03 = b;
                FloatVector a10 = b;
                FloatVector a11 = b;
                FloatVector a12 = b;
                FloatVector a13 = b;
                FloatVector v;
                int i;
                if (!top) {
                    FloatVector w00 = FloatVector.fromArray(SPECIES, taps, c);
                    FloatVector w01 = FloatVector.fromArray(SPECIES, taps, c + channels);
                    FloatVector w02 = FloatVector.fromArray(SPECIES, taps, c + 2 * channels);
                    i = at;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a00 = v.fma(w00, a00);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a00 = v.fma(w01, a00);
                    a01 = v.fma(w00, a01);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a00 = v.fma(w02, a00);
                    a01 = v.fma(w01, a01);
                    a02 = v.fma(w00, a02);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a01 = v.fma(w02, a01);
                    a02 = v.fma(w01, a02);
                    a03 = v.fma(w00, a03);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a02 = v.fma(w02, a02);
                    a03 = v.fma(w01, a03);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a03 = v.fma(w02, a03);
                    }
                }
                {
                    FloatVector w00 = FloatVector.fromArray(SPECIES, taps, c + 3 * channels);
                    FloatVector w01 = FloatVector.fromArray(SPECIES, taps, c + 4 * channels);
                    FloatVector w02 = FloatVector.fromArray(SPECIES, taps, c + 5 * channels);
                    FloatVector w10 = FloatVector.fromArray(SPECIES, taps, c);
                    FloatVector w11 = FloatVector.fromArray(SPECIES, taps, c + channels);
                    FloatVector w12 = FloatVector.fromArray(SPECIES, taps, c + 2 * channels);
                    i = at + xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a00 = v.fma(w00, a00);
                        a10 = v.fma(w10, a10);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a00 = v.fma(w01, a00);
                    a01 = v.fma(w00, a01);
                    a10 = v.fma(w11, a10);
                    a11 = v.fma(w10, a11);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a00 = v.fma(w02, a00);
                    a01 = v.fma(w01, a01);
                    a02 = v.fma(w00, a02);
                    a10 = v.fma(w12, a10);
                    a11 = v.fma(w11, a11);
                    a12 = v.fma(w10, a12);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a01 = v.fma(w02, a01);
                    a02 = v.fma(w01, a02);
                    a03 = v.fma(w00, a03);
                    a11 = v.fma(w12, a11);
                    a12 = v.fma(w11, a12);
                    a13 = v.fma(w10, a13);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a02 = v.fma(w02, a02);
                    a03 = v.fma(w01, a03);
                    a12 = v.fma(w12, a12);
                    a13 = v.fma(w11, a13);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a03 = v.fma(w02, a03);
                        a13 = v.fma(w12, a13);
                    }
                }
                {
                    FloatVector w00 = FloatVector.fromArray(SPECIES, taps, c + 6 * channels);
                    FloatVector w01 = FloatVector.fromArray(SPECIES, taps, c + 7 * channels);
                    FloatVector w02 = FloatVector.fromArray(SPECIES, taps, c + 8 * channels);
                    FloatVector w10 = FloatVector.fromArray(SPECIES, taps, c + 3 * channels);
                    FloatVector w11 = FloatVector.fromArray(SPECIES, taps, c + 4 * channels);
                    FloatVector w12 = FloatVector.fromArray(SPECIES, taps, c + 5 * channels);
                    i = at + 2 * xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a00 = v.fma(w00, a00);
                        a10 = v.fma(w10, a10);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a00 = v.fma(w01, a00);
                    a01 = v.fma(w00, a01);
                    a10 = v.fma(w11, a10);
                    a11 = v.fma(w10, a11);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a00 = v.fma(w02, a00);
                    a01 = v.fma(w01, a01);
                    a02 = v.fma(w00, a02);
                    a10 = v.fma(w12, a10);
                    a11 = v.fma(w11, a11);
                    a12 = v.fma(w10, a12);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a01 = v.fma(w02, a01);
                    a02 = v.fma(w01, a02);
                    a03 = v.fma(w00, a03);
                    a11 = v.fma(w12, a11);
                    a12 = v.fma(w11, a12);
                    a13 = v.fma(w10, a13);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a02 = v.fma(w02, a02);
                    a03 = v.fma(w01, a03);
                    a12 = v.fma(w12, a12);
                    a13 = v.fma(w11, a13);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a03 = v.fma(w02, a03);
                        a13 = v.fma(w12, a13);
                    }
                }
                if (!bottom) {
                    FloatVector w10 = FloatVector.fromArray(SPECIES, taps, c + 6 * channels);
                    FloatVector w11 = FloatVector.fromArray(SPECIES, taps, c + 7 * channels);
                    FloatVector w12 = FloatVector.fromArray(SPECIES, taps, c + 8 * channels);
                    i = at + 3 * xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a10 = v.fma(w10, a10);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a10 = v.fma(w11, a10);
                    a11 = v.fma(w10, a11);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a10 = v.fma(w12, a10);
                    a11 = v.fma(w11, a11);
                    a12 = v.fma(w10, a12);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a11 = v.fma(w12, a11);
                    a12 = v.fma(w11, a12);
                    a13 = v.fma(w10, a13);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a12 = v.fma(w12, a12);
                    a13 = v.fma(w11, a13);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a13 = v.fma(w12, a13);
                    }
                }
                VECTOR.cast(a00.blend(low, a00.compare(LE, low)))
                        .intoArray(y, to);
                VECTOR.cast(a01.blend(low, a01.compare(LE, low)))
                        .intoArray(y, to + ys);
                VECTOR.cast(a02.blend(low, a02.compare(LE, low)))
                        .intoArray(y, to + 2 * ys);
                VECTOR.cast(a03.blend(low, a03.compare(LE, low)))
                        .intoArray(y, to + 3 * ys);
                VECTOR.cast(a10.blend(low, a10.compare(LE, low)))
                        .intoArray(y, to + yRow);
                VECTOR.cast(a11.blend(low, a11.compare(LE, low)))
                        .intoArray(y, to + yRow + ys);
                VECTOR.cast(a12.blend(low, a12.compare(LE, low)))
                        .intoArray(y, to + yRow + 2 * ys);
                VECTOR.cast(a13.blend(low, a13.compare(LE, low)))
                        .intoArray(y, to + yRow + 3 * ys);
            }
        }
    }
}
