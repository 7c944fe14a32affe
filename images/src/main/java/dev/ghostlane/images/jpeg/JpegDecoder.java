package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ColourSpace;
import dev.ghostlane.kernels.jpeg.RgbRows;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;
import java.util.List;

/// Decodes JPEG files to pixels or straight to a network's input, one after the other, with the same memory. Not for
/// several threads at once.
///
/// All methods but [#close] throw [JpegException] if the file is damaged or of a kind that is not supported.
public final class JpegDecoder implements AutoCloseable {

    /// Window, tables and pieces of bands; at most.
    private static final int FIXED_BYTES = 1 << 20;

    /// Of the components' bands and, where rows of MCUs are in pairs, of coefficients; at most.
    private static final int BYTES_PER_COLUMN = 512;

    private final JpegReader reader = new JpegReader();
    private final Kernels kernels;
    private final Bands bands;

    /// What only inputs need; null before the first one.
    private Input input;

    /// What only pixels need.
    private int[] work = {};

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
    public void open(byte[] file) { reader.open(file); }

    /// Pixels of a line.
    public int width() { return reader.width(); }

    /// Lines.
    public int height() { return reader.height(); }

    /// Components of a pixel: 1, 3 or 4.
    public int components() { return reader.components(); }

    /// Colours, sampling and process, for people.
    public String description() { return reader.description(); }

    /// Bytes that are held beside the result because the file has its coefficients in several scans; 0 if it has them
    /// in one.
    public long coefficientBytes() { return reader.coefficientBytes(); }

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
        work = work.length == 0 ? new int[RgbRows.work(Bands.COLUMNS)] : work;
        decode((row, column, columns, _) -> {
            int begin = Math.max(0, -row);
            rows.run(bands.red, bands.green, bands.blue, 0, columns, begin, Math.min(Bands.ROWS, height - row), rgb,
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
            for (int i = at + Bands.ROWS * (first - x); i < at + Bands.ROWS * (end - x); i += Bands.ROWS * columns) {
                rgb[to++] = (byte) bands.red[i];
                rgb[to++] = (byte) bands.green[i];
                rgb[to++] = (byte) bands.blue[i];
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

    private void decodeLines(Line line) {
        int height = height();
        decode((row, column, columns, _) -> {
            for (int i = Math.max(0, -row); i < Math.min(Bands.ROWS, height - row); i++) {
                line.take(row + i, i, column, column + columns);
            }
        });
    }

    private void decode(Bands.Pixels pixels) {
        bands.decode(reader, 0, 0, width(), 0, height(), pixels);
        reader.end();
    }

    /// How a photo lies in the file.
    ///
    /// @param isOnItsSide whether the photo's rows are the file's columns
    /// @param isReversedAcross whether the photo's columns come from right to left, or from the bottom to the top
    /// @param isReversedDown the same of its rows
    public record Position(boolean isOnItsSide, boolean isReversedAcross, boolean isReversedDown) {}

    /// Most bytes that [#input] takes beside coefficients and the result.
    public static long memory(Taps across, Taps down, boolean isOnItsSide) {
        long columns = across.end(across.count() - 1) - across.first()[0];
        return FIXED_BYTES + BYTES_PER_COLUMN * columns
                + Short.BYTES * 3L * (isOnItsSide ? columns : across.count()) * (down.most() + 3 * Bands.ROWS);
    }

    /// Decodes the file that was opened, resizes, crops and normalises.
    ///
    /// @param across how the result comes from the file's columns
    /// @param down how it comes from the file's rows
    /// @param position how the photo lies in the file; outputs of taps are counted as the file's columns and rows are
    /// @param mean of red, green and blue
    /// @param deviation of red, green and blue
    /// @param nhwc receives the result
    /// @param offset index of its first float
    public void input(Taps across, Taps down, Position position, List<Float> mean, List<Float> deviation, float[] nhwc,
            int offset) {
        if (input == null) {
            input = new Input(kernels, bands);
        }
        reader.load();
        input.run(reader, across, down, position, mean, deviation, nhwc, offset);
        reader.end();
    }

    /// Where the rows of the resized photo go.
    private static final class Input implements Resizer.Rows {
        private final Resizer resizer;
        private final PixelNormalisation normalisation;
        private final float[] means = new float[PixelNormalisation.PATTERN];
        private final float[] deviations = new float[PixelNormalisation.PATTERN];
        private Position position;
        private int width;
        private int height;
        private float[] nhwc;
        private int offset;

        Input(Kernels kernels, Bands bands) {
            resizer = new Resizer(kernels, bands);
            normalisation = kernels.pixelNormalisation();
        }

        void run(Coefficients source, Taps across, Taps down, Position position, List<Float> mean,
                List<Float> deviation, float[] nhwc, int offset) {
            for (int i = 0; i < PixelNormalisation.PATTERN; i++) {
                means[i] = mean.get(i % 3);
                deviations[i] = deviation.get(i % 3);
            }
            this.position = position;
            width = (position.isOnItsSide ? down : across).count();
            height = (position.isOnItsSide ? across : down).count();
            this.nhwc = nhwc;
            this.offset = offset;
            resizer.run(source, across, down, position.isOnItsSide, this);
            this.nhwc = null;
        }

        @Override
        public void take(int row, short[] samples) {
            if (position.isReversedAcross) {
                reverse(samples, width);
            }
            normalisation.run(samples, 3 * width, means, deviations, nhwc,
                    offset + 3 * width * (position.isReversedDown ? height - 1 - row : row));
        }

        private static void reverse(short[] samples, int width) {
            for (int x = 0; x < width / 2; x++) {
                for (int colour = 0; colour < 3; colour++) {
                    int left = 3 * x + colour;
                    int right = 3 * (width - 1 - x) + colour;
                    short kept = samples[left];
                    samples[left] = samples[right];
                    samples[right] = kept;
                }
            }
        }
    }

    /// Gives up what is held of the file.
    @Override
    public void close() { reader.close(); }
}
