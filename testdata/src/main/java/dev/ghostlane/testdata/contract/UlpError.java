package dev.ghostlane.testdata.contract;

import dev.ghostlane.testdata.Bits;

/// The largest error of a float function, in units of the last place of the exact result, and where it is.
public final class UlpError {

    private double largest;
    private float where;

    /// Before any result.
    public UlpError() {}

    /// Takes a result into account.
    ///
    /// @param argument of the function
    /// @param actual its float result
    /// @param exact its result in double precision
    public void add(float argument, float actual, double exact) {
        double error = ulps(actual, exact);
        if (error > largest || Double.isNaN(error)) {
            largest = error;
            where = argument;
        }
    }

    /// Takes all that another has seen into account.
    ///
    /// @param other what another thread, or another part, has seen
    public void add(UlpError other) {
        if (other.largest > largest || Double.isNaN(other.largest)) {
            largest = other.largest;
            where = other.where;
        }
    }

    /// {@return the largest error; NaN if a result was NaN where the exact one was not}
    public double largest() { return largest; }

    @Override
    public String toString() { return "%.4f ULP at %s".formatted(largest, Bits.describe(where)); }

    /// Distance of a result from the exact one in units of the last place of a float of the exact one's size.
    /// Infinity counts as 2^128, the number that overflow rounds to.
    static double ulps(float actual, double exact) {
        double value = Float.isInfinite(actual) ? Math.copySign(0x1p128, actual) : actual;
        double reference = Math.clamp(exact, -0x1p128, 0x1p128);
        int exponent = Math.clamp(Math.getExponent(reference), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
        return Math.abs(value - reference) / Math.scalb(1.0, exponent - 23);
    }
}
