package dev.ghostlane.ghostnetv2.image;

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
    private static final int HALF = 1 << ResampleAxis.FRACTION_BITS - 1;

    private Resize() {}

    /// Resizes an image.
    ///
    /// @throws IllegalArgumentException if a size is below 1, or the result does not fit an array
    public static RgbImage resize(RgbImage image, int width, int height, Resampling resampling) {
        return resize(image, width, height, resampling, 0, 0, width, height);
    }

    /// Resizes an image to `width × height` and cuts a rectangle out of the result.
    ///
    /// @param left first column of the rectangle
    /// @param top first line of the rectangle
    /// @throws IllegalArgumentException if a size is below 1, the rectangle is not inside the result, or it
    /// does not fit an array
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
        boolean vertical = height != image.height();
        ResampleAxis rows = vertical
                ? ResampleAxis.of(resampling, image.height(), height, top, cropHeight)
                : null;
        int rowBegin = vertical ? rows.inputBegin() : top;
        int rowCount = vertical ? rows.inputEnd() - rowBegin : cropHeight;
        if ((long) rowCount * cropWidth > RgbImage.MAX_PIXELS
                || (long) cropHeight * cropWidth > RgbImage.MAX_PIXELS) {
            throw new IllegalArgumentException("resizing " + image + " to " + cropWidth + "×" + cropHeight
                    + " needs more pixels than an array can hold");
        }
        byte[] lines = width != image.width()
                ? horizontal(image, ResampleAxis.of(resampling, image.width(), width, left, cropWidth),
                        rowBegin, rowCount)
                : cut(image, left, cropWidth, rowBegin, rowCount);
        return new RgbImage(cropWidth, cropHeight,
                vertical ? vertical(lines, cropWidth, rowBegin, rows) : lines);
    }

    private static byte[] cut(RgbImage image, int left, int width, int rowBegin, int rowCount) {
        byte[] output = new byte[3 * width * rowCount];
        for (int y = 0; y < rowCount; y++) {
            System.arraycopy(image.rgb(), 3 * ((rowBegin + y) * image.width() + left), output, 3 * width * y,
                    3 * width);
        }
        return output;
    }

    private static byte[] horizontal(RgbImage image, ResampleAxis columns, int rowBegin, int rowCount) {
        byte[] output = new byte[3 * columns.count() * rowCount];
        for (int y = 0; y < rowCount; y++) {
            resampleLine(image.rgb(), 3 * (rowBegin + y) * image.width(), columns, output,
                    3 * columns.count() * y);
        }
        return output;
    }

    private static void resampleLine(byte[] input, int inputLine, ResampleAxis columns, byte[] output,
            int outputLine) {
        int[] weights = columns.weights();
        for (int x = 0; x < columns.count(); x++) {
            int red = HALF;
            int green = HALF;
            int blue = HALF;
            int at = inputLine + 3 * columns.first(x);
            int end = columns.start(x) + columns.taps(x);
            for (int tap = columns.start(x); tap < end; tap++, at += 3) {
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

    /// @param lines the lines from `rowBegin` on
    private static byte[] vertical(byte[] lines, int width, int rowBegin, ResampleAxis rows) {
        int lineBytes = 3 * width;
        byte[] output = new byte[lineBytes * rows.count()];
        int[] sums = new int[lineBytes];
        for (int y = 0; y < rows.count(); y++) {
            Arrays.fill(sums, HALF);
            for (int tap = 0; tap < rows.taps(y); tap++) {
                addLine(sums, rows.weights()[rows.start(y) + tap], lines,
                        lineBytes * (rows.first(y) + tap - rowBegin));
            }
            for (int i = 0; i < lineBytes; i++) {
                output[lineBytes * y + i] = clip(sums[i]);
            }
        }
        return output;
    }

    private static void addLine(int[] sums, int weight, byte[] lines, int line) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * (lines[line + i] & 0xff);
        }
    }

    private static byte clip(int sum) {
        return (byte) Math.clamp(sum >> ResampleAxis.FRACTION_BITS, 0, 255);
    }
}
