// Written by kernels/generator/Generate.java from SlidingKernel3Tiles.template; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernels of the depthwise 3×3 convolution with stride 1 and padding 1 for CPUs with 32 vector registers:
/// some columns of a map from line to line, for one vector of channels after the other.
///
/// *How.* The weights stay in registers, and so do the sums of three lines of outputs: a line of inputs is loaded once
/// and is the last kernel row of the upper line of outputs (`u`), the middle one of the next (`m`) and the first of the
/// lower one (`l`). The upper line is then complete. So each sum gets its products in the order of the contract. No
/// branch lies between operations on vectors but the one around the stores, so that C2 has no vectors to merge.
///
/// *At the top and bottom* of a map there is just no line of inputs. A band of lines inside it begins a line early, and
/// what is then complete without having seen all of its inputs is not stored: that is what `skip` counts.
///
/// Parameters of all: `channels` of the map; taps and biases as in `DepthwiseWeights`; the input under the left kernel
/// column in the first line at `x[xi]`, the next line `xRow` further; `lines` lines of inputs, all of which but the
/// first `skip` complete a line of outputs; what the first line of inputs completes belongs to `y[yi]`, the next line
/// `yRow` further; with `bottom` the line after the last one completed is complete, too, because no inputs lie below;
/// outputs below `floor` become `floor`. The last vector of channels starts at `channels - LANES` and computes some
/// channels again.
final class SlidingKernel3Tiles {

    private SlidingKernel3Tiles() {}

