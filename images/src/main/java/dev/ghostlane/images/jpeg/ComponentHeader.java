package dev.ghostlane.images.jpeg;

/// A component as the frame header describes it, and its place in the image. Filled for file after file.
final class ComponentHeader {
    int id;
    int quantisationNumber;
    int horizontal;
    int vertical;

    /// Blocks that belong to the image; MCUs may have more.
    int blocksWide;
    int blocksHigh;

    /// Huffman tables of the scan that is being read.
    int dcTable;
    int acTable;

    /// The quantisation table that was in force when the first scan of the component began, in natural order; later
    /// ones do not count. Zeros if there is no scan.
    final short[] quantisation = new short[64];
    boolean isQuantised;
}
