// Written by kernels/generator/Generate.java from StripTiles.template; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernel of strip convolutions of 5 with stride 1, along a line or down a column.
///
/// Parameters of all: `channels` of the map; taps and biases as in `DepthwiseWeights`; outputs below `floor` become
/// `floor`. The last vector of channels starts at `channels - LANES` and computes some channels again.
final class StripTiles {

    private StripTiles() {}

    /// A strip of 5 along a run of at least 4 pixels, 4 at a time: 4 accumulators, 5 weights in registers, 8 loads for
    /// 20 FMAs. Bound by instructions, as [Kernel3Tiles#rows2columns4]. From `x[xi]` and `y[yi]` there are `length`
    /// pixels along the axis of the strip, `xs` and `ys` apart; outputs `begin … end − 1` of them are computed.
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
                VECTOR.cast(a0.blend(low, a0.compare(LE, low))).intoArray(y, to);
                VECTOR.cast(a1.blend(low, a1.compare(LE, low))).intoArray(y, to + ys);
                VECTOR.cast(a2.blend(low, a2.compare(LE, low))).intoArray(y, to + 2 * ys);
                VECTOR.cast(a3.blend(low, a3.compare(LE, low))).intoArray(y, to + 3 * ys);
            }
        }
    }
}
