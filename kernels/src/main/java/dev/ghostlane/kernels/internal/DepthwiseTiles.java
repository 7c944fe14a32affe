package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

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
/// *Why these shapes.* C2 stops inlining when a method has some 18,000 nodes, about 58 vector operations, and
/// then keeps vectors in memory: a fully unrolled 3×3 kernel of 2 × 4 pixels ran at 3 GFLOP/s, a tenth of
/// these. So the loop over kernel rows stays a loop, which also serves the lines at the top and bottom, where
/// fewer rows are used; kernel columns are written out, because a loop of three steps costs more than its
/// body.
final class DepthwiseTiles {

    private DepthwiseTiles() {}

    /// 8 pixels, kernel 3 wide, stride 1: 8 accumulators, 13 loads for 24 FMAs; bound by FMAs.
    static void columns8kernel3(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, float[] x,
            int xi, int xRow, int xs, float[] y, int yi, int ys, float floor) {
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
                FloatVector w0 = FloatVector.fromArray(SPECIES, taps, t);
                FloatVector w1 = FloatVector.fromArray(SPECIES, taps, t + channels);
                FloatVector w2 = FloatVector.fromArray(SPECIES, taps, t + 2 * channels);
                FloatVector v = FloatVector.fromArray(SPECIES, x, i);
                a0 = v.fma(w0, a0);
                v = FloatVector.fromArray(SPECIES, x, i + xs);
                a0 = v.fma(w1, a0);
                a1 = v.fma(w0, a1);
                v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                a0 = v.fma(w2, a0);
                a1 = v.fma(w1, a1);
                a2 = v.fma(w0, a2);
                v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                a1 = v.fma(w2, a1);
                a2 = v.fma(w1, a2);
                a3 = v.fma(w0, a3);
                v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                a2 = v.fma(w2, a2);
                a3 = v.fma(w1, a3);
                a4 = v.fma(w0, a4);
                v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                a3 = v.fma(w2, a3);
                a4 = v.fma(w1, a4);
                a5 = v.fma(w0, a5);
                v = FloatVector.fromArray(SPECIES, x, i + 6 * xs);
                a4 = v.fma(w2, a4);
                a5 = v.fma(w1, a5);
                a6 = v.fma(w0, a6);
                v = FloatVector.fromArray(SPECIES, x, i + 7 * xs);
                a5 = v.fma(w2, a5);
                a6 = v.fma(w1, a6);
                a7 = v.fma(w0, a7);
                v = FloatVector.fromArray(SPECIES, x, i + 8 * xs);
                a6 = v.fma(w2, a6);
                a7 = v.fma(w1, a7);
                v = FloatVector.fromArray(SPECIES, x, i + 9 * xs);
                a7 = v.fma(w2, a7);
            }
            int to = yi + c;
            a0.max(low).intoArray(y, to);
            a1.max(low).intoArray(y, to + ys);
            a2.max(low).intoArray(y, to + 2 * ys);
            a3.max(low).intoArray(y, to + 3 * ys);
            a4.max(low).intoArray(y, to + 4 * ys);
            a5.max(low).intoArray(y, to + 5 * ys);
            a6.max(low).intoArray(y, to + 6 * ys);
            a7.max(low).intoArray(y, to + 7 * ys);
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
            a0.max(low).intoArray(y, to);
            a1.max(low).intoArray(y, to + ys);
            a2.max(low).intoArray(y, to + 2 * ys);
            a3.max(low).intoArray(y, to + 3 * ys);
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
            a0.max(low).intoArray(y, to);
            a1.max(low).intoArray(y, to + ys);
            a2.max(low).intoArray(y, to + 2 * ys);
            a3.max(low).intoArray(y, to + 3 * ys);
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
            a0.max(low).intoArray(y, to);
            a1.max(low).intoArray(y, to + ys);
            a2.max(low).intoArray(y, to + 2 * ys);
            a3.max(low).intoArray(y, to + 3 * ys);
            a4.max(low).intoArray(y, to + 4 * ys);
            a5.max(low).intoArray(y, to + 5 * ys);
            a6.max(low).intoArray(y, to + 6 * ys);
            a7.max(low).intoArray(y, to + 7 * ys);
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
            a0.max(low).intoArray(y, to);
            a1.max(low).intoArray(y, to + ys);
            a2.max(low).intoArray(y, to + 2 * ys);
            a3.max(low).intoArray(y, to + 3 * ys);
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
            a0.max(low).intoArray(y, to);
            a1.max(low).intoArray(y, to + c1);
            a2.max(low).intoArray(y, to + c2);
            a3.max(low).intoArray(y, to + c3);
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
        a.max(low).intoArray(y, yi, mask);
    }
}
