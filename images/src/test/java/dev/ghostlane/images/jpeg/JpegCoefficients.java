package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// The coefficients of a whole file, as a reader gives them.
final class JpegCoefficients {
    private static final int BLOCK = 64;

    private JpegCoefficients() {}

    /// Where the blocks of an MCU go: two to a pair.
    static int[] places(Frame frame) {
        int[] places = new int[frame.components().stream().mapToInt(c -> c.horizontal() * c.vertical()).sum()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i / 2 * 2 * BLOCK + i % 2 * 8;
        }
        return places;
    }

    /// Shorts of an MCU.
    static int step(Frame frame) { return (places(frame).length + 1) / 2 * 2 * BLOCK; }

    /// Reads a file, a row of MCUs at a time, and what follows its last scan.
    ///
    /// @return the coefficients of the MCUs, then the extents of their blocks
    static int[] read(JpegReader reader, byte[] file) {
        reader.open(file);
        reader.load();
        Frame frame = reader.frame();
        int step = step(frame);
        reader.begin(places(frame), step);
        int row = frame.across() * step;
        int[] all = new int[frame.down() * (row + row / BLOCK)];
        short[] coefficients = new short[row];
        int[] extents = new int[row / BLOCK];
        int at = 0;
        for (int y = 0; y < frame.down(); y++) {
            Arrays.fill(coefficients, (short) 0);
            reader.read(frame.across(), coefficients, extents, 0);
            for (short coefficient : coefficients) {
                all[at++] = coefficient;
            }
            for (int extent : extents) {
                all[at++] = extent;
            }
        }
        reader.end();
        return all;
    }
}
