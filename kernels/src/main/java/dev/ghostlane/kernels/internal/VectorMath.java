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
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.ghostlane.kernels.activation.Activation;
import jdk.incubator.vector.FloatVector;

/// The element-wise functions of [dev.ghostlane.kernels.activation.Exponential], [Activation] and
/// [dev.ghostlane.kernels.upsample.Resize] on vectors, with the same bits in each lane.
public final class VectorMath {

    private VectorMath() {}

    /// [dev.ghostlane.kernels.activation.Exponential#exp(float)] in each lane, for arguments up to 0 (and NaN):
    /// what softmax and sigmoid need.
    public static FloatVector expUpToZero(FloatVector x) {
        FloatVector clipped = x.max(SMALLEST);
        FloatVector rounded = clipped.fma(broadcast(LOG2_E), broadcast(ROUNDER_64));
        FloatVector n = rounded.sub(ROUNDER_64);
        FloatVector r = n.fma(broadcast(-LN2_HIGH), clipped);
        r = n.fma(broadcast(-LN2_LOW), r);
        FloatVector p = r.fma(broadcast(C6), broadcast(C5));
        p = p.fma(r, broadcast(C4));
        p = p.fma(r, broadcast(C3));
        p = p.fma(r, broadcast(C2));
        FloatVector power = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
        return p.fma(r.mul(r), r).add(1).mul(power).mul(POWER_MINUS_64);
    }

    /// [dev.ghostlane.kernels.activation.Exponential#sigmoid(float)] in each lane.
    public static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expUpToZero(x.abs().neg());
        FloatVector one = broadcast(1);
        return one.blend(e, x.compare(LT, 0)).div(e.add(1));
    }

    /// `Math.max(x, floor)` in each lane: with an activation's [#floor] the linear part of an epilogue. One
    /// operation without a branch, so that the larger microkernels stay within C2's limit of 18,000 nodes, beyond
    /// which it stops inlining and keeps vectors in memory (measured on JDK 25: comparison and blend instead
    /// cost two thirds of a 1×1 convolution's speed).
    public static FloatVector atLeast(FloatVector x, float floor) { return x.max(floor); }

    /// What [#atLeast] needs for an epilogue: 0 for a ReLU, otherwise −∞, which changes nothing.
    public static float floor(Activation activation) {
        return activation == Activation.RELU ? 0 : Float.NEGATIVE_INFINITY;
    }

    /// [Activation#HARD_SIGMOID] in each lane.
    public static FloatVector hardSigmoid(FloatVector x) {
        FloatVector shifted = x.add(3);
        return shifted.max(0).min(6).div(6);
    }

    /// [dev.ghostlane.kernels.upsample.Resize#bilinear] in each lane.
    public static FloatVector bilinear(FloatVector a, FloatVector b, FloatVector c, FloatVector d, float wx,
            float wy) {
        FloatVector x = broadcast(wx);
        FloatVector top = x.fma(b, a.mul(1 - wx));
        FloatVector bottom = x.fma(d, c.mul(1 - wx));
        return broadcast(wy).fma(bottom, top.mul(1 - wy));
    }

    private static FloatVector broadcast(float value) { return FloatVector.broadcast(SPECIES, value); }
}
