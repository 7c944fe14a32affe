package dev.ghostlane.kernels.activation;

import static dev.ghostlane.kernels.internal.ExponentialTerms.C2;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C3;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C4;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C5;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C6;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C7;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C8;
import static dev.ghostlane.kernels.internal.ExponentialTerms.HALF_LOG2_E;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LARGEST;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN4_HIGH;
import static dev.ghostlane.kernels.internal.ExponentialTerms.LN4_LOW;
import static dev.ghostlane.kernels.internal.ExponentialTerms.ROUNDER;
import static dev.ghostlane.kernels.internal.ExponentialTerms.SMALLEST;

/// `e^x` and the sigmoid as fixed sequences of IEEE operations, so that they have the same bits on every
/// machine and at every vector width. The SIMD kernels do the same operations on vectors.
///
/// *Computes.* With `m` the integer nearest to `x / (2 · ln 2)` and `r = x − m · 2 · ln 2` (in two parts),
/// `e^x = (1 + r + r² · p(r)) · 2^m · 2^m`; `p` has degree 6 and was fitted for the smallest maximum relative
/// error over |r| ≤ 0.6935 (0.24 ULP with its rounded coefficients). Two equal factors, because one power of
/// two cannot span the range of floats: the first product is exact, so results in the subnormal range are
/// rounded once. Adding [dev.ghostlane.kernels.internal.ExponentialTerms#ROUNDER] rounds to `m` and puts
/// `m + 127` into the low bits, from where a shift makes it the exponent of `2^m`.
///
/// *Error*, over all 2³² floats: `exp` at most 1.5 ULP (measured: 1.44). `sigmoid` is to stay within 2.5 ULP, which
/// it does not yet: measured, 3.19 ULP at −3.4504964. `ExponentialErrorTest` holds both bounds, so its exhaustive
/// run fails for the sigmoid. (ULP of the exact result.)
public final class Exponential {

    private Exponential() {}

    /// `e^x`; `e^-∞` is 0, `e^∞` is ∞, NaN stays NaN.
    public static float exp(float x) {
        float clipped = Math.min(Math.max(x, SMALLEST), LARGEST);
        float rounded = Math.fma(clipped, HALF_LOG2_E, ROUNDER);
        float m = rounded - ROUNDER;
        float r = Math.fma(m, -LN4_HIGH, clipped);
        r = Math.fma(m, -LN4_LOW, r);
        float p = Math.fma(C8, r, C7);
        p = Math.fma(p, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << 23);
        return (Math.fma(p, r * r, r) + 1) * power * power;
    }

    /// `1 / (1 + e^-x)`, computed from `e = e^-|x|` as `1 / (1 + e)` or `e / (1 + e)` so that nothing
    /// overflows and small results keep their precision; NaN stays NaN.
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }
}
