package dev.ghostlane.images.png;

import dev.ghostlane.images.bands.BandDecoder;
import dev.ghostlane.images.bands.BandInput;
import dev.ghostlane.images.bands.BandSource;
import dev.ghostlane.images.bands.Position;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.Taps;
import java.util.List;

/// Decodes PNG files to rows of red, green and blue or straight to a network's input, one after the other, with the
/// same memory. Not for several threads at once.
///
/// All methods but [#close] throw [PngException] if the file is damaged.
public final class PngDecoder implements BandDecoder {
    /// What is used to inflate, tables and pieces of bands; at most.
    private static final int FIXED_BYTES = 1 << 19;

    private final Kernels kernels;
    private final PngReader reader;
    private byte[] rgb = {};

    /// What only inputs need; null before the first one.
    private PngBands bands;
    private BandInput input;

    /// Pixels by these kernels; all give the same.
    public PngDecoder(Kernels kernels) {
        this.kernels = kernels;
        reader = new PngReader(kernels);
    }

    @Override
    public Kernels kernels() { return kernels; }

    @Override
    public void open(byte[] file) { reader.open(file); }

    @Override
    public int width() { return reader.width; }

    @Override
    public int height() { return reader.height; }

    /// Colours and bits, for people.
    public String description() { return reader.samples + (reader.isInterlaced() ? ", interlaced" : ""); }

    /// Before memory is taken for the pixels: whether the file can hold as many as its header says.
    public void requireData() { reader.requireData(); }

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
    public void decode(Rows target) {
        reader.requireData();
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
        int most = Math.clamp(PngReader.MOST_KEPT / (reader.samples.bytes(count) + 1) - 1, 1,
                Math.min(BandSource.ROWS, lines));
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

    /// Not interlaced files, whose last rows may come first, nor those of fewer rows than a band.
    @Override
    public boolean isInBands(long limit) {
        return !reader.isInterlaced() && height() >= BandSource.ROWS && PngBands.memory(reader) <= limit;
    }

    @Override
    public long heldBytes() { return 0; }

    @Override
    public long memory(Taps across, Taps down, boolean isOnItsSide) {
        reader.requireData();
        return FIXED_BYTES + PngBands.memory(reader) + BandInput.memory(across, down, isOnItsSide);
    }

    @Override
    public void input(Taps across, Taps down, Position position, List<Float> mean, List<Float> deviation, float[] nhwc,
            int offset) {
        reader.requireData();
        if (input == null) {
            bands = new PngBands(reader, kernels);
            input = new BandInput(kernels);
        }
        input.run(bands, across, down, position, mean, deviation, nhwc, offset);
    }

    /// Gives up what is held outside of the heap. It decodes no file after that.
    public void end() { reader.end(); }

    @Override
    public void close() {
        reader.close();
        if (bands != null) {
            bands.close();
        }
    }
}
