package dev.ghostlane.kernels.tensor;

import java.util.Objects;

/// A batch of feature maps inside a `float[]`, in NHWC order.
///
/// Element `(n, y, x, c)` is `data[offset + ((n * height + y) * width + x) * pixelStride + c]`. A pixel
/// stride larger than the channel count makes the map a slice of a wider one, so that two producers can
/// write the two halves of a concatenation into one buffer.
///
/// Kernels count rows over the whole batch: row `r` is line `r % height` of image `r / height`.
///
/// @param data the array that holds the elements; not copied
/// @param offset index of element (0, 0, 0, 0)
/// @param batch number of images, at least 1
/// @param height lines of an image, at least 1
/// @param width pixels of a line, at least 1
/// @param channels channels of a pixel, at least 1
/// @param pixelStride floats from a pixel to the next, at least `channels`
public record FeatureMap(float[] data, int offset, int batch, int height, int width, int channels,
        int pixelStride) {

    /// Checks that the map lies inside its array.
    ///
    /// @throws IllegalArgumentException if a size is out of range or the map does not lie inside `data`
    public FeatureMap {
        Objects.requireNonNull(data, "data");
        if (batch < 1 || height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("feature map sizes must be at least 1, found "
                    + shape(batch, height, width, channels));
        }
        if (pixelStride < channels) {
            throw new IllegalArgumentException(
                    "pixel stride must be at least the channel count " + channels + ", found " + pixelStride);
        }
        // In double, because the product of four ints may exceed a long; exact as far as arrays reach.
        double last = offset + ((double) batch * height * width - 1) * pixelStride + channels;
        if (offset < 0 || last > data.length) {
            throw new IllegalArgumentException("feature map " + shape(batch, height, width, channels)
                    + " at offset " + offset + " with pixel stride " + pixelStride + " needs floats up to "
                    + Math.round(last)
                    + ", the array has " + data.length);
        }
    }

    /// {@return a map that fills a new array exactly}
    ///
    /// @param batch number of images, at least 1
    /// @param height lines of an image, at least 1
    /// @param width pixels of a line, at least 1
    /// @param channels channels of a pixel, at least 1
    public static FeatureMap allocate(int batch, int height, int width, int channels) {
        double floats = (double) batch * height * width * channels;
        if (floats > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("feature map " + shape(batch, height, width, channels) + " has "
                    + Math.round(floats) + " elements, more than an array can hold");
        }
        return dense(new float[(int) Math.max(floats, 0)], 0, batch, height, width, channels);
    }

    /// {@return a map whose pixels follow each other without a gap}
    ///
    /// @param data the array that holds the elements; not copied
    /// @param offset index of element (0, 0, 0, 0)
    /// @param batch number of images, at least 1
    /// @param height lines of an image, at least 1
    /// @param width pixels of a line, at least 1
    /// @param channels channels of a pixel, at least 1
    public static FeatureMap dense(float[] data, int offset, int batch, int height, int width, int channels) {
        return new FeatureMap(data, offset, batch, height, width, channels, channels);
    }

    /// {@return a view of `count` of the channels from `first` on, in the same array}
    ///
    /// @param first number of the first channel
    /// @param count how many channels, at least 1
    public FeatureMap slice(int first, int count) {
        Objects.checkFromIndexSize(first, count, channels);
        return new FeatureMap(data, offset + first, batch, height, width, count, pixelStride);
    }

    /// {@return the number of lines of all images together}
    public int rows() { return batch * height; }

    /// {@return the number of pixels of all images together}
    public int pixels() { return batch * height * width; }

    /// {@return the number of floats from a line to the next}
    public int rowStride() { return width * pixelStride; }

    /// {@return the index in `data` of channel 0 of a pixel}
    ///
    /// @param row line, counted over the whole batch
    /// @param x column
    public int index(int row, int x) { return offset + (row * width + x) * pixelStride; }

    /// {@return whether both maps have the same batch, height, width and channel count}
    ///
    /// @param other the map to compare with
    public boolean sameShape(FeatureMap other) {
        return samePixels(other) && channels == other.channels;
    }

    /// {@return whether both maps have the same batch, height and width}
    ///
    /// @param other the map to compare with
    public boolean samePixels(FeatureMap other) {
        return batch == other.batch && height == other.height && width == other.width;
    }

    /// {@return the sizes as `N×H×W×C`}
    public String shape() { return shape(batch, height, width, channels); }

    private static String shape(int batch, int height, int width, int channels) {
        return batch + "×" + height + "×" + width + "×" + channels;
    }

    @Override
    public String toString() {
        return shape() + " at " + offset + (pixelStride == channels ? "" : ", pixel stride " + pixelStride);
    }
}
