package dev.ghostlane.kernels.resample;

import dev.ghostlane.kernels.internal.Checks;

/// The second pass of a resize: along the columns, row by row of the result.
///
/// *Computes.* `clip((2²¹ + Σ weight · sample) >> 22)` to 0…255, in 32-bit integers.
///
/// *Layout.* Rows of `length` samples; row `r` of the image is at `(r mod rows) * length` of a ring of `rows` rows.
///
/// *Requires.* Samples from 0 to 255, and at least as many rows as there are taps.
public interface VerticalResampling {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static VerticalResampling scalar() { return ScalarVerticalResampling.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static VerticalResampling simd() { return VectorVerticalResampling.INSTANCE; }

    /// Computes a row.
    ///
    /// @param taps which rows make an output
    /// @param output the output to compute
    /// @param shift added to the number of a row to find it in the ring
    /// @param ring the rows
    /// @param rows how many the ring has
    /// @param length samples of a row
    /// @param row receives the samples
    /// @throws IllegalArgumentException if arrays are too small
    void run(Taps taps, int output, int shift, short[] ring, int rows, int length, short[] row);

    /// What [#run] requires of its arguments.
    ///
    /// @param taps which rows make an output
    /// @param output the output to compute
    /// @param shift added to the number of a row to find it in the ring
    /// @param ring the rows
    /// @param rows how many the ring has
    /// @param length samples of a row
    /// @param row receives the samples
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Taps taps, int output, int shift, short[] ring, int rows, int length, short[] row) {
        Checks.range("outputs", output, output + 1, taps.count());
        if (rows < taps.taps(output) || shift < 0) {
            throw new IllegalArgumentException("rows must be at least " + taps.taps(output)
                    + ", shift at least 0, found " + rows + " and " + shift);
        }
        Checks.elements("ring", 0, (long) rows * length, ring.length);
        Checks.elements("row", 0, length, row.length);
    }
}
