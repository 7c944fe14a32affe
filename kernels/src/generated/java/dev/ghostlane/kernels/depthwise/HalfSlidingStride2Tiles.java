// Written by kernels/generator/Generate.java from SlidingStride2Tiles.template; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.HalfSimd.LANES;
import static dev.ghostlane.kernels.internal.HalfSimd.SPECIES;
import static dev.ghostlane.kernels.internal.HalfSimd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the depthwise 3×3 convolution with stride 2 and padding 1 for CPUs with 32 vector registers, as
/// [HalfSlidingKernel3Tiles]. Of two lines of inputs, the first is the middle kernel row of a line of outputs (`m`),
/// the second is its last one and the first of the next line (`l`).
///
/// Parameters of all: `channels` of the map; taps and biases as in `DepthwiseWeights`; the input under the left kernel
/// column and the middle kernel row at `x[xi]`, the next line `xRow` and the next pixel `xs` further; `lines` pairs of
/// lines of inputs, all of which but the first `skip` complete a line of outputs; what the first pair completes belongs
/// to `y[yi]`, the next line `yRow` and the next pixel `ys` further; outputs below `floor` become `floor`. The last
/// vector of channels starts at `channels - LANES` and computes some channels again.
final class HalfSlidingStride2Tiles {

    private HalfSlidingStride2Tiles() {}

