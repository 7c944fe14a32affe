package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.kernels.internal.Checks;

/// Brings the samples of a subsampled component to the size of the image, first its rows, then its columns.
///
/// *Computes.* Twice as many rows or columns come of a triangle filter: 3/4 of the nearer sample and 1/4 of the farther
/// one, rounded up and down by turns, as libjpeg's `h2v1`, `h2v2` and `h1v2` do. Other ratios repeat the sample.
///
/// *Layout.* Bands of 16 rows, see the package.
///
/// *Requires.* Input and output do not overlap.
public interface ChromaUpsampling {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static ChromaUpsampling scalar() { return ScalarChromaUpsampling.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static ChromaUpsampling simd() { return VectorChromaUpsampling.INSTANCE; }

    /// How the rows of a band come from those of a component.
    enum Rows {
        /// The nearer row: `near`.
        COPY,
        /// What [Columns#TRIANGLE_OF_SUMS] needs: `3 * near + far`.
        SUMS,
        /// `(3 * near + far + 1) >> 2` if the farther row is above the nearer one, otherwise `… + 2) >> 2`.
        TRIANGLE
    }

    /// How the columns of an image come from those of a component. Column `x` becomes columns `2 * x` and `2 * x + 1`;
    /// `left` and `right` are its neighbours.
    enum Columns {
        /// `(3 * x + left + 1) >> 2` and `(3 * x + right + 2) >> 2`.
        TRIANGLE,
        /// Of columns that are [Rows#SUMS]: `(3 * x + left + 8) >> 4` and `(3 * x + right + 7) >> 4`.
        TRIANGLE_OF_SUMS
    }

    /// Makes the rows of a band.
    ///
    /// @param rows the rule by which rows are made
    /// @param previous the component's band before; is not read if no row comes from it
    /// @param current the component's band, with its columns at the same place
    /// @param from where the columns begin in both
    /// @param columns how many
    /// @param near for each of the 16 rows of the result the nearer one: 0 to 15 in `previous`, 16 to 31 in `current`
    /// @param far the farther ones
    /// @param output receives the columns
    /// @param to where
    /// @throws IllegalArgumentException if arrays are too small
    void rows(Rows rows, short[] previous, short[] current, int from, int columns, short[] near, short[] far,
            short[] output, int to);

    /// Makes twice as many columns of a band, whose rows are those of the image already.
    ///
    /// @param filter the rule by which columns are made
    /// @param input the columns, with a neighbour at each side
    /// @param from where the first column begins, which is not the neighbour
    /// @param columns how many, without the neighbours
    /// @param output receives `2 * columns` columns
    /// @param to where
    /// @throws IllegalArgumentException if arrays are too small
    void columns(Columns filter, short[] input, int from, int columns, short[] output, int to);

    /// What [#rows] requires of its arguments.
    ///
    /// @param previous the component's band before; is not read if no row comes from it
    /// @param current the component's band, with its columns at the same place
    /// @param from where the columns begin in both
    /// @param columns how many
    /// @param near for each of the 16 rows of the result the nearer one: 0 to 15 in `previous`, 16 to 31 in `current`
    /// @param far the farther ones
    /// @param output receives the columns
    /// @param to where
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void checkRows(short[] previous, short[] current, int from, int columns, short[] near, short[] far,
            short[] output, int to) {
        if (near.length != 16 || far.length != 16) {
            throw new IllegalArgumentException(
                    "near and far must have 16 rows, found " + near.length + " and " + far.length);
        }
        Checks.elements("previous", from, from + 16L * columns, previous.length);
        Checks.elements("current", from, from + 16L * columns, current.length);
        Checks.elements("output", to, to + 16L * columns, output.length);
    }

    /// What [#columns] requires of its arguments.
    ///
    /// @param input the columns, with a neighbour at each side
    /// @param from where the first column begins, which is not the neighbour
    /// @param columns how many, without the neighbours
    /// @param output receives `2 * columns` columns
    /// @param to where
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void checkColumns(short[] input, int from, int columns, short[] output, int to) {
        Checks.elements("input", from - 16L, from + 16L * (columns + 1L), input.length);
        Checks.elements("output", to, to + 32L * columns, output.length);
    }
}
