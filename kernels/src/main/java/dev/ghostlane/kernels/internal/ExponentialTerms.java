package dev.ghostlane.kernels.internal;

/// The constants of [dev.ghostlane.kernels.activation.Exponential], which explains them; its scalar and its
/// vector form share them.
public final class ExponentialTerms {

    /// Below, `e^x` rounds to 0.
    public static final float SMALLEST = -104;

    /// Above 88.722839 the result is infinite; here even the polynomial's rounding cannot matter.
    public static final float LARGEST = 89;

    /// `1 / ln 2`.
    public static final float LOG2_E = 1.442695f;

    /// `ln 2`, rounded to float.
    public static final float LN2_HIGH = 0.6931472f;

    /// What [#LN2_HIGH] lacks.
    public static final float LN2_LOW = -1.9046542e-9f;

    /// 1.5 · 2²³ + 127 + 64: adding it leaves the nearest integer, plus the exponent bias of a float, plus 64, in the
    /// low bits of the significand.
    public static final float ROUNDER_64 = 12583103f;

    /// What takes the 64 of [#ROUNDER_64] back: 2⁻⁶⁴.
    public static final float POWER_MINUS_64 = 0x1p-64f;

    /// 1.5 · 2²³ + 127 − 64, for positive arguments.
    public static final float ROUNDER_MINUS_64 = 12582975f;

    /// What takes the −64 of [#ROUNDER_MINUS_64] back: 2⁶⁴.
    public static final float POWER_64 = 0x1p64f;

    /// The first coefficient of `p` in `e^r ≈ 1 + r + r² · p(r)`, with [#C3] to [#C6] after it. They minimise the
    /// largest relative error over |r| ≤ 0.3476, a little more than half of ln 2, and are rounded to float then:
    /// `kernels/generator/ExponentialCoefficients.java` computes them. The error is 3.75e−9 over |r| ≤ 0.3466, a
    /// sixteenth of what rounding results to float costs, which `ExponentialErrorTest` checks.
    public static final float C2 = 0.49999994f;
    public static final float C3 = 0.1666652f;
    public static final float C4 = 0.041668408f;
    public static final float C5 = 0.008368919f;
    public static final float C6 = 0.001381418f;

    private ExponentialTerms() {}
}
