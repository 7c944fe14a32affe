// Written by kernels/generator/Generate.java from AnyKernelTiles.template; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.HalfSimd.LANES;
import static dev.ghostlane.kernels.internal.HalfSimd.SPECIES;
import static dev.ghostlane.kernels.internal.HalfSimd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The microkernels for depthwise kernels of any size and stride, and for the edges of a map: some neighbouring pixels
/// of a line for one vector of channels in registers, then the next vector of channels.
///
/// Parameters of all: `channels` of the map; the first tap to use at `taps[tap]`, the next kernel row `tapRow`
/// further; `kh` kernel rows are used; the input under the first tap at `x[xi]`, the next row `xRow` further,
/// the next pixel `xs` further, the next output's input `step` further; the first output at `y[yi]`, the next
/// `ys` further; outputs below `floor` become `floor`. The last vector of channels starts at `channels - LANES` and
/// computes some channels again.
final class HalfAnyKernelTiles {

    private HalfAnyKernelTiles() {}

    /// 4 pixels, kernel 3 wide, any stride: 4 accumulators, 15 loads for
    /// 12 FMAs; bound by loads.
    static void columns4kernel3(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh,
            float[] x, int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
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
                FloatVector w;
                w = FloatVector.fromArray(SPECIES, taps, t);
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
            VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
        }
    }

    /// 4 pixels, kernel 5 wide, any stride: 4 accumulators, 25 loads for
    /// 20 FMAs; bound by loads.
    static void columns4kernel5(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh,
            float[] x, int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
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
                FloatVector w;
                w = FloatVector.fromArray(SPECIES, taps, t);
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
            VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
        }
    }

    /// 8 pixels, kernel 1 wide, any stride: 8 accumulators, 9 loads for
    /// 8 FMAs; bound by loads.
    static void columns8kernel1(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh,
            float[] x, int xi, int xRow, int xs, int step, float[] y, int yi, int ys, float floor) {
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
                FloatVector w;
                w = FloatVector.fromArray(SPECIES, taps, t);
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
            VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
            VECTOR.cast(a4.blend(low, a4.compare(LE, low))).intoArray(y, to + 4 * ys);
            VECTOR.cast(a5.blend(low, a5.compare(LE, low))).intoArray(y, to + 5 * ys);
            VECTOR.cast(a6.blend(low, a6.compare(LE, low))).intoArray(y, to + 6 * ys);
            VECTOR.cast(a7.blend(low, a7.compare(LE, low))).intoArray(y, to + 7 * ys);
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
            VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
            VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
            VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
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
            VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
            VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + c1);
            VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + c2);
            VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + c3);
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
        VECTOR.cast(a.blend(low, a.compare(LE, low))).intoArray(y, yi, mask);
    }
}
