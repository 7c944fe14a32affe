package dev.ghostlane.images.bands;

/// A photo that is decoded in bands, each some columns at a time.
///
/// Sample (row `r`, column `x`) of a band is at `16 * x + r`, see [dev.ghostlane.kernels.resample].
public interface BandSource {

    /// Rows of a band.
    int ROWS = 16;

    /// Most columns that are handed over at a time: a multiple of all ratios of sampling.
    int COLUMNS = 120;

    /// The colours of the columns that were handed over last, after room for columns before them.
    Band band();

    /// Decodes the pixels of a rectangle, and perhaps some more at its left.
    ///
    /// @param history room for so many columns before those that are handed over
    /// @param left the rectangle's first column
    /// @param right one past its last column
    /// @param top its first row
    /// @param bottom one past its last row
    void decode(int history, int left, int right, int top, int bottom, Pixels pixels);

    /// What is done with the pixels.
    interface Pixels {

        /// Takes some columns of a band, from left to right.
        ///
        /// @param row first row of the band; rows that are not in the image are not to be used
        /// @param column the first column, which begins at `16 * history` in the band's colours
        /// @param columns how many
        /// @param isLast whether it is the last call for the band
        void take(int row, int column, int columns, boolean isLast);
    }
}
