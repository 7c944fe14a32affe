package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.jpeg.ColourSpace;
import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.png.Unfiltering;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;
import java.util.Arrays;

/// Kernels of photos that [PhotoBenchmark] runs: on a band of 16 rows of a photo 1920 pixels wide, or the rows of a
/// network's input that come of it. Their samples are 16 bits, so they are no [KitOperation]s. Another one is a line of
/// this list.
public enum PhotoOperation {

    /// The blocks of the luma.
    INVERSE_DCT {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            int pairs = PhotoOperands.WIDTH / 8;
            short[] coefficients = new short[of.coefficients.length];
            int[] extents = new int[2 * pairs];
            int[] work = new int[InverseDct.WORK];
            short[] quantisers = new short[InverseDct.PAIR];
            Arrays.fill(quantisers, (short) 7);
            return () -> {
                System.arraycopy(of.coefficients, 0, coefficients, 0, coefficients.length);
                Arrays.fill(extents, 0b11011);
                kernels.inverseDct().run(coefficients, extents, 0, 1, pairs, quantisers, of.output, 0,
                        InverseDct.PAIR, work);
            };
        }
    },

    /// The rows of a component of 4:2:0.
    CHROMA_ROWS {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            short[] near = new short[16];
            short[] far = new short[16];
            for (int row = 0; row < 16; row++) {
                near[row] = (short) (16 + (row - 1 >> 1));
                far[row] = (short) (near[row] + (row % 2 == 0 ? 1 : -1));
            }
            return () -> kernels.chromaUpsampling().rows(ChromaUpsampling.Rows.SUMS, of.green, of.blue, 0,
                    PhotoOperands.WIDTH / 2, near, far, of.output, 0);
        }
    },

    /// The columns of a component of 4:2:0.
    CHROMA_COLUMNS {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            return () -> kernels.chromaUpsampling().columns(ChromaUpsampling.Columns.TRIANGLE_OF_SUMS, of.green, 16,
                    PhotoOperands.WIDTH / 2, of.output, 0);
        }
    },

    /// YCbCr to RGB.
    COLOUR_CONVERSION {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            short[][] components = {of.red, of.green, of.blue};
            int[] from = new int[3];
            short[] red = new short[of.red.length];
            short[] green = new short[of.red.length];
            return () -> kernels.colourConversion().run(ColourSpace.YCC, components, from, PhotoOperands.WIDTH, red,
                    green, of.output, 0);
        }
    },

    /// A band becomes as narrow as the input.
    HORIZONTAL_RESAMPLING {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            Taps taps = PhotoOperands.taps();
            return () -> kernels.horizontalResampling().run(taps, 0, taps.count(), of.red, of.green, of.blue, 0,
                    of.output);
        }
    },

    /// Rows of the band's columns.
    BAND_ROWS {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            int length = 3 * PhotoOperands.taps().count();
            return () -> kernels.horizontalResampling().rows(of.red, 0, length, of.output, 0, length);
        }
    },

    /// A row of the input.
    VERTICAL_RESAMPLING {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            Taps taps = PhotoOperands.taps();
            int rows = taps.most();
            return () -> kernels.verticalResampling().run(taps, 100, 0, of.red, rows, 3 * taps.count(), of.output);
        }
    },

    /// The rows of a PNG's band, most of them with the filter that takes longest.
    UNFILTERING {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            int length = 3 * PhotoOperands.WIDTH;
            byte[] filtered = new byte[17 * (length + 1)];
            for (int i = 0; i < filtered.length; i++) {
                filtered[i] = (byte) (i % (length + 1) == 0 ? i / (length + 1) % 4 == 0 ? 3 : 4 : of.green[i] % 16);
            }
            byte[] data = new byte[filtered.length];
            short[] work = new short[Unfiltering.WORK];
            return () -> {
                System.arraycopy(filtered, 0, data, 0, data.length);
                kernels.unfiltering().run(data, length + 1, 16, length, 3, work);
                for (int i = 0; i < PhotoOperands.WIDTH; i++) {
                    of.output[i] = data[50 * i];
                }
            };
        }
    },

    /// Columns of the band's rows.
    BAND_COLUMNS {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            byte[] rows = new byte[48 * PhotoOperands.WIDTH];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (byte) of.green[i % of.green.length];
            }
            short[] red = new short[of.red.length];
            short[] green = new short[of.red.length];
            return () -> kernels.bandColumns().run(rows, 0, 3 * PhotoOperands.WIDTH, PhotoOperands.WIDTH, red, green,
                    of.output, 0);
        }
    },

    /// A row of the input becomes floats.
    PIXEL_NORMALISATION {
        @Override
        Runnable bind(Kernels kernels, PhotoOperands of) {
            float[] ones = new float[PixelNormalisation.PATTERN];
            Arrays.fill(ones, 0.4f);
            int length = 3 * PhotoOperands.taps().count();
            return () -> kernels.pixelNormalisation().run(of.red, length, ones, ones, of.floats, 0);
        }
    };

    /// Binds the kernel to operands, of which it writes `output` or `floats`.
    abstract Runnable bind(Kernels kernels, PhotoOperands of);
}
