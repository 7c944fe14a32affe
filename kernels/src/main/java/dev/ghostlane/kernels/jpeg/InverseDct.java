package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.kernels.internal.Checks;

/// Dequantisation and the inverse cosine transform of 8×8 blocks: libjpeg's accurate integer method (`islow`), with the
/// overflows of libjpeg-turbo's SIMD code, so that damaged files give its pixels too.
///
/// *Computes.* A coefficient times its quantiser, in 16 bits that wrap. Then each column, then each row, by the method
/// of Loeffler, Ligtenberg and Moschytz (1989) with constants of 13 fraction bits in 32-bit integers; inputs 0 ± 4, 7 +
/// 3 and 5 + 1 are added in 16 bits that wrap. A column's results keep 2 fraction bits and saturate to 16 bits; if rows
/// 1 to 7 of a block are all zero, they are row 0 shifted left by 2, in 16 bits that wrap. A row's results are rounded
/// to integers, plus 128, and clipped to 0…255.
///
/// *Layout.* Blocks come in pairs of [#PAIR] shorts: 8 rows of 16, the first 8 coefficients of a row belong to the
/// upper block, the others to the lower one. A pair becomes 8 columns of a band: the upper block its rows 0 to 7, the
/// lower its rows 8 to 15. The quantisers of the two blocks are laid out the same way.
///
/// *Requires.* An extent for each block: the bitwise OR of the positions `8 * row + column` of its coefficients that
/// are not zero. It says what need not be computed.
public interface InverseDct {

    /// Coefficients of a pair of blocks.
    int PAIR = 128;

    /// Integers that a call needs for itself.
    int WORK = 2 * 16 * PAIR + 16;

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static InverseDct scalar() { return ScalarInverseDct.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static InverseDct simd() { return VectorInverseDct.INSTANCE; }

    /// Transforms pairs of blocks, and sets their coefficients and extents to 0 for the next ones.
    ///
    /// @param coefficients pair `p` begins at `128 * p`
    /// @param extents of pair `p`: those of its upper block at `2 * p` and its lower one at `2 * p + 1`
    /// @param first the first pair
    /// @param step from a pair to the next, at least 1
    /// @param count how many pairs
    /// @param quantisers 128 of them, 16 bits without sign
    /// @param band receives the samples
    /// @param to where the first pair's samples begin
    /// @param toStep shorts from a pair's samples to the next one's
    /// @param work [#WORK] integers of any value
    /// @throws IllegalArgumentException if arrays are too small
    void run(short[] coefficients, int[] extents, int first, int step, int count, short[] quantisers, short[] band,
            int to, int toStep, int[] work);

    /// What [#run] requires of its arguments.
    ///
    /// @param coefficients pair `p` begins at `128 * p`
    /// @param extents of pair `p`: those of its upper block at `2 * p` and its lower one at `2 * p + 1`
    /// @param first the first pair
    /// @param step from a pair to the next, at least 1
    /// @param count how many pairs
    /// @param quantisers 128 of them, 16 bits without sign
    /// @param band receives the samples
    /// @param to where the first pair's samples begin
    /// @param toStep shorts from a pair's samples to the next one's
    /// @param work [#WORK] integers of any value
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(short[] coefficients, int[] extents, int first, int step, int count, short[] quantisers,
            short[] band, int to, int toStep, int[] work) {
        if (step < 1 || toStep < PAIR || quantisers.length != PAIR || work.length < WORK) {
            throw new IllegalArgumentException("step must be at least 1, a step of the output and the quantisers "
                    + PAIR
                    + ", work at least " + WORK + ", found " + step + ", " + toStep + ", " + quantisers.length + " and "
                    + work.length);
        }
        if (count > 0) {
            long last = first + (count - 1L) * step;
            Checks.elements("coefficients", first * (long) PAIR, (last + 1) * PAIR, coefficients.length);
            Checks.elements("extents", first * 2L, (last + 1) * 2, extents.length);
            Checks.elements("band", to, to + (count - 1L) * toStep + PAIR, band.length);
        }
    }
}
