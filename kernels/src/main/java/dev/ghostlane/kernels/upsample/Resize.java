package dev.ghostlane.kernels.upsample;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// How a map of one size is read at the pixels of a map of another size. Made once per shape.
///
/// @param mode the rule
/// @param vertical the table of the lines
/// @param horizontal the table of the columns
public record Resize(UpsampleMode mode, ResizeAxis vertical, ResizeAxis horizontal) {

    /// {@return the tables for reading a map of `inputHeight × inputWidth` at `outputHeight × outputWidth` pixels}
    ///
    /// @param mode the rule
    /// @param inputHeight lines of the map that is read
    /// @param inputWidth columns of the map that is read
    /// @param outputHeight lines of the result
    /// @param outputWidth columns of the result
    public static Resize of(UpsampleMode mode, int inputHeight, int inputWidth, int outputHeight,
            int outputWidth) {
        return new Resize(mode, ResizeAxis.of(mode, inputHeight, outputHeight),
                ResizeAxis.of(mode, inputWidth, outputWidth));
    }

    /// {@return the tables for reading `input` at the pixels of `output`}
    ///
    /// @param mode the rule
    /// @param input the map that is read
    /// @param output the map at whose pixels it is read
    public static Resize of(UpsampleMode mode, FeatureMap input, FeatureMap output) {
        return of(mode, input.height(), input.width(), output.height(), output.width());
    }

    /// {@return the bilinear mean of four values `a b` above `c d`, as every kernel computes it: `top = fma(wx, b, (1
    /// − wx) · a)`, `bottom = fma(wx, d, (1 − wx) · c)`, `fma(wy, bottom, (1 − wy) · top)`}
    ///
    /// @param a the value above, left
    /// @param b the value above, right
    /// @param c the value below, left
    /// @param d the value below, right
    /// @param wx weight of the right column, from 0 to 1
    /// @param wy weight of the lower line, from 0 to 1
    public static float bilinear(float a, float b, float c, float d, float wx, float wy) {
        float top = fma(wx, b, (1 - wx) * a);
        float bottom = fma(wx, d, (1 - wx) * c);
        return fma(wy, bottom, (1 - wy) * top);
    }

    /// Checks that the tables fit the maps.
    ///
    /// @param input the map that is read
    /// @param output the map at whose pixels it is read
    /// @throws IllegalArgumentException if they do not
    public void check(FeatureMap input, FeatureMap output) {
        if (input.height() != vertical.inputSize() || input.width() != horizontal.inputSize()
                || output.height() != vertical.outputSize() || output.width() != horizontal.outputSize()) {
            throw new IllegalArgumentException("resize tables are for " + vertical.inputSize() + "×"
                    + horizontal.inputSize() + " to " + vertical.outputSize() + "×" + horizontal.outputSize()
                    + ", found " + input.shape() + " to " + output.shape());
        }
    }
}
