package dev.ghostlane.images.jpeg;

import static dev.ghostlane.images.bands.BandSource.COLUMNS;
import static dev.ghostlane.images.bands.BandSource.ROWS;

import dev.ghostlane.images.bands.Band;
import dev.ghostlane.images.bands.BandDecoder;
import dev.ghostlane.images.bands.BandInput;
import dev.ghostlane.images.bands.BandSource;
import dev.ghostlane.images.bands.Position;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ColourSpace;
import dev.ghostlane.kernels.jpeg.RgbRows;
import dev.ghostlane.kernels.resample.Taps;
import java.util.List;

/// Decodes JPEG files to pixels or straight to a network's input, one after the other, with the same memory. Not for
/// several threads at once.
///
/// All methods but [#close] throw [JpegException] if the file is damaged or of a kind that is not supported.
public final class JpegDecoder implements BandDecoder {

    /// Window, tables and pieces of bands; at most.
    private static final int FIXED_BYTES = 1 << 20;

    /// Of the components' bands and, where rows of MCUs are in pairs, of coefficients; at most.
    private static final int BYTES_PER_COLUMN = 512;

    private final JpegReader reader = new JpegReader();
    private final Kernels kernels;
    private final Bands bands;
    private final Source source = new Source();

    /// What only inputs need; null before the first one.
    private BandInput input;

    /// What only pixels need.
    private int[] work = {};

    /// Pixels by these kernels; all give the same.
    public JpegDecoder(Kernels kernels) {
        this.kernels = kernels;
        bands = new Bands(kernels);
    }

    @Override
    public Kernels kernels() { return kernels; }

    @Override
    public void open(byte[] file) { reader.open(file); }

    @Override
    public int width() { return reader.width(); }

    @Override
    public int height() { return reader.height(); }

    /// Components of a pixel: 1, 3 or 4.
    public int components() { return reader.components(); }

    /// Colours, sampling and process, for people.
    public String description() { return reader.description(); }

    /// Bytes of coefficients, which the file may have in several scans; 0 if it has them in one.
    @Override
    public long heldBytes() { return reader.coefficientBytes(); }

    /// Pixels of a side that are kept if every so many are.
    public static int kept(int side, int period) {
        int step = Math.min(side, period);
        return (side - (step - 1) / 2 + step - 1) / step;
    }

    /// Decodes the file to pixels.
    ///
    /// @param period every so many pixels of every so many lines the one in the middle is kept
    /// @return red, green and blue of each pixel that is kept, line by line
    public byte[] rgb(int period) {
        reader.load();
        return period == 1 ? all() : some(period);
    }

    private byte[] all() {
        int width = width();
        int height = height();
        byte[] rgb = new byte[3 * width * height];
        RgbRows rows = kernels.rgbRows();
        work = work.length == 0 ? new int[RgbRows.work(COLUMNS)] : work;
        decode((row, column, columns, _) -> {
            int begin = Math.max(0, -row);
            rows.run(bands.band.red(), bands.band.green(), bands.band.blue(), 0, columns, begin,
                    Math.min(ROWS, height - row), rgb,
                    3 * ((row + begin) * width + column), 3 * width, work);
        });
        return rgb;
    }

    private byte[] some(int period) {
        int columns = Math.min(width(), period);
        int lines = Math.min(height(), period);
        int kept = kept(width(), period);
        byte[] rgb = new byte[3 * kept * kept(height(), period)];
        decodeLines((y, at, x, end) -> {
            if (y % lines != (lines - 1) / 2) {
                return;
            }
            int first = (columns - 1) / 2 + Math.ceilDiv(Math.max(0, x - (columns - 1) / 2), columns) * columns;
            int to = 3 * (y / lines * kept + first / columns);
            short[] red = bands.band.red();
            short[] green = bands.band.green();
            short[] blue = bands.band.blue();
            for (int i = at + ROWS * (first - x); i < at + ROWS * (end - x); i += ROWS * columns) {
                rgb[to++] = (byte) red[i];
                rgb[to++] = (byte) green[i];
                rgb[to++] = (byte) blue[i];
            }
        });
        return rgb;
    }

    /// Decodes the samples of the file.
    ///
    /// @param ycc whether three components become red, green and blue from YCbCr, whatever the file says of them; else
    ///        all are as they are stored
    /// @return the samples of each pixel, line by line
    public byte[] samples(boolean ycc) {
        reader.load(ycc ? ColourSpace.YCC : null);
        int count = components();
        int width = width();
        byte[] samples = new byte[count * width * height()];
        decodeLines((y, at, x, end) -> {
            int to = count * (y * width + x);
            short[] red = bands.band.red();
            short[] green = bands.band.green();
            short[] blue = bands.band.blue();
            for (int i = x; i < end; i++) {
                int from = at + ROWS * (i - x);
                for (int c = 0; c < count; c++) {
                    samples[to++] = (byte) (ycc
                            ? (c == 0 ? red : c == 1 ? green : blue)[from]
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

    private void decodeLines(Line line) {
        int height = height();
        decode((row, column, columns, _) -> {
            for (int i = Math.max(0, -row); i < Math.min(ROWS, height - row); i++) {
                line.take(row + i, i, column, column + columns);
            }
        });
    }

    private void decode(BandSource.Pixels pixels) {
        bands.decode(reader, 0, 0, width(), 0, height(), pixels);
        reader.end();
    }

    @Override
    public boolean isInBands(long limit) { return true; }

    @Override
    public long memory(Taps across, Taps down, boolean isOnItsSide) {
        long columns = across.end(across.count() - 1) - across.first()[0];
        return FIXED_BYTES + BYTES_PER_COLUMN * columns + BandInput.memory(across, down, isOnItsSide);
    }

    @Override
    public void input(Taps across, Taps down, Position position, List<Float> mean, List<Float> deviation, float[] nhwc,
            int offset) {
        if (input == null) {
            input = new BandInput(kernels);
        }
        reader.load();
        input.run(source, across, down, position, mean, deviation, nhwc, offset);
        reader.end();
    }

    /// The bands of the file that is open.
    private final class Source implements BandSource {

        @Override
        public Band band() { return bands.band; }

        @Override
        public void decode(int history, int left, int right, int top, int bottom, Pixels pixels) {
            bands.decode(reader, history, left, right, top, bottom, pixels);
        }
    }

    @Override
    public void close() { reader.close(); }
}
