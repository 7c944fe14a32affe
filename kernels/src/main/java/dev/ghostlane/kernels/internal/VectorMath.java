package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.ExponentialTerms.C2;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C3;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C4;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C5;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C6;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LARGEST;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN2_HIGH;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN2_LOW;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LOG2_E;
import static dev.ghostlane.kernels.internal.ExponentialTerms.ROUNDER;
import static dev.ghostlane.kernels.internal.ExponentialTerms.ROUNDER_BITS;
import static dev.ghostlane.kernels.internal.ExponentialTerms.SMALLEST;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.ghostlane.kernels.activation.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// The element-wise functions of [dev.ghostlane.kernels.activation.Exponential], [Activation] and
/// [dev.ghostlane.kernels.upsample.Resize] on vectors, with the same bits in each lane.
public final class VectorMath {

    private VectorMath() {}

    /// [dev.ghostlane.kernels.activation.Exponential#exp(float)] in each lane.
    public static FloatVector exp(FloatVector x) {
        FloatVector clipped = x.blend(SMALLEST, x.compare(LT, SMALLEST)).blend(LARGEST, x.compare(GT, LARGEST));
        FloatVector rounded = clipped.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUNDER));
        FloatVector n = rounded.sub(ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), clipped);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = r.fma(FloatVector.broadcast(SPECIES, C6), FloatVector.broadcast(SPECIES, C5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, C4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, C3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, C2));
        FloatVector result = p.fma(r.mul(r), r).add(1);
        IntVector exponent = rounded.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return result.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    }

    /// [dev.ghostlane.kernels.activation.Exponential#sigmoid(float)] in each lane.
    public static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        return one.blend(e, x.compare(LT, 0)).div(e.add(1));
    }

    /// [Activation#RELU] in each lane.
    public static FloatVector relu(FloatVector x) { return x.blend(0, x.compare(LT, 0)); }

    /// [Activation#HARD_SIGMOID] in each lane.
    public static FloatVector hardSigmoid(FloatVector x) {
        FloatVector shifted = x.add(3);
        return shifted.blend(0, shifted.compare(LT, 0)).blend(6, shifted.compare(GT, 6)).div(6);
    }

    /// [Activation#apply(float)] in each lane.
    public static FloatVector apply(Activation activation, FloatVector x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> relu(x);
            case SIGMOID -> sigmoid(x);
            case HARD_SIGMOID -> hardSigmoid(x);
        };
    }

    /// [dev.ghostlane.kernels.upsample.Resize#bilinear] in each lane.
    public static FloatVector bilinear(FloatVector a, FloatVector b, FloatVector c, FloatVector d, float wx,
            float wy) {
        FloatVector x = FloatVector.broadcast(SPECIES, wx);
        FloatVector top = x.fma(b, a.mul(1 - wx));
        FloatVector bottom = x.fma(d, c.mul(1 - wx));
        return FloatVector.broadcast(SPECIES, wy).fma(bottom, top.mul(1 - wy));
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    }
}
