package dev.ghostlane.kernels.tensor;

import java.util.Locale;

/// Sizes of a batch of feature maps.
///
/// @param batch number of images
/// @param height lines of an image
/// @param width pixels of a line
/// @param channels channels of a pixel
public record Shape(int batch, int height, int width, int channels) {

    /// Checks the sizes.
    ///
    /// @throws IllegalArgumentException if a size is below 1 or the map has more elements than an array can hold
    public Shape {
        if (batch < 1 || height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "sizes must be at least 1, found " + text(batch, height, width, channels));
        }
        double floats = (double) batch * height * width * channels;
        if (floats > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "a map of %s has %,.0f elements, more than an array can hold", text(batch, height, width, channels),
                    floats));
        }
    }

    /// {@return the number of elements}
    public int floats() { return batch * height * width * channels; }

    /// {@return the number of pixels of all images}
    public int pixels() { return batch * height * width; }

    /// {@return the same sizes with another channel count}
    ///
    /// @param channels channels of a pixel, at least 1
    public Shape withChannels(int channels) { return new Shape(batch, height, width, channels); }

    /// {@return the sizes of one of the images}
    public Shape ofOneImage() { return new Shape(1, height, width, channels); }

    private static String text(int batch, int height, int width, int channels) {
        return batch + "×" + height + "×" + width + "×" + channels;
    }

    /// {@return `N×H×W×C`}
    @Override
    public String toString() { return text(batch, height, width, channels); }
}
