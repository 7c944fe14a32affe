package dev.ghostlane.images;

/// Pixels of an image on their way to RGB, of which every so many of every so many lines are kept: those in the middle.
final class Pixels {
    private final int width;
    private final int columns;
    private final int lines;
    private final int keptWidth;
    private final int keptHeight;
    private final byte[] rgb;

    /// @param period every so many are kept, of a side that is shorter one
    Pixels(int width, int height, int period) {
        this.width = width;
        columns = Math.min(period, width);
        lines = Math.min(period, height);
        keptWidth = kept(width, columns);
        keptHeight = kept(height, lines);
        rgb = new byte[3 * keptWidth * keptHeight];
    }

    private static int kept(int side, int period) { return (side - (period - 1) / 2 + period - 1) / period; }

    /// Gives the colour of a pixel of a line.
    @FunctionalInterface
    interface Line {
        /// @param index of the pixel, from 0 where the line begins
        /// @return its colour as 0xRRGGBB
        int colour(int index);
    }

    /// Whether anything of a line is kept.
    boolean wants(int y) { return y % lines == (lines - 1) / 2 && y / lines < keptHeight; }

    /// Takes a line, or a part of one.
    ///
    /// @param x where it begins
    /// @param count its pixels; those that stand out on the right are left out
    void put(int x, int y, int count, Line line) {
        if (!wants(y)) {
            return;
        }
        int first = (columns - 1) / 2;
        int column = Math.max(0, Math.ceilDiv(x - first, columns));
        int at = 3 * (y / lines * keptWidth + column);
        for (int from = first + column * columns; from < Math.min(x + count, width); from += columns) {
            int colour = line.colour(from - x);
            rgb[at++] = (byte) (colour >> 16);
            rgb[at++] = (byte) (colour >> 8);
            rgb[at++] = (byte) colour;
        }
    }

    /// Takes pixels of a line.
    ///
    /// @param x column of the first one
    /// @param step from its column to that of the second
    /// @param count how many
    /// @param from red, green and blue of each
    /// @param at where the first one is
    void put(int x, int y, int step, int count, byte[] from, int at) {
        if (!wants(y)) {
            return;
        }
        int line = y / lines * keptWidth;
        if (columns == 1 && step == 1) {
            System.arraycopy(from, at, rgb, 3 * (line + x), 3 * count);
            return;
        }
        for (int i = 0; i < count; i++) {
            int column = x + i * step;
            if (column % columns == (columns - 1) / 2) {
                System.arraycopy(from, at + 3 * i, rgb, 3 * (line + column / columns), 3);
            }
        }
    }

    RgbImage image() { return new RgbImage(keptWidth, keptHeight, rgb); }
}
