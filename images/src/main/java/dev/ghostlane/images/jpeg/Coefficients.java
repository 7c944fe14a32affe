package dev.ghostlane.images.jpeg;

/// The coefficients of one file, MCU by MCU from left to right and top to bottom. In each MCU there is component after
/// component, and each one's blocks row by row, as in a scan of all components, however the file stores them.
interface Coefficients {

    /// What the header says.
    Frame frame();

    /// Begins at the first MCU.
    ///
    /// @param blocks for each block of an MCU where its coefficients go, counted from where the MCU's begin
    /// @param step shorts from where an MCU's coefficients begin to where the next one's do
    void begin(int[] blocks, int step);

    /// Reads the next MCUs, none beyond the end of a row. Coefficient (row, column) of block `b` of the MCU `i` goes to
    /// `at + i * step + blocks[b] + 16 * row + column`: two blocks make a pair, see
    /// [dev.ghostlane.kernels.jpeg.InverseDct]. Coefficients are not dequantised; their lower 16 bits count.
    ///
    /// @param coefficients all zeros before
    /// @param extents receives for each block the bitwise OR of the positions `8 * row + column` of all its
    ///        coefficients that are not zero; the block at `p` has its at `2 * (p / 128) + p / 8 % 2`
    void read(int mcus, short[] coefficients, int[] extents, int at);

    /// Passes over the next MCUs; these may be many rows.
    void skip(int mcus);

    /// Passes over all MCUs that are left.
    void skipRest(int mcus);
}
