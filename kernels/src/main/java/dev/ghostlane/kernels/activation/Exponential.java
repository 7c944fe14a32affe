package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.internal.ScalarMath;

/// `e^x` and the sigmoid as fixed sequences of IEEE operations, so that they have the same bits on every
/// machine and at every vector width. The SIMD kernels do the same operations on vectors.
///
/// *Computes.* With `n` the integer nearest to `x / ln 2` and `r = x − n · ln 2` (in two parts), `e^x = (1 + r + r² ·
/// p(r)) · 2^n` with `p` of degree 4, see [dev.ghostlane.kernels.internal.ExponentialTerms#C2]. One power of two cannot
/// span the range of floats, so it is applied as `2^(n + 64) · 2^-64` for arguments up to 0 and as `2^(n − 64) · 2^64`
/// for those above: the first product is exact, so results in the subnormal range are rounded once. Adding
/// [dev.ghostlane.kernels.internal.ExponentialTerms#ROUNDER_64] rounds to `n` and puts `n + 64 + 127` into the low
/// bits, from where a shift makes it the exponent of `2^(n + 64)`.
///
/// *Error*, over all 2³² floats, in ULP of the exact result: `exp` at most 1.1 (measured: 1.009), `sigmoid` at most 2.5
/// (measured: 2.402). `ExponentialErrorTest` holds both bounds.
public final class Exponential {

    private Exponential() {}

    /// {@return `e^x`; `e^-∞` is 0, `e^∞` is ∞, NaN stays NaN}
    ///
    /// @param x any float
    public static float exp(float x) { return ScalarMath.exp(x); }

    /// {@return `1 / (1 + e^-x)`, computed from `e = e^-|x|` as `1 / (1 + e)` or `e / (1 + e)` so that nothing
    /// overflows and small results keep their precision; NaN stays NaN}
    ///
    /// @param x any float
    public static float sigmoid(float x) { return ScalarMath.sigmoid(x); }
}
