package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.ExponentialTerms.C2;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C3;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C4;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C5;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C6;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN2_HIGH;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN2_LOW;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LOG2_E;
import static dev.ghostlane.kernels.internal.ExponentialTerms.POWER_MINUS_64;
import static dev.ghostlane.kernels.internal.ExponentialTerms.ROUNDER_64;
import static dev.ghostlane.kernels.internal.ExponentialTerms.SMALLEST;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/// [ScalarMath] over runs of floats, with its bits, and other element-wise arithmetic.
///
/// *No method of this module takes or returns a vector* (a test sees to it). In a large compilation C2 goes on inlining
/// the methods of the Vector API, which are annotated for that, but no others. A helper that takes a vector then is a
/// call with objects on the heap, a tenth as fast. So what is shared is shared as loops over arrays, and microkernels
/// write their few lines out. `docs/performance.md` has more on what C2 does.
///
/// *Floors.* Microkernels write `sum.blend(floor, sum.compare(LE, floor))`: −0 becomes the floor, NaN stays. `max` has
/// the same bits, but takes half as many instructions more on AVX2, and with AVX-512 C2 may box its vectors.
public final class VectorMath {

    private VectorMath() {}

    /// `out = max(in, 0)`.
    public static void relu(float[] in, int from, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, from + i);
            VECTOR.cast(x.blend(0, x.compare(LE, 0))).intoArray(out, to + i);
        }
        for (; i < length; i++) {
            out[to + i] = Math.max(in[from + i], 0);
        }
    }

    /// [ScalarMath#exp(float)] of `(in − subtrahend) · factor`, which must not be positive (but may be NaN).
    public static void exp(float[] in, int from, float subtrahend, float factor, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, from + i).sub(subtrahend).mul(factor);
            x = x.blend(SMALLEST, x.compare(LT, SMALLEST));
            FloatVector rounded = x.fma(FloatVector.broadcast(SPECIES, LOG2_E),
                    FloatVector.broadcast(SPECIES, ROUNDER_64));
            FloatVector n = rounded.sub(ROUNDER_64);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
            r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, C6), FloatVector.broadcast(SPECIES, C5));
            p = p.fma(r, FloatVector.broadcast(SPECIES, C4)).fma(r, FloatVector.broadcast(SPECIES, C3)).fma(r,
                    FloatVector.broadcast(SPECIES, C2));
            FloatVector power = INT_VECTOR.cast(rounded.reinterpretAsInts()).lanewise(LSHL, 23).reinterpretAsFloats();
            p.fma(r.mul(r), r).add(1).mul(power).mul(POWER_MINUS_64).intoArray(out, to + i);
        }
        for (; i < length; i++) {
            out[to + i] = ScalarMath.exp((in[from + i] - subtrahend) * factor);
        }
    }

    /// [ScalarMath#sigmoid(float)]; the exponential is that of [#exp].
    public static void sigmoid(float[] in, int from, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, in, from + i);
            FloatVector x = value.abs().neg();
            x = x.blend(SMALLEST, x.compare(LT, SMALLEST));
            FloatVector rounded = x.fma(FloatVector.broadcast(SPECIES, LOG2_E),
                    FloatVector.broadcast(SPECIES, ROUNDER_64));
            FloatVector n = rounded.sub(ROUNDER_64);
            FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), x);
            r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(SPECIES, C6), FloatVector.broadcast(SPECIES, C5));
            p = p.fma(r, FloatVector.broadcast(SPECIES, C4)).fma(r, FloatVector.broadcast(SPECIES, C3)).fma(r,
                    FloatVector.broadcast(SPECIES, C2));
            FloatVector power = INT_VECTOR.cast(rounded.reinterpretAsInts()).lanewise(LSHL, 23).reinterpretAsFloats();
            FloatVector e = p.fma(r.mul(r), r).add(1).mul(power).mul(POWER_MINUS_64);
            FloatVector.broadcast(SPECIES, 1).blend(e, value.compare(LT, 0)).div(e.add(1)).intoArray(out, to + i);
        }
        for (; i < length; i++) {
            out[to + i] = ScalarMath.sigmoid(in[from + i]);
        }
    }

    /// [ScalarMath#hardSigmoid(float)].
    public static void hardSigmoid(float[] in, int from, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, in, from + i).add(3);
            x = x.blend(0, x.compare(LE, 0));
            x.blend(6, x.compare(GE, 6)).div(6).intoArray(out, to + i);
        }
        for (; i < length; i++) {
            out[to + i] = ScalarMath.hardSigmoid(in[from + i]);
        }
    }

    /// The bilinear mean of the four neighbours' channels, as `Resize#bilinear` computes it, at least a vector of them;
    /// the last vector overlaps the one before, so the output must not be an input.
    public static void bilinear(float[] in, int a, int b, int c, int d, float wx, float wy, float[] out, int to,
            int channels) {
        int last = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int i = Math.min(next, last);
            FloatVector top = FloatVector.fromArray(SPECIES, in, a + i).mul(1 - wx);
            top = FloatVector.fromArray(SPECIES, in, b + i).fma(FloatVector.broadcast(SPECIES, wx), top);
            FloatVector bottom = FloatVector.fromArray(SPECIES, in, c + i).mul(1 - wx);
            bottom = FloatVector.fromArray(SPECIES, in, d + i).fma(FloatVector.broadcast(SPECIES, wx), bottom);
            bottom.fma(FloatVector.broadcast(SPECIES, wy), top.mul(1 - wy)).intoArray(out, to + i);
        }
    }

    /// `out = left · right` of at least a vector's floats; `out` and `left` may be the same place.
    public static void multiply(float[] left, int l, float[] right, int r, float[] out, int to, int length) {
        int last = length - LANES;
        // Overlaps the vector before; read before anything is written, so that it works in place too.
        FloatVector end = FloatVector.fromArray(SPECIES, left, l + last)
                .mul(FloatVector.fromArray(SPECIES, right, r + last));
        for (int i = 0; i < last; i += LANES) {
            FloatVector.fromArray(SPECIES, left, l + i).mul(FloatVector.fromArray(SPECIES, right, r + i))
                    .intoArray(out, to + i);
        }
        end.intoArray(out, to + last);
    }
}
