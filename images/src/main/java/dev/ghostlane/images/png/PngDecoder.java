package dev.ghostlane.images.png;

import dev.ghostlane.kernels.Kernels;

/// Decodes PNG files to rows of red, green and blue, one after the other, with the same memory. Not for several threads
/// at once.
public final class PngDecoder implements AutoCloseable {
    /// So much memory is used for rows, unless two take more.
    private static final int ROWS_BYTES = 1 << 18;

    private static final int MOST_ROWS = 16;

    private final Kernels kernels;
    private final PngReader reader;
    private byte[] rgb = {};

    /// Pixels by these kernels; all give the same.
    public PngDecoder(Kernels kernels) {
        this.kernels = kernels;
        reader = new PngReader(kernels);
    }

    /// The kernels that it was made for.
    public Kernels kernels() { return kernels; }

    /// Reads the header of a file.
    ///
    /// @param file the whole of it, not to be changed before [#close]
    /// @throws PngException if it is damaged
    public void open(byte[] file) { reader.open(file); }

    /// Pixels of a line.
    public int width() { return reader.width; }

    /// Lines.
    public int height() { return reader.height; }

    /// Colours and bits, for people.
    public String description() { return reader.samples + (reader.isInterlaced() ? ", interlaced" : ""); }

    /// Takes rows.
    public interface Rows {

        /// Takes pixels of a line.
        ///
        /// @param x column of the first one
        /// @param y the line
        /// @param step from its column to that of the second
        /// @param count how many
        /// @param rgb red, green and blue of each; to be copied
        /// @param at where the first one is
        void take(int x, int y, int step, int count, byte[] rgb, int at);
    }

    /// Decodes the file.
    ///
    /// @param target takes each pixel once; those of interlaced files in seven passes
    /// @throws PngException if the file is damaged
    public void decode(Rows target) {
        reader.begin();
        for (int[] pass : reader.passes()) {
            int count = PngReader.count(width(), pass[0], pass[2]);
            int lines = PngReader.count(height(), pass[1], pass[3]);
            if (count > 0 && lines > 0) {
                decode(pass, count, lines, target);
            }
        }
    }

    private void decode(int[] pass, int count, int lines, Rows target) {
        int most = Math.clamp(ROWS_BYTES / (reader.samples.bytes(count) + 1) - 1, 1, Math.min(MOST_ROWS, lines));
        reader.beginRows(count, most);
        boolean areRgb = reader.samples.areRgb();
        if (!areRgb && rgb.length < 3 * count) {
            rgb = new byte[3 * count];
        }
        for (int line = 0; line < lines; line += most) {
            int rows = Math.min(most, lines - line);
            reader.read(rows, true);
            for (int row = 0; row < rows; row++) {
                int y = pass[1] + (line + row) * pass[3];
                if (areRgb) {
                    target.take(pass[0], y, pass[2], count, reader.rows(), reader.at(row));
                } else {
                    reader.samples.rgb(reader.rows(), reader.at(row), count, rgb, 0);
                    target.take(pass[0], y, pass[2], count, rgb, 0);
                }
            }
            reader.keep(rows);
        }
    }

    /// Gives up the file.
    @Override
    public void close() { reader.close(); }
}
