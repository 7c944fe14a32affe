package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Goldens;

/// A map of one size read at the positions of another, in double precision: nearest by PyTorch's own table,
/// bilinear by the definition. Sizes up to [Goldens#NEAREST_SIZES].
///
/// @param mode the rule
/// @param inHeight lines of the map that is read
/// @param inWidth columns of the map that is read
/// @param outHeight lines of the result
/// @param outWidth columns of the result
public record DoubleResize(UpsampleMode mode, int inHeight, int inWidth, int outHeight, int outWidth) {

    private static final int[][][] NEAREST = Goldens.nearestIndices();

    /// One channel of one image.
    @FunctionalInterface
    public interface Plane {

        /// {@return the value at a position}
        ///
        /// @param y line
        /// @param x column
        double at(int y, int x);
    }

    /// A value with a bound of its error.
    ///
    /// @param value exact
    /// @param error bound of what float arithmetic makes of it; ∞ where a neighbour is not finite
    public record Value(double value, double error) {}

    /// {@return the value at an output position}
    ///
    /// A bilinear mean of values up to `m` goes through six roundings, `γ_6 · m`. The float position is off
    /// by at most `4u · in` (scale, product, difference and their sum), which moves the result by that times the
    /// slope, at most `2m`, along each axis. `m` is taken over one more neighbour on each side, because the
    /// rounded position may lie beyond the next integer.
    ///
    /// @param plane the values that are read
    /// @param y line of the result
    /// @param x column of the result
    public Value at(Plane plane, int y, int x) {
        if (mode == UpsampleMode.NEAREST) {
            return new Value(plane.at(NEAREST[inHeight][outHeight][y], NEAREST[inWidth][outWidth][x]), 0);
        }
        double sourceY = source(inHeight, outHeight, y);
        double sourceX = source(inWidth, outWidth, x);
        int top = (int) sourceY;
        int left = (int) sourceX;
        double largest = 0;
        for (int dy = -1; dy <= 2; dy++) {
            for (int dx = -1; dx <= 2; dx++) {
                largest = Math.max(largest, Math.abs(clamped(plane, top + dy, left + dx)));
            }
        }
        if (!Double.isFinite(largest)) {
            return new Value(0, Double.POSITIVE_INFINITY);
        }
        double value = mix(sourceY - top,
                mix(sourceX - left, clamped(plane, top, left), clamped(plane, top, left + 1)),
                mix(sourceX - left, clamped(plane, top + 1, left), clamped(plane, top + 1, left + 1)));
        double position = 4 * ErrorBound.UNIT * (inHeight + inWidth);
        return new Value(value, ErrorBound.ofSum(6, largest) + position * 2 * largest);
    }

    private double source(int in, int out, int position) {
        if (mode == UpsampleMode.BILINEAR_ALIGNED_CORNERS) {
            return out == 1 ? 0 : position * (in - 1.0) / (out - 1);
        }
        return Math.max((position + 0.5) * in / out - 0.5, 0);
    }

    private double clamped(Plane plane, int y, int x) {
        return plane.at(Math.clamp(y, 0, inHeight - 1), Math.clamp(x, 0, inWidth - 1));
    }

    private static double mix(double weight, double a, double b) { return (1 - weight) * a + weight * b; }
}
