package dev.ghostlane.kernels.png;

import dev.ghostlane.kernels.internal.Checks;

/// Makes bands of rows of pixels.
///
/// *Computes.* Nothing: sample (row `r`, column `x`) of red is at `16 * x + r` afterwards, from 0 to 255, and so are
/// those of green and blue.
///
/// *Layout.* The input are 16 rows of red, green and blue bytes by turns, without a sign. The output are bands.
public interface BandColumns {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static BandColumns scalar() { return ScalarBandColumns.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static BandColumns simd() { return VectorBandColumns.INSTANCE; }

    /// Makes columns.
    ///
    /// @param rows the pixels
    /// @param from where the first row's first pixel is
    /// @param stride bytes from a row to the next, at least those of the pixels
    /// @param columns how many pixels
    /// @param red receives the red samples
    /// @param green receives the green samples
    /// @param blue receives the blue samples
    /// @param to where, in all three
    /// @throws IllegalArgumentException if arrays are too small
    void run(byte[] rows, int from, int stride, int columns, short[] red, short[] green, short[] blue, int to);

    /// What [#run] requires of its arguments.
    ///
    /// @param rows the pixels
    /// @param from where the first row's first pixel is
    /// @param stride bytes from a row to the next, at least those of the pixels
    /// @param columns how many pixels
    /// @param red receives the red samples
    /// @param green receives the green samples
    /// @param blue receives the blue samples
    /// @param to where, in all three
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(byte[] rows, int from, int stride, int columns, short[] red, short[] green, short[] blue,
            int to) {
        if (columns < 0 || stride < 3L * columns) {
            throw new IllegalArgumentException("stride must be at least the bytes of " + columns
                    + " columns, found " + stride);
        }
        Checks.elements("rows", from, from + 15L * stride + 3L * columns, rows.length);
        Checks.elements("red", to, to + 16L * columns, red.length);
        Checks.elements("green", to, to + 16L * columns, green.length);
        Checks.elements("blue", to, to + 16L * columns, blue.length);
    }
}
