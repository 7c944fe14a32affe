package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;
import java.util.List;

/// Decodes JPEG files straight to a network's input. Keeps its memory for the next file. Not for several threads at
/// once.
///
/// All methods but [#close] throw [JpegException] if the file is damaged or of a kind that is not supported.
public final class JpegPixels implements AutoCloseable {

    /// Window, tables and pieces of bands; at most.
    private static final int FIXED_BYTES = 1 << 20;

    /// Of the components' bands and, where rows of MCUs are in pairs, of coefficients; at most.
    private static final int BYTES_PER_COLUMN = 512;

    private final JpegReader reader = new JpegReader();
    private final Bands bands;
    private final Resizer resizer;
    private final PixelNormalisation normalisation;
    private final Input input = new Input();
    private final float[] means = new float[PixelNormalisation.PATTERN];
    private final float[] deviations = new float[PixelNormalisation.PATTERN];

    /// Pixels by these kernels.
    public JpegPixels(Kernels kernels) {
        bands = new Bands(kernels);
        resizer = new Resizer(kernels, bands);
        normalisation = kernels.pixelNormalisation();
    }

    /// Reads the header of a file.
    public void open(byte[] file) { reader.open(file); }

    /// Pixels of a line.
    public int width() { return reader.width(); }

    /// Lines.
    public int height() { return reader.height(); }

    /// Bytes of coefficients that must be held because the file has them in several scans; 0 if it has them in one.
    public long coefficientBytes() { return reader.coefficientBytes(); }

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
        for (int i = 0; i < PixelNormalisation.PATTERN; i++) {
            means[i] = mean.get(i % 3);
            deviations[i] = deviation.get(i % 3);
        }
        input.position = position;
        input.width = (position.isOnItsSide ? down : across).count();
        input.height = (position.isOnItsSide ? across : down).count();
        input.nhwc = nhwc;
        input.offset = offset;
        reader.load();
        resizer.run(reader, across, down, position.isOnItsSide, input);
        reader.end();
        input.nhwc = null;
    }

    /// Where the rows of the result go.
    private final class Input implements Resizer.Rows {
        private Position position;
        private int width;
        private int height;
        private float[] nhwc;
        private int offset;

        @Override
        public void take(int row, short[] samples) {
            if (position.isReversedAcross) {
                reverse(samples, width);
            }
            normalisation.run(samples, 3 * width, means, deviations, nhwc,
                    offset + 3 * width * (position.isReversedDown ? height - 1 - row : row));
        }
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

    /// Gives up what is held of the file.
    @Override
    public void close() { reader.close(); }
}
