package dev.ghostlane.kernels.internal;

/// The constants of [dev.ghostlane.kernels.activation.Exponential], which explains them; its scalar and its
/// vector form share them.
public final class ExponentialTerms {

    /// Below, `e^x` rounds to 0.
    public static final float SMALLEST = -104;

    /// Above 88.722839 the result is infinite; here even the polynomial's rounding cannot matter.
    public static final float LARGEST = 89;

    /// `1 / (2 · ln 2)`.
    public static final float HALF_LOG2_E = 0.7213475f;

    /// `2 · ln 2`, rounded to float.
    public static final float LN4_HIGH = 1.3862944f;

    /// What [#LN4_HIGH] lacks.
    public static final float LN4_LOW = -3.8093084e-9f;

    /// 1.5 · 2²³ + 127: adding it leaves the nearest integer, plus the exponent bias of a float, in the low bits
    /// of the significand.
    public static final float ROUNDER = 12583039f;

    public static final float C2 = 0.5f;
    public static final float C3 = 0.16666675f;
    public static final float C4 = 0.041666526f;
    public static final float C5 = 0.008332526f;
    public static final float C6 = 0.0013893711f;
    public static final float C7 = 0.00020110064f;
    public static final float C8 = 2.4439814e-5f;

    private ExponentialTerms() {}
}
