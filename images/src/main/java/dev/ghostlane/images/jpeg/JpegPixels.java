package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;

/// Decodes JPEG files to pixels, or straight to a network's input. Keeps its memory for the next file. Not for several
/// threads at once.
public final class JpegPixels {

    private static final int ROWS = Bands.ROWS;

    private final Bands bands;
    private final Resizer resizer;
    private final PixelNormalisation normalisation;
    private final float[] mean = new float[PixelNormalisation.PATTERN];
    private final float[] deviation = new float[PixelNormalisation.PATTERN];

    /// Pixels by these kernels.
    public JpegPixels(Kernels kernels) {
        bands = new Bands(kernels);
        resizer = new Resizer(kernels, bands);
        normalisation = kernels.pixelNormalisation();
    }

    /// Decodes all pixels.
    ///
    /// @param rgb receives red, green and blue of each pixel, row by row
    void decode(Coefficients source, byte[] rgb) {
        int width = source.frame().width();
        int height = source.frame().height();
        bands.decode(source, 0, 0, width, 0, height, (row, column, columns, isLast) -> {
            for (int i = row < 0 ? -row : 0; i < Math.min(ROWS, height - row); i++) {
                int to = 3 * ((row + i) * width + column);
                for (int x = i; x < ROWS * columns; x += ROWS, to += 3) {
                    rgb[to] = (byte) bands.red[x];
                    rgb[to + 1] = (byte) bands.green[x];
                    rgb[to + 2] = (byte) bands.blue[x];
                }
            }
        });
    }

    /// Decodes, resizes, crops.
    void crop(Coefficients source, Taps across, Taps down, boolean side, Resizer.Rows rows) {
        resizer.run(source, across, down, side, rows);
    }
}
