package dev.ghostlane.images;

import dev.ghostlane.kernels.resample.Taps;
import java.util.Arrays;
import java.util.Objects;

/// Resizes images as Pillow does, to the same bytes.
///
/// *Computes* every line, then every column, as a weighted sum of the pixels under the filter, which widens
/// when the image shrinks (antialiasing); `ResampleAxis` has the weights. Sums are in 32-bit integers: the
/// products with 22 fraction bits, plus one half, shifted right, clipped to 0…255. Between the two passes
/// there are 8 bits. A pass that would not change the size is skipped.
///
/// Only pixels that the wanted rectangle depends on are computed; those are independent of the others.
public final class Resize {
    private static final int HALF = 1 << Taps.FRACTION_BITS - 1;

    private Resize() {}

    /// Resizes an image.
    ///
    /// @param image an image of any size; not changed
    /// @param width columns of the resized image, at least 1
    /// @param height lines of the resized image, at least 1
    /// @param resampling the filter
    /// @return `width × height` pixels, Pillow's to the bit
    /// @throws IllegalArgumentException if a size is below 1, or the result does not fit an array
    public static RgbImage resize(RgbImage image, int width, int height, Resampling resampling) {
        return resize(image, width, height, resampling, 0, 0, width, height);
    }

    /// Resizes an image to `width × height` and cuts a rectangle out of the result.
    ///
    /// @param image an image of any size; not changed
    /// @param width columns of the resized image, at least 1
    /// @param height lines of the resized image, at least 1
    /// @param resampling the filter
    /// @param left first column of the rectangle
    /// @param top first line of the rectangle
    /// @param cropWidth columns of the rectangle, at least 1
    /// @param cropHeight lines of the rectangle, at least 1
    /// @return `cropWidth × cropHeight` pixels, the bits of the whole image's; only they are computed
    /// @throws IllegalArgumentException if a size is below 1, the rectangle is not inside the result, or it
    ///         does not fit an array
    public static RgbImage resize(RgbImage image, int width, int height, Resampling resampling, int left,
            int top, int cropWidth, int cropHeight) {
        Objects.requireNonNull(resampling, "resampling");
        if (width < 1 || height < 1 || cropWidth < 1 || cropHeight < 1) {
            throw new IllegalArgumentException("sizes must be at least 1, found " + cropWidth + "×"
                    + cropHeight + " of " + width + "×" + height);
        }
        if (left < 0 || top < 0 || left > width - cropWidth || top > height - cropHeight) {
            throw new IllegalArgumentException("the rectangle must be inside " + width + "×" + height
                    + ", found " + cropWidth + "×" + cropHeight + " at (" + left + ", " + top + ")");
        }
        if ((long) cropHeight * cropWidth > RgbImage.MAX_PIXELS) {
            throw new IllegalArgumentException("resizing " + image + " to " + cropWidth + "×" + cropHeight
                    + " needs more pixels than an array can hold");
        }
        Lines lines = new Lines(image, left, cropWidth, width == image.width()
                ? null
                : ResampleAxis.of(resampling, image.width(), width, left, cropWidth));
        byte[] output = new byte[3 * cropWidth * cropHeight];
        if (height == image.height()) {
            for (int y = 0; y < cropHeight; y++) {
                lines.write(top + y, output, 3 * cropWidth * y);
            }
        } else {
            vertical(lines, ResampleAxis.of(resampling, image.height(), height, top, cropHeight), output);
        }
        return new RgbImage(cropWidth, cropHeight, output);
    }

    /// The lines of an image after the first pass.
    ///
    /// @param columns null if the pass is skipped
    private record Lines(RgbImage image, int left, int width, Taps columns) {

        /// Computes a line of the image.
        void write(int row, byte[] output, int at) {
            if (columns == null) {
                System.arraycopy(image.rgb(), 3 * (row * image.width() + left), output, at, 3 * width);
            } else {
                resampleLine(image.rgb(), 3 * row * image.width(), columns, output, at);
            }
        }
    }

    private static void resampleLine(byte[] input, int inputLine, Taps columns, byte[] output, int outputLine) {
        int[] weights = columns.weights();
        for (int x = 0; x < columns.count(); x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int at = inputLine + 3 * columns.first()[x];
            int end = columns.start()[x] + columns.taps(x);
            for (int tap = columns.start()[x]; tap < end; tap++, at += 3) {
                int weight = weights[tap];
                red += weight * (input[at] & 0xff);
                green += weight * (input[at + 1] & 0xff);
                blue += weight * (input[at + 2] & 0xff);
            }
            output[outputLine + 3 * x] = clip(red);
            output[outputLine + 3 * x + 1] = clip(green);
            output[outputLine + 3 * x + 2] = clip(blue);
        }
    }

    /// The second pass. Each line of the first is computed once and added to the sums of those outputs that read it, a
    /// few at a time, so that memory is needed for these and not for all lines of an image that may be very tall.
    private static void vertical(Lines lines, Taps rows, byte[] output) {
        byte[] line = new byte[3 * lines.width];
        int[][] sums = new int[rows.count()][];
        int[] spare = null;
        int done = 0;
        int begun = 0;
        for (int row = rows.first()[0]; done < rows.count(); row++) {
            lines.write(row, line, 0);
            for (; begun < rows.count() && rows.first()[begun] <= row; begun++) {
                sums[begun] = spare == null ? new int[line.length] : spare;
                spare = null;
                Arrays.fill(sums[begun], HALF);
            }
            for (int y = done; y < begun; y++) {
                addLine(sums[y], rows.weights()[rows.start()[y] + row - rows.first()[y]], line);
            }
            for (; done < begun && rows.end(done) == row + 1; done++) {
                store(sums[done], output, line.length * done);
                spare = sums[done];
                sums[done] = null;
            }
        }
    }

    private static void store(int[] sums, byte[] output, int at) {
        for (int i = 0; i < sums.length; i++) {
            output[at + i] = clip(sums[i]);
        }
    }

    private static void addLine(int[] sums, int weight, byte[] line) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * (line[i] & 0xff);
        }
    }

    private static byte clip(int sum) { return (byte) Math.clamp(sum >> Taps.FRACTION_BITS, 0, 255); }
}
