// Written by kernels/generator/Generate.java from Stride2Tiles.template; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.HalfSimd.LANES;
import static dev.ghostlane.kernels.internal.HalfSimd.SPECIES;
import static dev.ghostlane.kernels.internal.HalfSimd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of depthwise convolutions with stride 2: a line of a map, for one vector of channels after the
/// other.
///
/// Parameters of all: `channels` of the map; taps and biases as in `DepthwiseWeights`; outputs below `floor` become
/// `floor`. The last vector of channels starts at `channels - LANES` and computes some channels again.
final class HalfStride2Tiles {

    private HalfStride2Tiles() {}

    /// 3×3, stride 2, padding 1: a line of at least 4 pixels, 4 at a time,
    /// kernel rows `kyBegin … kyEnd − 1`. 4 accumulators; 9 loads and 3 weights for
    /// 12 FMAs of a kernel row. Bound by instructions.
    ///
    /// Here `x[xi]` is the pixel under the first output's first tap, whether it is inside the map or not, and `width`
    /// that of the input, `outputs` that of the output.
    static void columns4kernel3(int channels, float[] taps, float[] bias, int kyBegin, int kyEnd,
            float[] x, int xi, int xRow, int xs, int width, int outputs, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            for (int tile = 0; tile < outputs; tile += 4) {
                int column = Math.min(tile, outputs - 4);
                int first = 2 * column - 1;
                int at = xi + c + 2 * column * xs;
                int to = yi + c + column * ys;
                FloatVector a0 = b;
                FloatVector a1 = b;
                FloatVector a2 = b;
                FloatVector a3 = b;
                for (int ky = kyBegin; ky < kyEnd; ky++) {
                    int t = c + ky * 3 * channels;
                    int i = at + ky * xRow;
                    FloatVector w0 = FloatVector.fromArray(SPECIES, taps, t);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, taps, t + channels);
                    FloatVector w2 = FloatVector.fromArray(SPECIES, taps, t + 2 * channels);
                    FloatVector v;
                    if (first >= 0) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a0 = v.fma(w0, a0);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a0 = v.fma(w1, a0);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a0 = v.fma(w2, a0);
                    a1 = v.fma(w0, a1);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a1 = v.fma(w1, a1);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a1 = v.fma(w2, a1);
                    a2 = v.fma(w0, a2);
                    v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                    a2 = v.fma(w1, a2);
                    v = FloatVector.fromArray(SPECIES, x, i + 6 * xs);
                    a2 = v.fma(w2, a2);
                    a3 = v.fma(w0, a3);
                    v = FloatVector.fromArray(SPECIES, x, i + 7 * xs);
                    a3 = v.fma(w1, a3);
                    if (first < width - 8) {
                        v = FloatVector.fromArray(SPECIES, x, i + 8 * xs);
                        a3 = v.fma(w2, a3);
                    }
                }
                VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
                VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
                VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
                VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
            }
        }
    }

    /// 5×5, stride 2, padding 2: a line of at least 4 pixels, 4 at a time,
    /// kernel rows `kyBegin … kyEnd − 1`. 4 accumulators; 11 loads and 5 weights for
    /// 20 FMAs of a kernel row. Bound by instructions.
    ///
    /// Here `x[xi]` is the pixel under the first output's first tap, whether it is inside the map or not, and `width`
    /// that of the input, `outputs` that of the output.
    static void columns4kernel5(int channels, float[] taps, float[] bias, int kyBegin, int kyEnd,
            float[] x, int xi, int xRow, int xs, int width, int outputs, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            for (int tile = 0; tile < outputs; tile += 4) {
                int column = Math.min(tile, outputs - 4);
                int first = 2 * column - 2;
                int at = xi + c + 2 * column * xs;
                int to = yi + c + column * ys;
                FloatVector a0 = b;
                FloatVector a1 = b;
                FloatVector a2 = b;
                FloatVector a3 = b;
                for (int ky = kyBegin; ky < kyEnd; ky++) {
                    int t = c + ky * 5 * channels;
                    int i = at + ky * xRow;
                    FloatVector w0 = FloatVector.fromArray(SPECIES, taps, t);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, taps, t + channels);
                    FloatVector w2 = FloatVector.fromArray(SPECIES, taps, t + 2 * channels);
                    FloatVector w3 = FloatVector.fromArray(SPECIES, taps, t + 3 * channels);
                    FloatVector w4 = FloatVector.fromArray(SPECIES, taps, t + 4 * channels);
                    FloatVector v;
                    if (first >= 0) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a0 = v.fma(w0, a0);
                    }
                    if (first >= -1) {
                        v = FloatVector.fromArray(SPECIES, x, i + xs);
                        a0 = v.fma(w1, a0);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a0 = v.fma(w2, a0);
                    a1 = v.fma(w0, a1);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a0 = v.fma(w3, a0);
                    a1 = v.fma(w1, a1);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a0 = v.fma(w4, a0);
                    a1 = v.fma(w2, a1);
                    a2 = v.fma(w0, a2);
                    v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                    a1 = v.fma(w3, a1);
                    a2 = v.fma(w1, a2);
                    v = FloatVector.fromArray(SPECIES, x, i + 6 * xs);
                    a1 = v.fma(w4, a1);
                    a2 = v.fma(w2, a2);
                    a3 = v.fma(w0, a3);
                    v = FloatVector.fromArray(SPECIES, x, i + 7 * xs);
                    a2 = v.fma(w3, a2);
                    a3 = v.fma(w1, a3);
                    v = FloatVector.fromArray(SPECIES, x, i + 8 * xs);
                    a2 = v.fma(w4, a2);
                    a3 = v.fma(w2, a3);
                    if (first < width - 9) {
                        v = FloatVector.fromArray(SPECIES, x, i + 9 * xs);
                        a3 = v.fma(w3, a3);
                    }
                    if (first < width - 10) {
                        v = FloatVector.fromArray(SPECIES, x, i + 10 * xs);
                        a3 = v.fma(w4, a3);
                    }
                }
                VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
                VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
                VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
                VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
            }
        }
    }

    /// 5×5, stride 2, padding 2: a line of at least 7 pixels, 7 at a time,
    /// kernel rows `kyBegin … kyEnd − 1`. 7 accumulators; 17 loads and 5 weights for
    /// 35 FMAs of a kernel row. Bound by instructions.
    ///
    /// Here `x[xi]` is the pixel under the first output's first tap, whether it is inside the map or not, and `width`
    /// that of the input, `outputs` that of the output.
    static void columns7kernel5(int channels, float[] taps, float[] bias, int kyBegin, int kyEnd,
            float[] x, int xi, int xRow, int xs, int width, int outputs, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            for (int tile = 0; tile < outputs; tile += 7) {
                int column = Math.min(tile, outputs - 7);
                int first = 2 * column - 2;
                int at = xi + c + 2 * column * xs;
                int to = yi + c + column * ys;
                FloatVector a0 = b;
                FloatVector a1 = b;
                FloatVector a2 = b;
                FloatVector a3 = b;
                FloatVector a4 = b;
                FloatVector a5 = b;
                FloatVector a6 = b;
                for (int ky = kyBegin; ky < kyEnd; ky++) {
                    int t = c + ky * 5 * channels;
                    int i = at + ky * xRow;
                    FloatVector w0 = FloatVector.fromArray(SPECIES, taps, t);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, taps, t + channels);
                    FloatVector w2 = FloatVector.fromArray(SPECIES, taps, t + 2 * channels);
                    FloatVector w3 = FloatVector.fromArray(SPECIES, taps, t + 3 * channels);
                    FloatVector w4 = FloatVector.fromArray(SPECIES, taps, t + 4 * channels);
                    FloatVector v;
                    if (first >= 0) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a0 = v.fma(w0, a0);
                    }
                    if (first >= -1) {
                        v = FloatVector.fromArray(SPECIES, x, i + xs);
                        a0 = v.fma(w1, a0);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a0 = v.fma(w2, a0);
                    a1 = v.fma(w0, a1);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a0 = v.fma(w3, a0);
                    a1 = v.fma(w1, a1);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a0 = v.fma(w4, a0);
                    a1 = v.fma(w2, a1);
                    a2 = v.fma(w0, a2);
                    v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                    a1 = v.fma(w3, a1);
                    a2 = v.fma(w1, a2);
                    v = FloatVector.fromArray(SPECIES, x, i + 6 * xs);
                    a1 = v.fma(w4, a1);
                    a2 = v.fma(w2, a2);
                    a3 = v.fma(w0, a3);
                    v = FloatVector.fromArray(SPECIES, x, i + 7 * xs);
                    a2 = v.fma(w3, a2);
                    a3 = v.fma(w1, a3);
                    v = FloatVector.fromArray(SPECIES, x, i + 8 * xs);
                    a2 = v.fma(w4, a2);
                    a3 = v.fma(w2, a3);
                    a4 = v.fma(w0, a4);
                    v = FloatVector.fromArray(SPECIES, x, i + 9 * xs);
                    a3 = v.fma(w3, a3);
                    a4 = v.fma(w1, a4);
                    v = FloatVector.fromArray(SPECIES, x, i + 10 * xs);
                    a3 = v.fma(w4, a3);
                    a4 = v.fma(w2, a4);
                    a5 = v.fma(w0, a5);
                    v = FloatVector.fromArray(SPECIES, x, i + 11 * xs);
                    a4 = v.fma(w3, a4);
                    a5 = v.fma(w1, a5);
                    v = FloatVector.fromArray(SPECIES, x, i + 12 * xs);
                    a4 = v.fma(w4, a4);
                    a5 = v.fma(w2, a5);
                    a6 = v.fma(w0, a6);
                    v = FloatVector.fromArray(SPECIES, x, i + 13 * xs);
                    a5 = v.fma(w3, a5);
                    a6 = v.fma(w1, a6);
                    v = FloatVector.fromArray(SPECIES, x, i + 14 * xs);
                    a5 = v.fma(w4, a5);
                    a6 = v.fma(w2, a6);
                    if (first < width - 15) {
                        v = FloatVector.fromArray(SPECIES, x, i + 15 * xs);
                        a6 = v.fma(w3, a6);
                    }
                    if (first < width - 16) {
                        v = FloatVector.fromArray(SPECIES, x, i + 16 * xs);
                        a6 = v.fma(w4, a6);
                    }
                }
                VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
                VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
                VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
                VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
                VECTOR.cast(a4.blend(low, a4.compare(LE, low))).intoArray(y, to + 4 * ys);
                VECTOR.cast(a5.blend(low, a5.compare(LE, low))).intoArray(y, to + 5 * ys);
                VECTOR.cast(a6.blend(low, a6.compare(LE, low))).intoArray(y, to + 6 * ys);
            }
        }
    }
}
