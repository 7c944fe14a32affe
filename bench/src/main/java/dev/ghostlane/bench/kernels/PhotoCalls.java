package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.jpeg.ColourSpace;
import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.jpeg.RgbRows;
import dev.ghostlane.kernels.png.Unfiltering;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.resample.Taps;
import java.util.Arrays;

/// Calls of kernels of photos for [KitOperation]: on a band of 16 rows of a photo 1920 pixels wide, or the rows of a
/// network's input that come of it. The cases of the kernel test kit would time how their floats become samples of 16
/// bits as well.
final class PhotoCalls {

    private PhotoCalls() {}

    /// Binds a kernel to operands, of which it writes `output`, `bytes` or `floats`.
    @FunctionalInterface
    interface Call {
        Runnable bind(Kernels kernels, PhotoOperands of);
    }

    /// A call whose result is compared as floats, which a first run fills.
    static KernelBenchmark.Bound bind(String what, Call call, Kernels kernels) {
        PhotoOperands operands = new PhotoOperands();
        Runnable bound = call.bind(kernels, operands);
        bound.run();
        int samples = operands.output.length + operands.bytes.length;
        float[] result = new float[samples + operands.floats.length];
        for (int i = 0; i < samples; i++) {
            result[i] = i < operands.output.length ? operands.output[i] : operands.bytes[i - operands.output.length];
        }
        System.arraycopy(operands.floats, 0, result, samples, operands.floats.length);
        return new KernelBenchmark.Bound(what, result, KernelCall.moving(bound), operands.output.length);
    }

    /// The blocks of the luma.
    static Runnable inverseDct(Kernels kernels, PhotoOperands of) {
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

    /// The rows of a component of 4:2:0.
    static Runnable chromaRows(Kernels kernels, PhotoOperands of) {
        short[] near = new short[16];
        short[] far = new short[16];
        for (int row = 0; row < 16; row++) {
            near[row] = (short) (16 + (row - 1 >> 1));
            far[row] = (short) (near[row] + (row % 2 == 0 ? 1 : -1));
        }
        return () -> kernels.chromaUpsampling().rows(ChromaUpsampling.Rows.SUMS, of.green, of.blue, 0,
                PhotoOperands.WIDTH / 2, near, far, of.output, 0);
    }

    /// The columns of a component of 4:2:0.
    static Runnable chromaColumns(Kernels kernels, PhotoOperands of) {
        return () -> kernels.chromaUpsampling().columns(ChromaUpsampling.Columns.TRIANGLE_OF_SUMS, of.green, 16,
                PhotoOperands.WIDTH / 2, of.output, 0);
    }

    /// YCbCr to RGB.
    static Runnable colourConversion(Kernels kernels, PhotoOperands of) {
        short[][] components = {of.red, of.green, of.blue};
        int[] from = new int[3];
        short[] red = new short[of.red.length];
        short[] green = new short[of.red.length];
        return () -> kernels.colourConversion().run(ColourSpace.YCC, components, from, PhotoOperands.WIDTH, red,
                green, of.output, 0);
    }

    /// Rows of pixels, of 120 columns at a time.
    static Runnable rgbRows(Kernels kernels, PhotoOperands of) {
        int[] work = new int[RgbRows.work(120)];
        return () -> {
            for (int x = 0; x < PhotoOperands.WIDTH; x += 120) {
                kernels.rgbRows().run(of.red, of.green, of.blue, 16 * x, 120, 0, 16, of.bytes, 3 * x,
                        3 * PhotoOperands.WIDTH, work);
            }
        };
    }

    /// A band becomes as narrow as the input.
    static Runnable horizontalResampling(Kernels kernels, PhotoOperands of) {
        Taps taps = PhotoOperands.taps();
        return () -> kernels.horizontalResampling().run(taps, 0, taps.count(), of.red, of.green, of.blue, 0,
                of.output);
    }

    /// Rows of the band's columns.
    static Runnable bandRows(Kernels kernels, PhotoOperands of) {
        int length = 3 * PhotoOperands.taps().count();
        return () -> kernels.horizontalResampling().rows(of.red, 0, length, of.output, 0, length);
    }

    /// A row of the input.
    static Runnable verticalResampling(Kernels kernels, PhotoOperands of) {
        Taps taps = PhotoOperands.taps();
        int rows = taps.most();
        return () -> kernels.verticalResampling().run(taps, 100, 0, of.red, rows, 3 * taps.count(), of.output);
    }

    /// The rows of a PNG's band, most of them with the filter that takes longest.
    static Runnable unfiltering(Kernels kernels, PhotoOperands of) {
        int length = 3 * PhotoOperands.WIDTH;
        byte[] filtered = new byte[of.bytes.length];
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = (byte) (i % (length + 1) == 0
                    ? i / (length + 1) % 4 == 0 ? 3 : 4
                    : of.green[i % of.green.length] % 16);
        }
        short[] work = new short[Unfiltering.WORK];
        return () -> {
            System.arraycopy(filtered, 0, of.bytes, 0, filtered.length);
            kernels.unfiltering().run(of.bytes, length + 1, 16, length, 3, work);
        };
    }

    /// Columns of the band's rows.
    static Runnable bandColumns(Kernels kernels, PhotoOperands of) {
        byte[] rows = new byte[48 * PhotoOperands.WIDTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) of.green[i % of.green.length];
        }
        short[] red = new short[of.red.length];
        short[] green = new short[of.red.length];
        return () -> kernels.bandColumns().run(rows, 0, 3 * PhotoOperands.WIDTH, PhotoOperands.WIDTH, red, green,
                of.output, 0);
    }

    /// A row of the input becomes floats.
    static Runnable pixelNormalisation(Kernels kernels, PhotoOperands of) {
        float[] ones = new float[PixelNormalisation.PATTERN];
        Arrays.fill(ones, 0.4f);
        int length = 3 * PhotoOperands.taps().count();
        return () -> kernels.pixelNormalisation().run(of.red, length, ones, ones, of.floats, 0);
    }
}