    /// 4 columns that have neighbours on both sides: 12 sums and 9 weights in registers; a line's
    /// 6 loads serve 36 FMAs.
    static void columns4(int channels, float[] taps, float[] bias, float[] x, int xi, int xRow, int xs,
            int lines, float[] y, int yi, int yRow, int ys, int skip, boolean bottom, float floor) {
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
            FloatVector u0 = b;
            FloatVector u1 = b;
            FloatVector u2 = b;
            FloatVector u3 = b;
            FloatVector m0 = b;
            FloatVector m1 = b;
            FloatVector m2 = b;
            FloatVector m3 = b;
            int at = xi + c;
            int to = yi + c;
            for (int line = 0; line < lines; line++) {
                FloatVector l0 = b;
                FloatVector l1 = b;
                FloatVector l2 = b;
                FloatVector l3 = b;
                FloatVector v;
                v = FloatVector.fromArray(SPECIES, x, at);
                u0 = v.fma(w20, u0);
                m0 = v.fma(w10, m0);
                l0 = v.fma(w00, l0);
                v = FloatVector.fromArray(SPECIES, x, at + xs);
                u0 = v.fma(w21, u0);
                m0 = v.fma(w11, m0);
                l0 = v.fma(w01, l0);
                u1 = v.fma(w20, u1);
                m1 = v.fma(w10, m1);
                l1 = v.fma(w00, l1);
                v = FloatVector.fromArray(SPECIES, x, at + 2 * xs);
                u0 = v.fma(w22, u0);
                m0 = v.fma(w12, m0);
                l0 = v.fma(w02, l0);
                u1 = v.fma(w21, u1);
                m1 = v.fma(w11, m1);
                l1 = v.fma(w01, l1);
                u2 = v.fma(w20, u2);
                m2 = v.fma(w10, m2);
                l2 = v.fma(w00, l2);
                v = FloatVector.fromArray(SPECIES, x, at + 3 * xs);
                u1 = v.fma(w22, u1);
                m1 = v.fma(w12, m1);
                l1 = v.fma(w02, l1);
                u2 = v.fma(w21, u2);
                m2 = v.fma(w11, m2);
                l2 = v.fma(w01, l2);
                u3 = v.fma(w20, u3);
                m3 = v.fma(w10, m3);
                l3 = v.fma(w00, l3);
                v = FloatVector.fromArray(SPECIES, x, at + 4 * xs);
                u2 = v.fma(w22, u2);
                m2 = v.fma(w12, m2);
                l2 = v.fma(w02, l2);
                u3 = v.fma(w21, u3);
                m3 = v.fma(w11, m3);
                l3 = v.fma(w01, l3);
                v = FloatVector.fromArray(SPECIES, x, at + 5 * xs);
                u3 = v.fma(w22, u3);
                m3 = v.fma(w12, m3);
                l3 = v.fma(w02, l3);
                if (line >= skip) {
                    VECTOR.cast(u0.blend(low, u0.compare(LE, low))).intoArray(y, to);
                    VECTOR.cast(u1.blend(low, u1.compare(LE, low))).intoArray(y, to + ys);
                    VECTOR.cast(u2.blend(low, u2.compare(LE, low))).intoArray(y, to + 2 * ys);
                    VECTOR.cast(u3.blend(low, u3.compare(LE, low))).intoArray(y, to + 3 * ys);
                }
                u0 = m0;
                u1 = m1;
                u2 = m2;
                u3 = m3;
                m0 = l0;
                m1 = l1;
                m2 = l2;
                m3 = l3;
                at += xRow;
                to += yRow;
            }
            if (bottom) {
                VECTOR.cast(u0.blend(low, u0.compare(LE, low))).intoArray(y, to);
                VECTOR.cast(u1.blend(low, u1.compare(LE, low))).intoArray(y, to + ys);
                VECTOR.cast(u2.blend(low, u2.compare(LE, low))).intoArray(y, to + 2 * ys);
                VECTOR.cast(u3.blend(low, u3.compare(LE, low))).intoArray(y, to + 3 * ys);
            }
        }
    }

    /// 5 columns that have neighbours on both sides: 15 sums and 9 weights in registers; a line's
    /// 7 loads serve 45 FMAs.
    static void columns5(int channels, float[] taps, float[] bias, float[] x, int xi, int xRow, int xs,
            int lines, float[] y, int yi, int yRow, int ys, int skip, boolean bottom, float floor) {
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
            FloatVector u0 = b;
            FloatVector u1 = b;
            FloatVector u2 = b;
            FloatVector u3 = b;
            FloatVector u4 = b;
            FloatVector m0 = b;
            FloatVector m1 = b;
            FloatVector m2 = b;
            FloatVector m3 = b;
            FloatVector m4 = b;
            int at = xi + c;
            int to = yi + c;
            for (int line = 0; line < lines; line++) {
                FloatVector l0 = b;
                FloatVector l1 = b;
                FloatVector l2 = b;
                FloatVector l3 = b;
                FloatVector l4 = b;
                FloatVector v;
                v = FloatVector.fromArray(SPECIES, x, at);
                u0 = v.fma(w20, u0);
                m0 = v.fma(w10, m0);
                l0 = v.fma(w00, l0);
                v = FloatVector.fromArray(SPECIES, x, at + xs);
                u0 = v.fma(w21, u0);
                m0 = v.fma(w11, m0);
                l0 = v.fma(w01, l0);
                u1 = v.fma(w20, u1);
                m1 = v.fma(w10, m1);
                l1 = v.fma(w00, l1);
                v = FloatVector.fromArray(SPECIES, x, at + 2 * xs);
                u0 = v.fma(w22, u0);
                m0 = v.fma(w12, m0);
                l0 = v.fma(w02, l0);
                u1 = v.fma(w21, u1);
                m1 = v.fma(w11, m1);
                l1 = v.fma(w01, l1);
                u2 = v.fma(w20, u2);
                m2 = v.fma(w10, m2);
                l2 = v.fma(w00, l2);
                v = FloatVector.fromArray(SPECIES, x, at + 3 * xs);
                u1 = v.fma(w22, u1);
                m1 = v.fma(w12, m1);
                l1 = v.fma(w02, l1);
                u2 = v.fma(w21, u2);
                m2 = v.fma(w11, m2);
                l2 = v.fma(w01, l2);
                u3 = v.fma(w20, u3);
                m3 = v.fma(w10, m3);
                l3 = v.fma(w00, l3);
                v = FloatVector.fromArray(SPECIES, x, at + 4 * xs);
                u2 = v.fma(w22, u2);
                m2 = v.fma(w12, m2);
                l2 = v.fma(w02, l2);
                u3 = v.fma(w21, u3);
                m3 = v.fma(w11, m3);
                l3 = v.fma(w01, l3);
                u4 = v.fma(w20, u4);
                m4 = v.fma(w10, m4);
                l4 = v.fma(w00, l4);
                v = FloatVector.fromArray(SPECIES, x, at + 5 * xs);
                u3 = v.fma(w22, u3);
                m3 = v.fma(w12, m3);
                l3 = v.fma(w02, l3);
                u4 = v.fma(w21, u4);
                m4 = v.fma(w11, m4);
                l4 = v.fma(w01, l4);
                v = FloatVector.fromArray(SPECIES, x, at + 6 * xs);
                u4 = v.fma(w22, u4);
                m4 = v.fma(w12, m4);
                l4 = v.fma(w02, l4);
                if (line >= skip) {
                    VECTOR.cast(u0.blend(low, u0.compare(LE, low))).intoArray(y, to);
                    VECTOR.cast(u1.blend(low, u1.compare(LE, low))).intoArray(y, to + ys);
                    VECTOR.cast(u2.blend(low, u2.compare(LE, low))).intoArray(y, to + 2 * ys);
                    VECTOR.cast(u3.blend(low, u3.compare(LE, low))).intoArray(y, to + 3 * ys);
                    VECTOR.cast(u4.blend(low, u4.compare(LE, low))).intoArray(y, to + 4 * ys);
                }
                u0 = m0;
                u1 = m1;
                u2 = m2;
                u3 = m3;
                u4 = m4;
                m0 = l0;
                m1 = l1;
                m2 = l2;
                m3 = l3;
                m4 = l4;
                at += xRow;
                to += yRow;
            }
            if (bottom) {
                VECTOR.cast(u0.blend(low, u0.compare(LE, low))).intoArray(y, to);
                VECTOR.cast(u1.blend(low, u1.compare(LE, low))).intoArray(y, to + ys);
                VECTOR.cast(u2.blend(low, u2.compare(LE, low))).intoArray(y, to + 2 * ys);
                VECTOR.cast(u3.blend(low, u3.compare(LE, low))).intoArray(y, to + 3 * ys);
                VECTOR.cast(u4.blend(low, u4.compare(LE, low))).intoArray(y, to + 4 * ys);
            }
        }
    }

    /// The first or the last column of a map, for which the kernel has two columns: the first of them at `taps[tap]`. 3
    /// sums and 6 weights in registers; a line's 2 loads serve 6 FMAs.
    static void edge(int channels, float[] taps, int tap, float[] bias, float[] x, int xi, int xRow, int xs, int lines,
            float[] y, int yi, int yRow, int skip, boolean bottom, float floor) {
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
            FloatVector u = b;
            FloatVector m = b;
            int at = xi + c;
            int to = yi + c;
            for (int line = 0; line < lines; line++) {
                FloatVector v = FloatVector.fromArray(SPECIES, x, at);
                u = v.fma(w20, u);
                m = v.fma(w10, m);
                FloatVector l = v.fma(w00, b);
                v = FloatVector.fromArray(SPECIES, x, at + xs);
                u = v.fma(w21, u);
                m = v.fma(w11, m);
                l = v.fma(w01, l);
                if (line >= skip) {
                    VECTOR.cast(u.blend(low, u.compare(LE, low))).intoArray(y, to);
                }
                u = m;
                m = l;
                at += xRow;
                to += yRow;
            }
            if (bottom) {
                VECTOR.cast(u.blend(low, u.compare(LE, low))).intoArray(y, to);
            }
        }
    }
}
