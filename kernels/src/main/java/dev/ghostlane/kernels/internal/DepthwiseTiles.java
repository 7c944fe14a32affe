package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The microkernels of depthwise and strip convolutions: the sums of some neighbouring pixels for one vector of
/// channels in registers, then the next vector of channels.
///
/// Parameters of all: `taps` and `bias` as in [dev.ghostlane.kernels.depthwise.DepthwiseWeights]; the first
/// tap to use lies at `taps[tap]`, the next kernel row `tapRow` further; `kh × kw` taps are used; the input
/// under the first of them at `x[xi]`, the next row `xRow` further, the next pixel `xs` further; the first
/// output at `y[yi]`, the next `ys` further.
///
/// *Tail.* The last vector of channels starts at `channels - LANES` and computes some channels again.
final class DepthwiseTiles {

    private DepthwiseTiles() {}

    /// One pixel, any part of the kernel: the edges of a map, and maps of fewer channels than a vector has
    /// lanes, for which loads and stores are masked.
    static void pixel(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, int kw, float[] x,
            int xi, int xRow, int xs, float[] y, int yi, boolean relu) {
        if (channels < LANES) {
            maskedPixel(channels, taps, bias, tap, tapRow, kh, kw, x, xi, xRow, xs, y, yi, relu);
            return;
        }
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector a = FloatVector.fromArray(SPECIES, bias, c);
            for (int ky = 0; ky < kh; ky++) {
                int t = tap + ky * tapRow + c;
                int i = xi + ky * xRow + c;
                for (int kx = 0; kx < kw; kx++) {
                    FloatVector w = FloatVector.fromArray(SPECIES, taps, t + kx * channels);
                    a = FloatVector.fromArray(SPECIES, x, i + kx * xs).fma(w, a);
                }
            }
            (relu ? VectorMath.relu(a) : a).intoArray(y, yi + c);
        }
    }

    private static void maskedPixel(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, int kw,
            float[] x, int xi, int xRow, int xs, float[] y, int yi, boolean relu) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, channels);
        FloatVector a = FloatVector.fromArray(SPECIES, bias, 0, mask);
        for (int ky = 0; ky < kh; ky++) {
            for (int kx = 0; kx < kw; kx++) {
                FloatVector w = FloatVector.fromArray(SPECIES, taps, tap + ky * tapRow + kx * channels, mask);
                a = FloatVector.fromArray(SPECIES, x, xi + ky * xRow + kx * xs, mask).fma(w, a);
            }
        }
        (relu ? VectorMath.relu(a) : a).intoArray(y, yi, mask);
    }

    /// 4 pixels of a line, `step` input pixels apart: 4 accumulators, 5 loads for 4 FMAs, so bound by loads.
    static void columns4(int channels, float[] taps, float[] bias, int tap, int tapRow, int kh, int kw, float[] x,
            int xi, int xRow, int xs, int step, float[] y, int yi, int ys, boolean relu) {
        int end = channels - LANES;
        int column = step * xs;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector a0 = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector a1 = a0;
            FloatVector a2 = a0;
            FloatVector a3 = a0;
            for (int ky = 0; ky < kh; ky++) {
                int t = tap + ky * tapRow + c;
                int i = xi + ky * xRow + c;
                for (int kx = 0; kx < kw; kx++) {
                    FloatVector w = FloatVector.fromArray(SPECIES, taps, t + kx * channels);
                    int at = i + kx * xs;
                    a0 = FloatVector.fromArray(SPECIES, x, at).fma(w, a0);
                    a1 = FloatVector.fromArray(SPECIES, x, at + column).fma(w, a1);
                    a2 = FloatVector.fromArray(SPECIES, x, at + 2 * column).fma(w, a2);
                    a3 = FloatVector.fromArray(SPECIES, x, at + 3 * column).fma(w, a3);
                }
            }
            int to = yi + c;
            (relu ? VectorMath.relu(a0) : a0).intoArray(y, to);
            (relu ? VectorMath.relu(a1) : a1).intoArray(y, to + ys);
            (relu ? VectorMath.relu(a2) : a2).intoArray(y, to + 2 * ys);
            (relu ? VectorMath.relu(a3) : a3).intoArray(y, to + 3 * ys);
        }
    }
}
