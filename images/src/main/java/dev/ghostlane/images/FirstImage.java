package dev.ghostlane.images;

import java.io.IOException;

/// The first image of a file whose header has been read: what it is, and how its pixels are decoded. Each format has a
/// class that implements it.
interface FirstImage extends AutoCloseable {

    /// What the format is called.
    String format();

    /// Who decodes it.
    default String reader() { return "dev.ghostlane.images"; }

    /// Colours, bits and compression, as far as the header says.
    String colours();

    int width();

    int height();

    /// Bytes that the decoder holds for each pixel that is kept, beside three as RGB; 0 if it makes RGB at once.
    default int bytesPerPixel() { return 0; }

    /// Elements of the largest array that it makes for each pixel that is kept.
    default int elementsPerPixel() { return 3; }

    /// Bytes that the decoder holds beside that; they do not shrink with the result.
    default long workingMemory() throws IOException { return 0; }

    /// What takes the working memory.
    default String worksOn() { return ""; }

    /// Decodes it.
    ///
    /// @param period every so many pixels of every so many lines the one in the middle is kept
    /// @throws ImageException if something about it is not supported
    /// @throws IOException if it is damaged, as by runtime exceptions of all kinds
    RgbImage decode(int period) throws IOException;

    @Override
    default void close() throws IOException {}
}
