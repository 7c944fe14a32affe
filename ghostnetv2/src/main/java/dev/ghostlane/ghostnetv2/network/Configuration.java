package dev.ghostlane.ghostnetv2.network;

import dev.ghostlane.engine.Network;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// What tells one network of the GhostNet family from another.
///
/// @param variant which network of the family
/// @param width factor on all channel counts, above 0 and at most 10; released weights have 1.0, 1.3 and 1.6
/// @param classes number of classes; 0 for a network without its classifier, whose last value is what that would read
/// @param stemStride stride of the first convolution: 2 as published, 1 for small images
/// @param upsample how an attention map is resized to the features it gates; a property of a checkpoint:
///        nearest in the authors' code, bilinear with aligned corners in MindSpore's. [Variant#GHOSTNET] has no
///        attention maps and ignores it. MindSpore's code resizes to a square of the features' width, and so fails
///        for maps that are no squares; here height and width are resized to alike.
/// @param rounding how the width gives channel counts
/// @param attention what gates ghost modules; a property of a checkpoint, which says it in its metadata if it is not
///        the network's own: [Attention#NONE] for [Variant#GHOSTNET], [Attention#PUBLISHED] for the others
/// @param folded whether all batch normalisations are folded into the convolutions before them, which then have biases;
///        a checkpoint of a folded model
public record Configuration(Variant variant, double width, int classes, int stemStride, UpsampleMode upsample,
        ChannelRounding rounding, Attention attention, boolean folded) {

    /// Channels of the head, at every width.
    public static final int HEAD_CHANNELS = 1280;

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException if a value is out of range
    public Configuration {
        Objects.requireNonNull(variant, "variant");
        if (!(width > 0 && width <= 10)) {
            throw new IllegalArgumentException("width must be above 0 and at most 10, found " + width);
        }
        if (classes < 0) {
            throw new IllegalArgumentException("classes must be at least 0, found " + classes);
        }
        if (stemStride != 1 && stemStride != 2) {
            throw new IllegalArgumentException("stem stride must be 1 or 2, found " + stemStride);
        }
        Objects.requireNonNull(upsample, "upsample");
        Objects.requireNonNull(rounding, "rounding");
        Objects.requireNonNull(attention, "attention");
        if (!variant.allows(attention)) {
            throw new IllegalArgumentException(variant + " cannot have the attention '" + attention + "'");
        }
    }

    /// A network with the authors' channel counts.
    ///
    /// @param variant which network of the family
    /// @param width factor on all channel counts, above 0 and at most 10
    /// @param classes number of classes; 0 for a network without its classifier
    /// @param stemStride stride of the first convolution, 1 or 2
    /// @param upsample how an attention map is resized to the features it gates
    /// @throws IllegalArgumentException if a value is out of range
    public Configuration(Variant variant, double width, int classes, int stemStride, UpsampleMode upsample) {
        this(variant, width, classes, stemStride, upsample, ChannelRounding.NEAREST, variant.attention(), false);
    }

    /// A GhostNetV2.
    ///
    /// @param width factor on all channel counts, above 0 and at most 10
    /// @param classes number of classes; 0 for a network without its classifier
    /// @param stemStride stride of the first convolution, 1 or 2
    /// @param upsample how an attention map is resized to the features it gates
    /// @throws IllegalArgumentException if a value is out of range
    public Configuration(double width, int classes, int stemStride, UpsampleMode upsample) {
        this(Variant.GHOSTNETV2, width, classes, stemStride, upsample);
    }

    /// {@return a GhostNetV2 as published: stem stride 2, nearest}
    ///
    /// @param width factor on all channel counts, above 0 and at most 10
    /// @param classes number of classes; 0 for a network without its classifier
    /// @throws IllegalArgumentException if a value is out of range
    public static Configuration of(double width, int classes) { return of(Variant.GHOSTNETV2, width, classes); }

    /// {@return a network as published: stem stride 2, nearest}
    ///
    /// @param variant which network of the family
    /// @param width factor on all channel counts, above 0 and at most 10
    /// @param classes number of classes; 0 for a network without its classifier
    /// @throws IllegalArgumentException if a value is out of range
    public static Configuration of(Variant variant, double width, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be at least 1, found " + classes);
        }
        return new Configuration(variant, width, classes, 2, UpsampleMode.NEAREST);
    }

    /// {@return the fewest pixels that a side of the input may have} GhostNetV2 needs 33 at stem stride 2 and 17 at 1:
    /// one fewer, and the last attention map would be empty. GhostNet needs 1.
    public int smallestInput() { return isDecoupled() ? 16 * stemStride + 1 : 1; }

    /// {@return the same network with another attention}
    ///
    /// @param attention what gates ghost modules
    /// @throws IllegalArgumentException if the variant cannot have it: decoupled fully connected attention makes a
    ///         GhostNet a GhostNetV2, and the latter has no other
    public Configuration withAttention(Attention attention) {
        return new Configuration(variant, width, classes, stemStride, upsample, rounding, attention, folded);
    }

    /// {@return the same network without its classifier}
    public Configuration withoutClassifier() {
        return new Configuration(variant, width, 0, stemStride, upsample, rounding, attention, folded);
    }

    /// {@return the same network with another width}
    ///
    /// @param width factor on all channel counts, above 0 and at most 10
    /// @throws IllegalArgumentException if it is out of range
    public Configuration withWidth(double width) {
        return new Configuration(variant, width, classes, stemStride, upsample, rounding, attention, folded);
    }

    /// {@return names and shapes of all parameters of the network, in the order of its layers}
    public Map<String, List<Integer>> parameters() { return new Architecture(this).parameters(); }

    /// {@return the network with its parameters}
    ///
    /// @param values gives a parameter's values by its name, as many as its shape says
    public Network network(Function<String, float[]> values) { return new Architecture(this).network(values); }

    /// {@return whether ghost modules are gated}
    public boolean attends() { return attention.mechanism() != Attention.Mechanism.NONE; }

    /// {@return whether ghost modules are gated by decoupled fully connected attention, which halves maps and resizes
    /// gates}
    public boolean isDecoupled() { return attention.mechanism() == Attention.Mechanism.DFC; }

    /// The channels of self-attention in a module of so many input channels: a seventh, rounded.
    int attentionChannels(int channels) { return rounding.apply(channels / 7.0); }

    /// {@return the same network with all batch normalisations folded}
    public Configuration fold() {
        return new Configuration(variant, width, classes, stemStride, upsample, rounding, attention, true);
    }

    /// {@return the channel count of a layer that has `count` channels at width 1}
    ///
    /// @param count channels at width 1, as the paper's table has them
    public int channels(int count) { return rounding.apply(count * width); }

    /// The hidden channels of a squeeze-and-excitation: a quarter, rounded.
    int squeezed(int channels) { return rounding.apply(channels * 0.25); }
}
