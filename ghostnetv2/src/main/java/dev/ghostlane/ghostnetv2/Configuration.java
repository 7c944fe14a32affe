package dev.ghostlane.ghostnetv2;

import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.Objects;

/// What tells one network of the GhostNet family from another.
///
/// @param variant which network of the family
/// @param width factor on all channel counts, above 0 and at most 10; released weights have 1.0, 1.3 and 1.6
/// @param classes number of classes, at least 1
/// @param stemStride stride of the first convolution: 2 as published, 1 for small images
/// @param upsample how an attention map is resized to the features it gates; a property of a checkpoint:
///        nearest in the authors' code, bilinear with aligned corners in MindSpore's. [Variant#GHOSTNET] has no
///        attention maps and ignores it.
public record Configuration(Variant variant, double width, int classes, int stemStride, UpsampleMode upsample) {

    /// @throws IllegalArgumentException if a value is out of range
    public Configuration {
        Objects.requireNonNull(variant, "variant");
        if (!(width > 0 && width <= 10)) {
            throw new IllegalArgumentException("width must be above 0 and at most 10, found " + width);
        }
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1, found " + classes);
        }
        if (stemStride != 1 && stemStride != 2) {
            throw new IllegalArgumentException("stem stride must be 1 or 2, found " + stemStride);
        }
        Objects.requireNonNull(upsample, "upsample");
    }

    /// A GhostNetV2.
    ///
    /// @throws IllegalArgumentException if a value is out of range
    public Configuration(double width, int classes, int stemStride, UpsampleMode upsample) {
        this(Variant.GHOSTNETV2, width, classes, stemStride, upsample);
    }

    /// GhostNetV2 as published: stem stride 2, nearest.
    ///
    /// @throws IllegalArgumentException if a value is out of range
    public static Configuration of(double width, int classes) { return of(Variant.GHOSTNETV2, width, classes); }

    /// A network as published: stem stride 2, nearest.
    ///
    /// @throws IllegalArgumentException if a value is out of range
    public static Configuration of(Variant variant, double width, int classes) {
        return new Configuration(variant, width, classes, 2, UpsampleMode.NEAREST);
    }

    /// Least pixels of a side of the input. GhostNetV2 needs 33 at stem stride 2 and 17 at 1: one fewer, and the
    /// last attention map would be empty. GhostNet needs 1.
    public int smallestInput() { return variant.attends() ? 16 * stemStride + 1 : 1; }

    /// The channel count that the authors' `_make_divisible(count * width, 4)` gives: the nearest multiple of 4,
    /// at least 4, and one more if rounding lost over 10 %.
    int channels(int count) { return divisibleBy4(count * width); }

    static int divisibleBy4(double count) {
        int rounded = Math.max(4, (int) (count + 2) / 4 * 4);
        return rounded < 0.9 * count ? rounded + 4 : rounded;
    }
}
