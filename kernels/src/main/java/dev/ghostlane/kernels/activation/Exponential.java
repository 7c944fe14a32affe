package dev.ghostlane.kernels.activation;

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

/// `e^x` and the sigmoid as fixed sequences of IEEE operations, so that they have the same bits on every
/// machine and at every vector width. The SIMD kernels do the same operations on vectors.
///
/// *Computes.* With `n` the integer nearest to `x / ln 2` and `r = x − n · ln 2` (in two parts),
/// `e^x = (1 + r + r² · p(r)) · 2^n`; `p` has degree 4 and was fitted for the smallest maximum relative error
/// over |r| ≤ 0.3466. One power of two cannot span the range of floats, so it is applied as `2^(n + 64) · 2^-64`
/// for arguments up to 0 and as `2^(n − 64) · 2^64` for those above: the first product is exact, so results in the
/// subnormal range are rounded once. Adding [dev.ghostlane.kernels.internal.ExponentialTerms#ROUNDER_64] rounds to
/// `n` and puts `n + 64 + 127` into the low bits, from where a shift makes it the exponent of `2^(n + 64)`.
///
/// *Error*, over all 2³² floats, in ULP of the exact result: `exp` at most 1.1 (measured: 1.009), `sigmoid` at most 2.5
/// (measured: 2.402). `ExponentialErrorTest` holds both bounds.
public final class Exponential {

    private Exponential() {}

    /// `e^x`; `e^-∞` is 0, `e^∞` is ∞, NaN stays NaN.
    public static float exp(float x) {
        return x > 0
                ? exp(Math.min(x, LARGEST), ROUNDER_MINUS_64, POWER_64)
                : exp(Math.max(x, SMALLEST), ROUNDER_64, POWER_MINUS_64);
    }

    private static float exp(float x, float rounder, float restoring) {
        float rounded = Math.fma(x, LOG2_E, rounder);
        float n = rounded - rounder;
        float r = Math.fma(n, -LN2_HIGH, x);
        r = Math.fma(n, -LN2_LOW, r);
        float p = Math.fma(C6, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(rounded) << 23);
        return (Math.fma(p, r * r, r) + 1) * power * restoring;
    }

    /// `1 / (1 + e^-x)`, computed from `e = e^-|x|` as `1 / (1 + e)` or `e / (1 + e)` so that nothing
    /// overflows and small results keep their precision; NaN stays NaN.
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }
}
