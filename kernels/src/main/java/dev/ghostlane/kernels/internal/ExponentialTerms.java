package dev.ghostlane.kernels.internal;

/// The constants of [dev.ghostlane.kernels.activation.Exponential], which explains them; its scalar and its
/// vector form share them.
public final class ExponentialTerms {

    /// Below, `e^x` rounds to 0.
    public static final float SMALLEST = -104;

    /// Above 88.722839 the result is infinite; here even the polynomial's rounding cannot matter.
    public static final float LARGEST = 89;

    public static final float LOG2_E = 1.44269504f;
    public static final float LN2_HIGH = 0.69314718f;
    public static final float LN2_LOW = -1.9046543e-9f;

    /// 1.5 · 2²³: adding it leaves the nearest integer in the low bits of the significand.
    public static final float ROUNDER = 12582912f;
    public static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);

    public static final float C2 = 0.49999994f;
    public static final float C3 = 0.1666652f;
    public static final float C4 = 0.041668408f;
    public static final float C5 = 0.008368919f;
    public static final float C6 = 0.001381418f;

    private ExponentialTerms() {}
}
