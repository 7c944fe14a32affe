package dev.ghostlane.testdata;

import java.util.function.Supplier;

/// Bounds of rounding errors, derived from the number of roundings and the data, not guessed.
///
/// Each float operation returns its exact result times `1 + δ` plus `η`, with `|δ| ≤ u = 2⁻²⁴` and, for
/// results in the subnormal range, `|η| ≤ 2⁻¹⁵⁰`. A value that went through `n` of them is off by a factor of
/// at most `1 ± γ_n`, `γ_n = n·u / (1 − n·u)` (Higham, Accuracy and Stability of Numerical Algorithms,
/// lemma 3.1).
public final class ErrorBound {

    /// Unit roundoff of float, 2⁻²⁴.
    public static final double UNIT = 0x1p-24;

    /// Largest error of a rounding in the subnormal range.
    private static final double UNDERFLOW = 0x1p-150;

    private ErrorBound() {}

    /// {@return `γ_n = n · u / (1 − n · u)` with `u = 2⁻²⁴`: the relative error that `n` roundings may add up to}
    ///
    /// @param roundings `n`, from 0 to 2²³
    public static double gamma(int roundings) {
        if (roundings < 0 || roundings > 1 << 23) {
            throw new IllegalArgumentException("roundings must be 0 to 2^23, found " + roundings);
        }
        return roundings * UNIT / (1 - roundings * UNIT);
    }

    /// {@return the error of a sum of products: `γ_n · magnitude`, and what underflow can add}
    ///
    /// @param roundings operations that an addend goes through at most; for `acc = fma(x[k], w[k], acc)` from
    ///        a bias on, the number of products
    /// @param magnitude sum of the absolute values of all addends: `|bias| + Σ|x·w|`
    public static double ofSum(int roundings, double magnitude) {
        return gamma(roundings) * magnitude + roundings * UNDERFLOW * (1 + gamma(roundings));
    }

    /// Asserts that each value is within its bound of the exact one. Where the exact value is NaN or
    /// infinite, the value must be NaN or the same infinity.
    ///
    /// @param what describes the case on failure
    /// @param layout of the map whose elements, in NHWC order without gaps, the arrays are; null if there is none
    /// @param exact computed in double precision
    /// @param bound largest absolute difference allowed; ∞ allows any
    /// @param actual what is judged
    public static void assertWithin(Supplier<String> what, Layout layout, double[] exact,
            double[] bound, float[] actual) {
        Judgement judgement = Judgement.ofBounds(exact, bound, actual);
        if (!judgement.isGood()) {
            throw new AssertionError(judgement.explanation(layout) + "\n  in " + what.get());
        }
    }
}
