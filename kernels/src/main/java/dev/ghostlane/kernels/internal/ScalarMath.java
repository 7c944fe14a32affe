package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C2;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C3;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C4;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C5;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C6;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LARGEST;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN2_HIGH;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN2_LOW;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LOG2_E;
import static dev.ghostlane.kernels.internal.ExponentialTerms.POWER_64;
import static dev.ghostlane.kernels.internal.ExponentialTerms.POWER_MINUS_64;
import static dev.ghostlane.kernels.internal.ExponentialTerms.ROUNDER_64;
import static dev.ghostlane.kernels.internal.ExponentialTerms.ROUNDER_MINUS_64;
import static dev.ghostlane.kernels.internal.ExponentialTerms.SMALLEST;

/// The arithmetic of the element-wise functions, one value at a time. `dev.ghostlane.kernels.activation` documents
/// them; [VectorMath] does the same operations on vectors.
public final class ScalarMath {

    private ScalarMath() {}

    /// `e^x`.
    public static float exp(float x) {
        return x > 0
                ? exp(Math.min(x, LARGEST), ROUNDER_MINUS_64, POWER_64)
                : exp(Math.max(x, SMALLEST), ROUNDER_64, POWER_MINUS_64);
    }

    private static float exp(float x, float rounder, float restoring) {
        float rounded = fma(x, LOG2_E, rounder);
        float n = rounded - rounder;
        float r = fma(n, -LN2_HIGH, x);
        r = fma(n, -LN2_LOW, r);
        float p = fma(C6, r, C5);
        p = fma(p, r, C4);
        p = fma(p, r, C3);
        p = fma(p, r, C2);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << 23);
        return (fma(p, r * r, r) + 1) * power * restoring;
    }

    /// `1 / (1 + e^-x)`.
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// `relu6(x + 3) / 6`.
    public static float hardSigmoid(float x) { return Math.min(Math.max(x + 3, 0), 6) / 6; }
}
