package dev.ghostlane.images;

import java.util.List;
import java.util.Objects;

/// How an image becomes a network's input, as timm evaluates: resize the short edge, cut a square out of the
/// centre, normalise.
///
/// With Pillow's pixels and PyTorch's arithmetic: the same bits as `Resize`, `CenterCrop`, `ToTensor` and
/// `Normalize` of torchvision on a Pillow image.
///
/// @param shortEdge pixels to which the shorter side is resized, at least `crop`, at most 16384
/// @param crop pixels of a side of the square, at least 1
/// @param resampling filter of the resize
/// @param mean subtracted from red, green and blue, in units of full brightness (0…1)
/// @param std divides red, green and blue after that; finite and not 0
public record Preprocessing(int shortEdge, int crop, Resampling resampling, List<Float> mean, List<Float> std) {

    /// timm's default for ImageNet: 224 pixels, crop fraction 0.875 (short edge 256), bicubic, the mean and
    /// standard deviation of ImageNet's pixels.
    public static final Preprocessing IMAGENET = timm(224, 0.875, Resampling.BICUBIC,
            List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    /// Largest short edge and crop: `crop · crop · 3` stays well inside the length of an array.
    private static final int MAX_EDGE = 16384;

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException if a value is out of its range
    public Preprocessing {
        Objects.requireNonNull(resampling, "resampling");
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (crop < 1 || shortEdge < crop || shortEdge > MAX_EDGE) {
            throw new IllegalArgumentException(
                    "crop must be at least 1 and at most the short edge, which is at most " + MAX_EDGE
                            + ", found crop " + crop + " and short edge " + shortEdge);
        }
        if (mean.size() != 3 || !areFinite(mean)) {
            throw new IllegalArgumentException("mean must be three finite numbers, found " + mean);
        }
        if (std.size() != 3 || !areFinite(std) || std.contains(0f) || std.contains(-0f)) {
            throw new IllegalArgumentException("std must be three finite numbers other than 0, found " + std);
        }
    }

    private static boolean areFinite(List<Float> values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// {@return the preprocessing of a timm configuration: the short edge is `floor(inputSize / cropFraction)`}
    ///
    /// @param inputSize pixels of a side of the network's input (`input_size`)
    /// @param cropFraction part of the short edge that the crop keeps, above 0 up to 1 (`crop_pct`)
    /// @param resampling the filter (`interpolation`)
    /// @param mean of red, green and blue, on a scale of 0 to 1 (`mean`)
    /// @param std deviation of red, green and blue, on the same scale, finite and not 0 (`std`)
    /// @throws IllegalArgumentException if a value is out of its range
    public static Preprocessing timm(int inputSize, double cropFraction, Resampling resampling,
            List<Float> mean, List<Float> std) {
        if (!(cropFraction > 0 && cropFraction <= 1)) {
            throw new IllegalArgumentException("crop fraction must be above 0 and at most 1, found " + cropFraction);
        }
        return new Preprocessing((int) Math.floor(inputSize / cropFraction), inputSize, resampling, mean, std);
    }

    /// {@return the number of floats that [#apply(RgbImage, float[], int)] writes: `crop · crop · 3`}
    public int floats() { return crop * crop * 3; }

    /// Resizes the short edge and cuts the square out of the centre.
    ///
    /// The long edge becomes `int(shortEdge · long / short)`; a margin is `(side − crop) / 2`, halves to the
    /// even neighbour (68.5 to 68, 69.5 to 70).
    ///
    /// @param image an image of any size
    /// @return `crop × crop` pixels
    /// @throws ImageException if the image is so elongated that its long edge would have more than 2³¹ pixels
    public RgbImage crop(RgbImage image) {
        int shorter = Math.min(image.width(), image.height());
        int width = resized(image.width(), shorter, image.toString());
        int height = resized(image.height(), shorter, image.toString());
        return Resize.resize(image, width, height, resampling, margin(width), margin(height), crop, crop);
    }

    /// A side of an image after the resize.
    ///
    /// @param image what messages call it
    int resized(int side, int shorter, String image) {
        long resized = (long) shortEdge * side / shorter;
        if (resized > Integer.MAX_VALUE) {
            throw new ImageException("expected an image whose long edge stays below 2³¹ pixels when the short edge"
                    + " becomes " + shortEdge + ", found " + image);
        }
        return (int) resized;
    }

    /// Margin before the crop.
    int margin(int side) { return (int) Math.rint((side - crop) / 2.0); }

    /// Writes `(byte / 255 − mean) / std` for every pixel, each step rounded to `float`.
    ///
    /// @param image any size
    /// @param nhwc receives `3 · width · height` floats: red, green and blue of a pixel, line by line
    /// @param offset index of the first float
    /// @throws IllegalArgumentException if the floats do not fit
    public void normalise(RgbImage image, float[] nhwc, int offset) {
        byte[] rgb = image.rgb();
        if (offset < 0 || offset > nhwc.length - rgb.length) {
            throw new IllegalArgumentException(
                    rgb.length + " floats at offset " + offset + " do not fit an array of " + nhwc.length);
        }
        for (int channel = 0; channel < 3; channel++) {
            float[] table = new float[256];
            for (int value = 0; value < table.length; value++) {
                table[value] = normalise(value, channel);
            }
            for (int i = channel; i < rgb.length; i += 3) {
                nhwc[offset + i] = table[rgb[i] & 0xff];
            }
        }
    }

    /// {@return what a single sample becomes, which need not be whole: `(value / 255 − mean) / std`}
    ///
    /// @param value a sample, from 0 to 255
    /// @param channel 0 for red, 1 for green, 2 for blue
    public float normalise(float value, int channel) { return (value / 255 - mean.get(channel)) / std.get(channel); }

    /// Makes a network's input of an image: [#crop(RgbImage)], then [#normalise(RgbImage, float[], int)].
    ///
    /// @param image an image of any size
    /// @param nhwc receives [#floats()] floats: one image of an NHWC batch
    /// @param offset index of the first float
    /// @throws IllegalArgumentException if the floats do not fit
    /// @throws ImageException if the image is so elongated that it cannot be resized
    public void apply(RgbImage image, float[] nhwc, int offset) { normalise(crop(image), nhwc, offset); }
}
