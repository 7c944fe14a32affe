package dev.ghostlane.kernels.png;

import dev.ghostlane.kernels.internal.Checks;

/// Undoes the filters of a PNG's rows, in place.
///
/// *Computes.* `byte + prediction` modulo 256, row by row, from left to right. Of a byte let `a` be the one that is a
/// pixel to its left, `b` the one above it and `c` the one above `a`, all without their filters; what is left of the
/// row is 0. The predictions of the five filters: 0 none, 0; 1 Sub, `a`; 2 Up, `b`; 3 Average, `(a + b) / 2`, rounded
/// down; 4 Paeth, which of `a`, `b` and `c` is nearest to `a + b − c`, of those equally near the first.
///
/// *Layout.* A row is the number of its filter and its bytes. Rows follow one another; the one above the first is
/// before it, without its filter, all 0 above an image.
///
/// *Requires.* Filters from 0 to 4.
public interface Unfiltering {

    /// Filters are numbered from 0; so many there are.
    int FILTERS = 5;

    /// Length of the work space.
    int WORK = 2048;

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Unfiltering scalar() { return ScalarUnfiltering.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static Unfiltering simd() { return VectorUnfiltering.INSTANCE; }

    /// Undoes the filters of some rows.
    ///
    /// @param data the rows; filters stay as they are
    /// @param from where the first row begins, with its filter
    /// @param rows how many
    /// @param length bytes of a row, without its filter
    /// @param bytesPerPixel from a byte to its neighbour in the next pixel, from 1 to 8
    /// @param work [#WORK] elements, which are overwritten
    /// @throws IllegalArgumentException if arrays are too small, or a filter is unknown
    void run(byte[] data, int from, int rows, int length, int bytesPerPixel, short[] work);

    /// What [#run] requires of its arguments.
    ///
    /// @param data the rows; filters stay as they are
    /// @param from where the first row begins, with its filter
    /// @param rows how many
    /// @param length bytes of a row, without its filter
    /// @param bytesPerPixel from a byte to its neighbour in the next pixel, from 1 to 8
    /// @param work [#WORK] elements, which are overwritten
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(byte[] data, int from, int rows, int length, int bytesPerPixel, short[] work) {
        if (rows < 0 || length < 0 || bytesPerPixel < 1 || bytesPerPixel > 8) {
            throw new IllegalArgumentException("rows and length must be at least 0, bytes of a pixel from 1 to 8,"
                    + " found " + rows + ", " + length + " and " + bytesPerPixel);
        }
        Checks.elements("work", 0, WORK, work.length);
        Checks.elements("data", from - length - 1L, from + rows * (length + 1L), data.length);
        for (int row = 0; row < rows; row++) {
            int filter = data[from + row * (length + 1)];
            if (filter < 0 || filter >= FILTERS) {
                throw new IllegalArgumentException("filters must be from 0 to 4, found " + filter);
            }
        }
    }
}
