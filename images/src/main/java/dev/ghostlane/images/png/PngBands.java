package dev.ghostlane.images.png;

import dev.ghostlane.images.bands.Band;
import dev.ghostlane.images.bands.BandSource;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.png.BandColumns;

/// Makes red, green and blue of a PNG's rows, band by band. All rows up to the last that is wanted are unfiltered,
/// since each needs the one above it; those below are inflated, too, since a file that ends before them is refused.
final class PngBands implements BandSource {
    private final PngReader reader;
    private final BandColumns columns;
    private final Band band = new Band();

    /// Rows of pixels, where those of the file are others.
    private byte[] rgb = {};

    PngBands(PngReader reader, Kernels kernels) {
        this.reader = reader;
        columns = kernels.bandColumns();
    }

    @Override
    public Band band() { return band; }

    @Override
    public void decode(int history, int left, int right, int top, int bottom, Pixels pixels) {
        reader.begin();
        reader.beginRows(reader.width, ROWS);
        band.reserve(history + COLUMNS);
        for (int row = 0; row < reader.height; row += ROWS) {
            int rows = Math.min(ROWS, reader.height - row);
            reader.read(rows, row < bottom);
            if (row < bottom && row + ROWS > top) {
                hand(row, rows, history, left, right, pixels);
            }
            reader.keep(rows);
        }
    }

    private void hand(int row, int rows, int history, int left, int right, Pixels pixels) {
        boolean areRgb = reader.samples.areRgb();
        byte[] from = areRgb ? reader.rows() : rgb(rows);
        int at = areRgb ? reader.at(0) : 0;
        int stride = areRgb ? reader.stride() : 3 * reader.width;
        for (int x = left; x < right; x += COLUMNS) {
            int count = Math.min(COLUMNS, right - x);
            columns.run(from, at + 3 * x, stride, count, band.red(), band.green(), band.blue(), ROWS * history);
            pixels.take(row, x, count, x + count == right);
        }
    }

    private byte[] rgb(int rows) {
        int stride = 3 * reader.width;
        if (rgb.length < ROWS * stride) {
            rgb = new byte[ROWS * stride];
        }
        for (int row = 0; row < rows; row++) {
            reader.samples.rgb(reader.rows(), reader.at(row), reader.width, rgb, row * stride);
        }
        return rgb;
    }

    /// Bytes that rows of the file that is open take.
    static long memory(PngReader reader) {
        long row = reader.samples.bytes(reader.width) + 1;
        return (ROWS + 1) * row + (reader.samples.areRgb() ? 0 : 3L * ROWS * reader.width);
    }

    /// Gives up what is too much to be kept for the next file.
    void close() {
        if (rgb.length > PngReader.MOST_KEPT) {
            rgb = new byte[0];
        }
    }
}
