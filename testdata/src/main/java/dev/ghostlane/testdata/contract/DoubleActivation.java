package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;

/// The activations in double precision, and what they do to an error.
public final class DoubleActivation {

    private DoubleActivation() {}

    /// {@return the function's value in double precision}
    ///
    /// @param activation the function
    /// @param x the argument
    public static double apply(Activation activation, double x) {
        return switch (activation) {
            case NONE -> x;
            case RELU -> x < 0 ? 0 : x;
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case HARD_SIGMOID -> Double.isNaN(x) ? x : Math.min(Math.max(x + 3, 0), 6) / 6;
        };
    }

    /// {@return the bound of the result's error: the argument's error times the largest slope, and the function's own
    /// roundings}
    ///
    /// @param activation the function
    /// @param x exact argument
    /// @param error bound of the argument's error
    /// @param accuracy of the function
    public static double error(Activation activation, double x, double error, Accuracy accuracy) {
        double y = apply(activation, x);
        return switch (activation) {
            case NONE, RELU -> error;
            // The slope is at most 1/4. A unit in the last place is at most 2^-23 of the value.
            case SIGMOID -> error / 4 + accuracy.sigmoidUlps() * (0x1p-23 * (y + error / 4) + 0x1p-149);
            // One rounding in x + 3, one in the division.
            case HARD_SIGMOID -> Math.min(1, (error + ErrorBound.UNIT * (Math.abs(x) + 3 + error)) / 6)
                    + ErrorBound.UNIT;
        };
    }
}
