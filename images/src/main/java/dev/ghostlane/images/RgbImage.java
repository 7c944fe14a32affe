package dev.ghostlane.images;

import java.util.Objects;

/// An image of 8-bit red, green and blue.
///
/// Pixel `(x, y)` is at `rgb[3 * (y * width + x)]`: red, then green, then blue, each from 0 to 255 as an
/// unsigned byte. The array is neither copied nor to be changed.
///
/// @param width pixels of a line, at least 1
/// @param height lines, at least 1
/// @param rgb `3 · width · height` bytes, line by line from the top
public record RgbImage(int width, int height, byte[] rgb) {
    /// Most pixels that an array can hold.
    static final int MAX_PIXELS = (Integer.MAX_VALUE - 8) / 3;

    /// Checks sizes and length.
    ///
    /// @throws IllegalArgumentException if a size is below 1 or the array's length is not `3 · width · height`
    public RgbImage {
        Objects.requireNonNull(rgb, "rgb");
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("width and height must be at least 1, found " + width + "×" + height);
        }
        long bytes = 3L * width * height;
        if (rgb.length != bytes) {
            throw new IllegalArgumentException(
                    width + "×" + height + " pixels of RGB need " + bytes + " bytes, found " + rgb.length);
        }
    }

    /// {@return width and height, for people}
    @Override
    public String toString() { return width + "×" + height + " RGB"; }
}
