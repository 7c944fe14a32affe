package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ColourSpace;

/// Decodes JPEG files to pixels, one after the other, with the same memory. Not for several threads at once.
public final class JpegDecoder implements AutoCloseable {
    private final JpegReader reader = new JpegReader();
    private final Kernels kernels;
    private final Bands bands;

    /// Pixels by these kernels; all give the same.
    public JpegDecoder(Kernels kernels) {
        this.kernels = kernels;
        bands = new Bands(kernels);
    }

    /// The kernels that it was made for.
    public Kernels kernels() { return kernels; }

    /// Reads the header of a file.
    ///
    /// @param file the whole of it, not to be changed before [#close]
    /// @throws JpegException if it is damaged, or of a kind that is not supported
    public void open(byte[] file) { reader.open(file); }

    /// Pixels of a line.
    public int width() { return reader.width(); }

    /// Lines.
    public int height() { return reader.height(); }

    /// Components of a pixel: 1, 3 or 4.
    public int components() { return reader.components(); }

    /// Colours, sampling and process, for people.
    public String description() { return reader.description(); }

    /// Bytes that are held beside the pixels because the file has them in several scans; 0 if it has them in one.
    public long coefficientBytes() { return reader.coefficientBytes(); }

    /// Pixels of a side that are kept if every so many are.
    public static int kept(int side, int period) {
        int step = Math.min(side, period);
        return (side - (step - 1) / 2 + step - 1) / step;
    }

    /// Decodes the file.
    ///
    /// @param period every so many pixels of every so many lines the one in the middle is kept
    /// @return red, green and blue of each pixel that is kept, line by line
    /// @throws JpegException if the file is damaged
    public byte[] rgb(int period) {
        reader.load();
        int width = width();
        int columns = Math.min(width, period);
        int lines = Math.min(height(), period);
        int kept = kept(width, period);
        byte[] rgb = new byte[3 * kept * kept(height(), period)];
        decode((y, at, x, end) -> {
            if (y % lines != (lines - 1) / 2) {
                return;
            }
            int first = (columns - 1) / 2 + Math.ceilDiv(Math.max(0, x - (columns - 1) / 2), columns) * columns;
            put(rgb, 3 * (y / lines * kept + first / columns), at + Bands.ROWS * (first - x), Bands.ROWS * columns,
                    at + Bands.ROWS * (end - x));
        });
        return rgb;
    }

    private void put(byte[] rgb, int to, int from, int step, int end) {
        short[] red = bands.red;
        short[] green = bands.green;
        short[] blue = bands.blue;
        for (int i = from, k = to; i < end; i += step, k += 3) {
            rgb[k] = (byte) red[i];
            rgb[k + 1] = (byte) green[i];
            rgb[k + 2] = (byte) blue[i];
        }
    }

    /// Decodes the samples of the file.
    ///
    /// @param ycc whether three components become red, green and blue from YCbCr, whatever the file says of them; else
    ///        all are as they are stored
    /// @return the samples of each pixel, line by line
    /// @throws JpegException if the file is damaged
    public byte[] samples(boolean ycc) {
        reader.load(ycc ? ColourSpace.YCC : null);
        int count = components();
        int width = width();
        byte[] samples = new byte[count * width * height()];
        decode((y, at, x, end) -> {
            int to = count * (y * width + x);
            for (int i = x; i < end; i++) {
                int from = at + Bands.ROWS * (i - x);
                for (int c = 0; c < count; c++) {
                    samples[to++] = (byte) (ycc
                            ? (c == 0 ? bands.red : c == 1 ? bands.green : bands.blue)[from]
                            : bands.components[c][bands.from[c] + from]);
                }
            }
        });
        return samples;
    }

    /// Takes a part of a line.
    private interface Line {

        /// @param y which line
        /// @param at where in a band its first pixel is
        /// @param x the first pixel
        /// @param end one past the last one
        void take(int y, int at, int x, int end);
    }

    private void decode(Line line) {
        int height = height();
        bands.decode(reader, 0, 0, width(), 0, height, (row, column, columns, _) -> {
            for (int i = Math.max(0, -row); i < Math.min(Bands.ROWS, height - row); i++) {
                line.take(row + i, i, column, column + columns);
            }
        });
        reader.end();
    }

    /// Gives up the file.
    @Override
    public void close() { reader.close(); }
}
