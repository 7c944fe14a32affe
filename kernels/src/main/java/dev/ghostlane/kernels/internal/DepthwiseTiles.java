package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The microkernels of depthwise and strip convolutions: the sums of some neighbouring pixels of a line for one
/// vector of channels in registers, then the next vector of channels.
///
/// Parameters of all: `channels` of the map; the first tap to use at `taps[tap]`, the next kernel row `tapRow`
/// further; `kh` kernel rows are used; the input under the first tap at `x[xi]`, the next row `xRow` further,
/// the next pixel `xs` further, the next output's input `step` further; the first output at `y[yi]`, the next
/// `ys` further; outputs below `floor` become `floor`.
///
/// *Tail.* The last vector of channels starts at `channels - LANES` and computes some channels again.
///
/// *Why these shapes.* A load is some 7 instructions with its address and bounds check, so what counts is FMAs for a
/// load; a kernel's columns are written out, because a loop of three steps costs more than its body.
final class DepthwiseTiles {

    private DepthwiseTiles() {}

    /// 3×3, stride 1, padding 1: two whole lines of at least 4 pixels, 2 × 4 pixels at a time. 8 accumulators; 24 loads
    /// and 18 weights for 72 FMAs. Bound by instructions: each load takes 7 (address, bounds check), each output 11
    /// (`max` alone 6), about 390 for a tile, so half of the FMA peak.
    ///
    /// Here `x[xi]` is the pixel above and left of the first output's, whether it is inside the map or not: `top` says
    /// that the line above the first one is outside, `bottom` the same of the line below the second one.
    static void rows2columns4kernel3(int channels, float[] taps, float[] bias, float[] x, int xi, int xRow, int xs,
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
                a00.blend(low, a00.compare(LE, low)).intoArray(y, to);
                a01.blend(low, a01.compare(LE, low)).intoArray(y, to + ys);
                a02.blend(low, a02.compare(LE, low)).intoArray(y, to + 2 * ys);
                a03.blend(low, a03.compare(LE, low)).intoArray(y, to + 3 * ys);
                a10.blend(low, a10.compare(LE, low)).intoArray(y, to + yRow);
                a11.blend(low, a11.compare(LE, low)).intoArray(y, to + yRow + ys);
                a12.blend(low, a12.compare(LE, low)).intoArray(y, to + yRow + 2 * ys);
                a13.blend(low, a13.compare(LE, low)).intoArray(y, to + yRow + 3 * ys);
            }
        }
    }

    /// A strip of 5 along a run of at least 4 pixels, 4 at a time: 4 accumulators, 5 weights in registers, 8 loads for 20
    /// FMAs. Bound by instructions, as [#rows2columns4kernel3]. From `x[xi]` and `y[yi]` there are `length` pixels along
    /// the axis of the strip, `xs` and `ys` apart; outputs `begin … end − 1` of them are computed.
    static void pixels4strip5(int channels, float[] taps, float[] bias, int length, int begin, int end, float[] x,
            int xi, int xs, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int lastVector = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, lastVector);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector w0 = FloatVector.fromArray(SPECIES, taps, c);
            FloatVector w1 = FloatVector.fromArray(SPECIES, taps, c + channels);
            FloatVector w2 = FloatVector.fromArray(SPECIES, taps, c + 2 * channels);
            FloatVector w3 = FloatVector.fromArray(SPECIES, taps, c + 3 * channels);
            FloatVector w4 = FloatVector.fromArray(SPECIES, taps, c + 4 * channels);
            for (int tile = begin; tile < end; tile += 4) {
                int position = Math.min(tile, end - 4);
                int at = xi + c + position * xs;
                int to = yi + c + position * ys;
                FloatVector a0 = b;
                FloatVector a1 = b;
                FloatVector a2 = b;
                FloatVector a3 = b;
                FloatVector v;
                if (position >= 2) {
                    v = FloatVector.fromArray(SPECIES, x, at - 2 * xs);
                    a0 = v.fma(w0, a0);
                }
                if (position >= 1) {
                    v = FloatVector.fromArray(SPECIES, x, at - xs);
                    a0 = v.fma(w1, a0);
                    a1 = v.fma(w0, a1);
                }
                v = FloatVector.fromArray(SPECIES, x, at);
                a0 = v.fma(w2, a0);
                a1 = v.fma(w1, a1);
                a2 = v.fma(w0, a2);
                v = FloatVector.fromArray(SPECIES, x, at + xs);
                a0 = v.fma(w3, a0);
                a1 = v.fma(w2, a1);
                a2 = v.fma(w1, a2);
                a3 = v.fma(w0, a3);
                v = FloatVector.fromArray(SPECIES, x, at + 2 * xs);
                a0 = v.fma(w4, a0);
                a1 = v.fma(w3, a1);
                a2 = v.fma(w2, a2);
                a3 = v.fma(w1, a3);
                v = FloatVector.fromArray(SPECIES, x, at + 3 * xs);
                a1 = v.fma(w4, a1);
                a2 = v.fma(w3, a2);
                a3 = v.fma(w2, a3);
                if (position < length - 4) {
                    v = FloatVector.fromArray(SPECIES, x, at + 4 * xs);
                    a2 = v.fma(w4, a2);
                    a3 = v.fma(w3, a3);
                }
                if (position < length - 5) {
                    v = FloatVector.fromArray(SPECIES, x, at + 5 * xs);
                    a3 = v.fma(w4, a3);
                }
                a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
                a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
                a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
                a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
            }
        }
    }

    /// 3×3, stride 2, padding 1: a line of at least 4 pixels, 4 at a time, kernel rows `kyBegin … kyEnd − 1`. 4
    /// accumulators; 9 loads and 3 weights for 12 FMAs of a kernel row. Bound by instructions.
    ///
    /// Here `x[xi]` is the pixel under the first output's first tap, whether it is inside the map or not, and `width` that
    /// of the input, `outputs` that of the output.
    static void columns4stride2kernel3(int channels, float[] taps, float[] bias, int kyBegin, int kyEnd, float[] x,
            int xi, int xRow, int xs, int width, int outputs, float[] y, int yi, int ys, float floor) {
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
                a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
                a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
                a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
                a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
            }
        }
    }

    /// 5×5, stride 2, padding 2: a line of at least 4 pixels, 4 at a time, kernel rows `kyBegin … kyEnd − 1`. 4
    /// accumulators; 11 loads and 5 weights for 20 FMAs of a kernel row. Bound by instructions.
    ///
    /// Here `x[xi]` is the pixel under the first output's first tap, whether it is inside the map or not, and `width` that
    /// of the input, `outputs` that of the output.
    static void columns4stride2kernel5(int channels, float[] taps, float[] bias, int kyBegin, int kyEnd, float[] x,
            int xi, int xRow, int xs, int width, int outputs, float[] y, int yi, int ys, float floor) {
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
                a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
                a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
                a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
                a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
            }
        }
    }

    /// 4 pixels, kernel 3 wide, any stride: 4 accumulators, 15 loads for 12 FMAs; bound by loads.
    static void columns4kernel3(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, float[] x,
            int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector a0 = b;
            FloatVector a1 = b;
            FloatVector a2 = b;
            FloatVector a3 = b;
            for (int ky = 0; ky < kh; ky++) {
                int t = tap + ky * tapRow + c;
                int i = xi + ky * xRow + c;
                FloatVector w = FloatVector.fromArray(SPECIES, taps, t);
                a0 = FloatVector.fromArray(SPECIES, x, i).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 3 * step).fma(w, a3);
                w = FloatVector.fromArray(SPECIES, taps, t + channels);
                a0 = FloatVector.fromArray(SPECIES, x, i + xs).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + xs + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + xs + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + xs + 3 * step).fma(w, a3);
                w = FloatVector.fromArray(SPECIES, taps, t + 2 * channels);
                a0 = FloatVector.fromArray(SPECIES, x, i + 2 * xs).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + 2 * xs + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 2 * xs + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 2 * xs + 3 * step).fma(w, a3);
            }
            int to = yi + c;
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
        }
    }

    /// 4 pixels, kernel 5 wide, any stride: 4 accumulators, 25 loads for 20 FMAs; bound by loads.
    static void columns4kernel5(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, float[] x,
            int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector a0 = b;
            FloatVector a1 = b;
            FloatVector a2 = b;
            FloatVector a3 = b;
            for (int ky = 0; ky < kh; ky++) {
                int t = tap + ky * tapRow + c;
                int i = xi + ky * xRow + c;
                FloatVector w = FloatVector.fromArray(SPECIES, taps, t);
                a0 = FloatVector.fromArray(SPECIES, x, i).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 3 * step).fma(w, a3);
                w = FloatVector.fromArray(SPECIES, taps, t + channels);
                a0 = FloatVector.fromArray(SPECIES, x, i + xs).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + xs + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + xs + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + xs + 3 * step).fma(w, a3);
                w = FloatVector.fromArray(SPECIES, taps, t + 2 * channels);
                a0 = FloatVector.fromArray(SPECIES, x, i + 2 * xs).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + 2 * xs + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 2 * xs + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 2 * xs + 3 * step).fma(w, a3);
                w = FloatVector.fromArray(SPECIES, taps, t + 3 * channels);
                a0 = FloatVector.fromArray(SPECIES, x, i + 3 * xs).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + 3 * xs + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 3 * xs + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 3 * xs + 3 * step).fma(w, a3);
                w = FloatVector.fromArray(SPECIES, taps, t + 4 * channels);
                a0 = FloatVector.fromArray(SPECIES, x, i + 4 * xs).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + 4 * xs + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 4 * xs + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 4 * xs + 3 * step).fma(w, a3);
            }
            int to = yi + c;
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
        }
    }

    /// 8 pixels, kernel 1 wide, any stride: 8 accumulators, 9 loads for 8 FMAs; bound by loads.
    static void columns8kernel1(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, float[] x,
            int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector a0 = b;
            FloatVector a1 = b;
            FloatVector a2 = b;
            FloatVector a3 = b;
            FloatVector a4 = b;
            FloatVector a5 = b;
            FloatVector a6 = b;
            FloatVector a7 = b;
            for (int ky = 0; ky < kh; ky++) {
                int t = tap + ky * tapRow + c;
                int i = xi + ky * xRow + c;
                FloatVector w = FloatVector.fromArray(SPECIES, taps, t);
                a0 = FloatVector.fromArray(SPECIES, x, i).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 3 * step).fma(w, a3);
                a4 = FloatVector.fromArray(SPECIES, x, i + 4 * step).fma(w, a4);
                a5 = FloatVector.fromArray(SPECIES, x, i + 5 * step).fma(w, a5);
                a6 = FloatVector.fromArray(SPECIES, x, i + 6 * step).fma(w, a6);
                a7 = FloatVector.fromArray(SPECIES, x, i + 7 * step).fma(w, a7);
            }
            int to = yi + c;
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
            a4.blend(low, a4.compare(LE, low)).intoArray(y, to + 4 * ys);
            a5.blend(low, a5.compare(LE, low)).intoArray(y, to + 5 * ys);
            a6.blend(low, a6.compare(LE, low)).intoArray(y, to + 6 * ys);
            a7.blend(low, a7.compare(LE, low)).intoArray(y, to + 7 * ys);
        }
    }

    /// 4 pixels, kernel `kw` wide, any stride: 4 accumulators, 5 loads for 4 FMAs; bound by loads. Kernel rows and
    /// columns are one loop, because a loop of few steps inside another costs more than its body.
    static void columns4(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, int kw, float[] x,
            int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector a0 = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            int t = tap + c;
            int i = xi + c;
            int kx = 0;
            for (int n = kh * kw; n > 0; n--) {
                FloatVector w = FloatVector.fromArray(SPECIES, taps, t);
                a0 = FloatVector.fromArray(SPECIES, x, i).fma(w, a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + step).fma(w, a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + 2 * step).fma(w, a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + 3 * step).fma(w, a3);
                t += channels;
                i += xs;
                if (++kx == kw) {
                    kx = 0;
                    t += tapRow - kw * channels;
                    i += xRow - kw * xs;
                }
            }
            int to = yi + c;
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + ys);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + 2 * ys);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + 3 * ys);
        }
    }

    /// One pixel, any part of the kernel, 4 vectors of channels at a time: the edges of a map. 4 accumulators, 8
    /// loads for 4 FMAs. Maps with fewer channels than a vector has lanes use masks.
    static void pixel(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, int kw, float[] x,
            int xi, int xRow, int xs, float[] y, int yi, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        if (channels < LANES) {
            narrowPixel(channels, taps, bias, tap, tapRow, kh, kw, x, xi, xRow, xs, y, yi, floor);
            return;
        }
        int end = channels - LANES;
        for (int c0 = 0; c0 < channels; c0 += 4 * LANES) {
            int c = Math.min(c0, end);
            int c1 = Math.min(c0 + LANES, end) - c;
            int c2 = Math.min(c0 + 2 * LANES, end) - c;
            int c3 = Math.min(c0 + 3 * LANES, end) - c;
            FloatVector a0 = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector a1 = FloatVector.fromArray(SPECIES, bias, c + c1);
            FloatVector a2 = FloatVector.fromArray(SPECIES, bias, c + c2);
            FloatVector a3 = FloatVector.fromArray(SPECIES, bias, c + c3);
            int t = tap + c;
            int i = xi + c;
            int kx = 0;
            for (int n = kh * kw; n > 0; n--) {
                a0 = FloatVector.fromArray(SPECIES, x, i).fma(FloatVector.fromArray(SPECIES, taps, t), a0);
                a1 = FloatVector.fromArray(SPECIES, x, i + c1).fma(FloatVector.fromArray(SPECIES, taps, t + c1), a1);
                a2 = FloatVector.fromArray(SPECIES, x, i + c2).fma(FloatVector.fromArray(SPECIES, taps, t + c2), a2);
                a3 = FloatVector.fromArray(SPECIES, x, i + c3).fma(FloatVector.fromArray(SPECIES, taps, t + c3), a3);
                t += channels;
                i += xs;
                if (++kx == kw) {
                    kx = 0;
                    t += tapRow - kw * channels;
                    i += xRow - kw * xs;
                }
            }
            int to = yi + c;
            a0.blend(low, a0.compare(LE, low)).intoArray(y, to);
            a1.blend(low, a1.compare(LE, low)).intoArray(y, to + c1);
            a2.blend(low, a2.compare(LE, low)).intoArray(y, to + c2);
            a3.blend(low, a3.compare(LE, low)).intoArray(y, to + c3);
        }
    }

    private static void narrowPixel(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, int kw,
            float[] x, int xi, int xRow, int xs, float[] y, int yi, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        VectorMask<Float> mask = SPECIES.indexInRange(0, channels);
        FloatVector a = FloatVector.fromArray(SPECIES, bias, 0, mask);
        for (int ky = 0; ky < kh; ky++) {
            for (int kx = 0; kx < kw; kx++) {
                FloatVector w = FloatVector.fromArray(SPECIES, taps, tap + ky * tapRow + kx * channels, mask);
                a = FloatVector.fromArray(SPECIES, x, xi + ky * xRow + kx * xs, mask).fma(w, a);
            }
        }
        a.blend(low, a.compare(LE, low)).intoArray(y, yi, mask);
    }
}
