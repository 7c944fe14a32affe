package dev.ghostlane.kernels.resample;

import dev.ghostlane.kernels.internal.Checks;

/// The first pass of a resize: along the rows.
///
/// *Computes.* `clip((2²¹ + Σ weight · sample) >> 22)` to 0…255, in 32-bit integers.
///
/// *Layout.* The input are bands of red, green and blue, of 16 rows, column by column. The output are columns of 16
/// rows, too: red, green and blue of an output by turns. [#rows] then makes rows of them.
///
/// *Requires.* Samples from 0 to 255. Input and output do not overlap.
public interface HorizontalResampling {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static HorizontalResampling scalar() { return ScalarHorizontalResampling.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static HorizontalResampling simd() { return VectorHorizontalResampling.INSTANCE; }

    /// Computes the outputs from `begin` to before `end`.
    ///
    /// @param taps which columns make an output
    /// @param begin first output to compute
    /// @param end one past the last
    /// @param red a band that has all columns of these outputs
    /// @param green as `red`
    /// @param blue as `red`
    /// @param column the column that begins at 0 in these bands
    /// @param output receives the columns of output `x` at `48 * x`
    /// @throws IllegalArgumentException if arrays are too small
    void run(Taps taps, int begin, int end, short[] red, short[] green, short[] blue, int column, short[] output);

    /// Makes rows of columns: sample `i` of row `r` is `input[from + 16 * i + r]`.
    ///
    /// @param input columns of 16 rows
    /// @param from where the first column begins
    /// @param length samples of a row, which is the number of columns
    /// @param output receives row `r` at `to + r * stride`
    /// @param to where row 0 begins
    /// @param stride from a row to the next, at least `length`
    /// @throws IllegalArgumentException if arrays are too small
    void rows(short[] input, int from, int length, short[] output, int to, int stride);

    /// What [#run] requires of its arguments.
    ///
    /// @param taps which columns make an output
    /// @param begin first output to compute
    /// @param end one past the last
    /// @param red a band that has all columns of these outputs
    /// @param green as `red`
    /// @param blue as `red`
    /// @param column the column that begins at 0 in these bands
    /// @param output receives the columns of output `x` at `48 * x`
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Taps taps, int begin, int end, short[] red, short[] green, short[] blue, int column,
            short[] output) {
        Checks.range("outputs", begin, end, taps.count());
        if (begin < end) {
            long from = 16L * (taps.first()[begin] - column);
            long to = 16L * (taps.end(end - 1) - column);
            Checks.elements("red", from, to, red.length);
            Checks.elements("green", from, to, green.length);
            Checks.elements("blue", from, to, blue.length);
            Checks.elements("output", 48L * begin, 48L * end, output.length);
        }
    }

    /// What [#rows] requires of its arguments.
    ///
    /// @param input columns of 16 rows
    /// @param from where the first column begins
    /// @param length samples of a row, which is the number of columns
    /// @param output receives row `r` at `to + r * stride`
    /// @param to where row 0 begins
    /// @param stride from a row to the next, at least `length`
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void checkRows(short[] input, int from, int length, short[] output, int to, int stride) {
        if (stride < length) {
            throw new IllegalArgumentException(
                    "stride must be at least the length of a row, " + length + ", found " + stride);
        }
        Checks.elements("input", from, from + 16L * length, input.length);
        Checks.elements("output", to, to + 15L * stride + length, output.length);
    }
}
