package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.kernels.internal.Checks;

/// Makes rows of pixels of a band's colours.
///
/// *Computes.* The samples, as bytes.
///
/// *Layout.* The input are bands of red, green and blue, of 16 rows, see the package. A row of the output has red,
/// green and blue of each pixel by turns.
///
/// *Requires.* Samples from 0 to 255.
public interface RgbRows {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static RgbRows scalar() { return ScalarRgbRows.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static RgbRows simd() { return VectorRgbRows.INSTANCE; }

    /// {@return the number of integers that a call needs for itself}
    ///
    /// @param columns columns of the band
    static int work(int columns) { return 256 * Math.ceilDiv(columns, 8); }

    /// Makes the rows from `begin` to before `end`.
    ///
    /// @param red a band
    /// @param green as `red`
    /// @param blue as `red`
    /// @param from where the columns begin in all three
    /// @param columns how many
    /// @param begin the first row, of 16
    /// @param end one past the last row
    /// @param output receives `3 * columns` bytes for each row, and nothing else
    /// @param to where the first of these rows begins
    /// @param stride from a row to the next, at least `3 * columns`
    /// @param work [#work(int)] integers of any value
    /// @throws IllegalArgumentException if arrays are too small, or the rows are not in a band
    void run(short[] red, short[] green, short[] blue, int from, int columns, int begin, int end, byte[] output, int to,
            int stride, int[] work);

    /// What [#run] requires of its arguments.
    ///
    /// @param red a band
    /// @param green as `red`
    /// @param blue as `red`
    /// @param from where the columns begin in all three
    /// @param columns how many
    /// @param begin the first row, of 16
    /// @param end one past the last row
    /// @param output receives `3 * columns` bytes for each row, and nothing else
    /// @param to where the first of these rows begins
    /// @param stride from a row to the next, at least `3 * columns`
    /// @param work [#work(int)] integers of any value
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(short[] red, short[] green, short[] blue, int from, int columns, int begin, int end,
            byte[] output, int to, int stride, int[] work) {
        Checks.range("rows", begin, end, 16);
        if (stride < 3L * columns) {
            throw new IllegalArgumentException(
                    "stride must be at least the length of a row, " + 3L * columns + ", found " + stride);
        }
        Checks.elements("red", from, from + 16L * columns, red.length);
        Checks.elements("green", from, from + 16L * columns, green.length);
        Checks.elements("blue", from, from + 16L * columns, blue.length);
        Checks.elements("work", 0, work(columns), work.length);
        if (begin < end) {
            Checks.elements("output", to, to + (end - begin - 1L) * stride + 3L * columns, output.length);
        }
    }
}
