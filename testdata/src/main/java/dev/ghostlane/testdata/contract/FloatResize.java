package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.ResizeAxis;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// One channel of a map read at the positions of another, in float, through the tables of [Resize], as the
/// contracts of upsample and gate state it.
public final class FloatResize {

    /// One channel of one image.
    @FunctionalInterface
    public interface Plane {

        /// {@return the value at a position}
        ///
        /// @param y line
        /// @param x column
        float at(int y, int x);
    }

    private FloatResize() {}

    /// {@return the value at an output position}
    ///
    /// @param resize the tables
    /// @param plane the values that are read
    /// @param y line of the result
    /// @param x column of the result
    public static float at(Resize resize, Plane plane, int y, int x) {
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        int top = vertical.lower()[y];
        int bottom = vertical.upper()[y];
        int left = horizontal.lower()[x];
        int right = horizontal.upper()[x];
        if (resize.mode() == UpsampleMode.NEAREST) {
            return plane.at(top, left);
        }
        float wx = horizontal.upperWeight()[x];
        float wy = vertical.upperWeight()[y];
        float above = Math.fma(wx, plane.at(top, right), (1 - wx) * plane.at(top, left));
        float below = Math.fma(wx, plane.at(bottom, right), (1 - wx) * plane.at(bottom, left));
        return Math.fma(wy, below, (1 - wy) * above);
    }
}