    /// 7 columns whose kernels lie inside the map: 14 sums and 9 weights in registers; 30 loads of two lines serve 63
    /// FMAs.
    static void columns7(int channels, float[] taps, float[] bias, float[] x, int xi, int xRow, int xs, int lines,
            float[] y, int yi, int yRow, int ys, int skip, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            FloatVector w00 = FloatVector.fromArray(SPECIES, taps, c);
            FloatVector w01 = FloatVector.fromArray(SPECIES, taps, c + channels);
            FloatVector w02 = FloatVector.fromArray(SPECIES, taps, c + 2 * channels);
            FloatVector w10 = FloatVector.fromArray(SPECIES, taps, c + 3 * channels);
            FloatVector w11 = FloatVector.fromArray(SPECIES, taps, c + 4 * channels);
            FloatVector w12 = FloatVector.fromArray(SPECIES, taps, c + 5 * channels);
            FloatVector w20 = FloatVector.fromArray(SPECIES, taps, c + 6 * channels);
            FloatVector w21 = FloatVector.fromArray(SPECIES, taps, c + 7 * channels);
            FloatVector w22 = FloatVector.fromArray(SPECIES, taps, c + 8 * channels);
            FloatVector m0 = b;
            FloatVector m1 = b;
            FloatVector m2 = b;
            FloatVector m3 = b;
            FloatVector m4 = b;
            FloatVector m5 = b;
            FloatVector m6 = b;
            int at = xi + c;
            int to = yi + c;
            for (int line = 0; line < lines; line++) {
                FloatVector v;
                v = FloatVector.fromArray(SPECIES, x, at);
                m0 = v.fma(w10, m0);
                v = FloatVector.fromArray(SPECIES, x, at + xs);
                m0 = v.fma(w11, m0);
                v = FloatVector.fromArray(SPECIES, x, at + 2 * xs);
                m0 = v.fma(w12, m0);
                m1 = v.fma(w10, m1);
                v = FloatVector.fromArray(SPECIES, x, at + 3 * xs);
                m1 = v.fma(w11, m1);
                v = FloatVector.fromArray(SPECIES, x, at + 4 * xs);
                m1 = v.fma(w12, m1);
                m2 = v.fma(w10, m2);
                v = FloatVector.fromArray(SPECIES, x, at + 5 * xs);
                m2 = v.fma(w11, m2);
                v = FloatVector.fromArray(SPECIES, x, at + 6 * xs);
                m2 = v.fma(w12, m2);
                m3 = v.fma(w10, m3);
                v = FloatVector.fromArray(SPECIES, x, at + 7 * xs);
                m3 = v.fma(w11, m3);
                v = FloatVector.fromArray(SPECIES, x, at + 8 * xs);
                m3 = v.fma(w12, m3);
                m4 = v.fma(w10, m4);
                v = FloatVector.fromArray(SPECIES, x, at + 9 * xs);
                m4 = v.fma(w11, m4);
                v = FloatVector.fromArray(SPECIES, x, at + 10 * xs);
                m4 = v.fma(w12, m4);
                m5 = v.fma(w10, m5);
                v = FloatVector.fromArray(SPECIES, x, at + 11 * xs);
                m5 = v.fma(w11, m5);
                v = FloatVector.fromArray(SPECIES, x, at + 12 * xs);
                m5 = v.fma(w12, m5);
                m6 = v.fma(w10, m6);
                v = FloatVector.fromArray(SPECIES, x, at + 13 * xs);
                m6 = v.fma(w11, m6);
                v = FloatVector.fromArray(SPECIES, x, at + 14 * xs);
                m6 = v.fma(w12, m6);
                int odd = at + xRow;
                FloatVector l0 = b;
                FloatVector l1 = b;
                FloatVector l2 = b;
                FloatVector l3 = b;
                FloatVector l4 = b;
                FloatVector l5 = b;
                FloatVector l6 = b;
                v = FloatVector.fromArray(SPECIES, x, odd);
                m0 = v.fma(w20, m0);
                l0 = v.fma(w00, l0);
                v = FloatVector.fromArray(SPECIES, x, odd + xs);
                m0 = v.fma(w21, m0);
                l0 = v.fma(w01, l0);
                v = FloatVector.fromArray(SPECIES, x, odd + 2 * xs);
                m0 = v.fma(w22, m0);
                l0 = v.fma(w02, l0);
                m1 = v.fma(w20, m1);
                l1 = v.fma(w00, l1);
                v = FloatVector.fromArray(SPECIES, x, odd + 3 * xs);
                m1 = v.fma(w21, m1);
                l1 = v.fma(w01, l1);
                v = FloatVector.fromArray(SPECIES, x, odd + 4 * xs);
                m1 = v.fma(w22, m1);
                l1 = v.fma(w02, l1);
                m2 = v.fma(w20, m2);
                l2 = v.fma(w00, l2);
                v = FloatVector.fromArray(SPECIES, x, odd + 5 * xs);
                m2 = v.fma(w21, m2);
                l2 = v.fma(w01, l2);
                v = FloatVector.fromArray(SPECIES, x, odd + 6 * xs);
                m2 = v.fma(w22, m2);
                l2 = v.fma(w02, l2);
                m3 = v.fma(w20, m3);
                l3 = v.fma(w00, l3);
                v = FloatVector.fromArray(SPECIES, x, odd + 7 * xs);
                m3 = v.fma(w21, m3);
                l3 = v.fma(w01, l3);
                v = FloatVector.fromArray(SPECIES, x, odd + 8 * xs);
                m3 = v.fma(w22, m3);
                l3 = v.fma(w02, l3);
                m4 = v.fma(w20, m4);
                l4 = v.fma(w00, l4);
                v = FloatVector.fromArray(SPECIES, x, odd + 9 * xs);
                m4 = v.fma(w21, m4);
                l4 = v.fma(w01, l4);
                v = FloatVector.fromArray(SPECIES, x, odd + 10 * xs);
                m4 = v.fma(w22, m4);
                l4 = v.fma(w02, l4);
                m5 = v.fma(w20, m5);
                l5 = v.fma(w00, l5);
                v = FloatVector.fromArray(SPECIES, x, odd + 11 * xs);
                m5 = v.fma(w21, m5);
                l5 = v.fma(w01, l5);
                v = FloatVector.fromArray(SPECIES, x, odd + 12 * xs);
                m5 = v.fma(w22, m5);
                l5 = v.fma(w02, l5);
                m6 = v.fma(w20, m6);
                l6 = v.fma(w00, l6);
                v = FloatVector.fromArray(SPECIES, x, odd + 13 * xs);
                m6 = v.fma(w21, m6);
                l6 = v.fma(w01, l6);
                v = FloatVector.fromArray(SPECIES, x, odd + 14 * xs);
                m6 = v.fma(w22, m6);
                l6 = v.fma(w02, l6);
                if (line >= skip) {
                    VECTOR.cast(m0.blend(low, m0.compare(LE, low))).intoArray(y, to);
                    VECTOR.cast(m1.blend(low, m1.compare(LE, low))).intoArray(y, to + ys);
                    VECTOR.cast(m2.blend(low, m2.compare(LE, low))).intoArray(y, to + 2 * ys);
                    VECTOR.cast(m3.blend(low, m3.compare(LE, low))).intoArray(y, to + 3 * ys);
                    VECTOR.cast(m4.blend(low, m4.compare(LE, low))).intoArray(y, to + 4 * ys);
                    VECTOR.cast(m5.blend(low, m5.compare(LE, low))).intoArray(y, to + 5 * ys);
                    VECTOR.cast(m6.blend(low, m6.compare(LE, low))).intoArray(y, to + 6 * ys);
                }
                m0 = l0;
                m1 = l1;
                m2 = l2;
                m3 = l3;
                m4 = l4;
                m5 = l5;
                m6 = l6;
                at += 2 * xRow;
                to += yRow;
            }
        }
    }

    /// The first or the last column of a map, for which the kernel has two columns: the first of them at `taps[tap]`. 2
    /// sums and 6 weights in registers; the 4 loads of two lines serve 6 FMAs.
    static void edge(int channels, float[] taps, int tap, float[] bias, float[] x, int xi, int xRow, int xs, int lines,
            float[] y, int yi, int yRow, int skip, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            int t = tap + c;
            FloatVector w00 = FloatVector.fromArray(SPECIES, taps, t);
            FloatVector w01 = FloatVector.fromArray(SPECIES, taps, t + channels);
            FloatVector w10 = FloatVector.fromArray(SPECIES, taps, t + 3 * channels);
            FloatVector w11 = FloatVector.fromArray(SPECIES, taps, t + 4 * channels);
            FloatVector w20 = FloatVector.fromArray(SPECIES, taps, t + 6 * channels);
            FloatVector w21 = FloatVector.fromArray(SPECIES, taps, t + 7 * channels);
            FloatVector m = b;
            int at = xi + c;
            int to = yi + c;
            for (int line = 0; line < lines; line++) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, at);
                m = v.fma(w10, m);
                v = FloatVector.fromArray(SPECIES, x, at + xs);
                m = v.fma(w11, m);
                v = FloatVector.fromArray(SPECIES, x, at + xRow);
                m = v.fma(w20, m);
                FloatVector l = v.fma(w00, b);
                v = FloatVector.fromArray(SPECIES, x, at + xRow + xs);
                m = v.fma(w21, m);
                l = v.fma(w01, l);
                if (line >= skip) {
                    VECTOR.cast(m.blend(low, m.compare(LE, low))).intoArray(y, to);
                }
                m = l;
                at += 2 * xRow;
                to += yRow;
            }
        }
    }
}
