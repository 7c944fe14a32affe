package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.network.Configuration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A place in a network of the family where features are taken: the output of a stage of blocks, named as in a state
/// dict, or what the head makes of the last one.
///
/// | tap | value | stride | channels at width 1.0 | 1.3 | 1.6 |
/// |---|---|---|---|---|---|
/// | `conv_stem` | the first convolution, before its normalisation and ReLU | 2 | 16 | 20 | 24 |
/// | `blocks.0` | bottleneck 0 | 2 | 16 | 20 | 24 |
/// | `blocks.1` | bottleneck 1 | 4 | 24 | 32 | 40 |
/// | `blocks.2` | bottleneck 2 | 4 | 24 | 32 | 40 |
/// | `blocks.3` | bottleneck 3 | 8 | 40 | 52 | 64 |
/// | `blocks.4` | bottleneck 4 | 8 | 40 | 52 | 64 |
/// | `blocks.5` | bottleneck 5 | 16 | 80 | 104 | 128 |
/// | `blocks.6` | bottlenecks 6 to 10 | 16 | 112 | 144 | 180 |
/// | `blocks.7` | bottleneck 11 | 32 | 160 | 208 | 256 |
/// | `blocks.8` | bottlenecks 12 to 15 | 32 | 160 | 208 | 256 |
/// | `blocks.9` | the last 1×1 convolution, with its ReLU | 32 | 960 | 1248 | 1536 |
/// | `pooled` | global average of `blocks.9` | – | 960 | 1248 | 1536 |
/// | `head` | `conv_head` of `pooled`, with its ReLU: what the classifier reads | – | 1280 | 1280 | 1280 |
///
/// A side of `n` pixels has `ceil(n / stride)` at a tap. With stem stride 1 all strides are half of these.
public enum Tap {
    /// The first convolution, before its normalisation and ReLU; stride 2.
    CONV_STEM("conv_stem", "conv_stem", 2, 16),
    /// Bottleneck 0; stride 2.
    BLOCKS_0("blocks.0", "blocks.0.0", 2, 16),
    /// Bottleneck 1; stride 4.
    BLOCKS_1("blocks.1", "blocks.1.0", 4, 24),
    /// Bottleneck 2; stride 4.
    BLOCKS_2("blocks.2", "blocks.2.0", 4, 24),
    /// Bottleneck 3; stride 8.
    BLOCKS_3("blocks.3", "blocks.3.0", 8, 40),
    /// Bottleneck 4; stride 8.
    BLOCKS_4("blocks.4", "blocks.4.0", 8, 40),
    /// Bottleneck 5; stride 16.
    BLOCKS_5("blocks.5", "blocks.5.0", 16, 80),
    /// Bottlenecks 6 to 10; stride 16.
    BLOCKS_6("blocks.6", "blocks.6.4", 16, 112),
    /// Bottleneck 11; stride 32.
    BLOCKS_7("blocks.7", "blocks.7.0", 32, 160),
    /// Bottlenecks 12 to 15; stride 32.
    BLOCKS_8("blocks.8", "blocks.8.3", 32, 160),
    /// The last 1×1 convolution, with its ReLU; stride 32.
    BLOCKS_9("blocks.9", "blocks.9.0", 32, 960),
    /// The embedding that the head has not seen: the global average of the last map.
    POOLED("pooled", "global_pool", 0, 960),
    /// The embedding that the classifier reads; timm's `forward_head(…, pre_logits=True)`.
    HEAD("head", "act2", 0, Configuration.HEAD_CHANNELS);

    /// Where timm's `features_only=True` taps the network: what each stride begins with.
    public static final List<Tap> TIMM = List.of(CONV_STEM, BLOCKS_1, BLOCKS_3, BLOCKS_5, BLOCKS_7);

    /// What each stride ends with, which detectors and segmenters mostly take: all blocks of the network count.
    public static final List<Tap> LAST = List.of(BLOCKS_0, BLOCKS_2, BLOCKS_4, BLOCKS_6, BLOCKS_8);

    private final String title;
    private final String value;
    private final int stride;
    private final int channels;

    Tap(String title, String value, int stride, int channels) {
        this.title = title;
        this.value = value;
        this.stride = stride;
        this.channels = channels;
    }

    /// {@return the tap of a name, such as `blocks.4`}
    ///
    /// @param name the name in a state dict, or `pooled` or `head`
    /// @throws IllegalArgumentException if there is none
    public static Tap named(String name) {
        for (Tap tap : values()) {
            if (tap.title.equals(name)) {
                return tap;
            }
        }
        throw new IllegalArgumentException("expected one of "
                + Stream.of(values()).map(Tap::toString).collect(Collectors.joining(", ")) + ", found " + name);
    }

    /// {@return the name of its value among [dev.ghostlane.engine.Network#values()]}
    public String value() { return value; }

    /// {@return the number of pixels of the input from one pixel of the map to the next; 0 for a vector, which is of
    /// the whole image}
    ///
    /// @param configuration the network
    public int stride(Configuration configuration) { return stride * configuration.stemStride() / 2; }

    /// {@return the number of channels of its map}
    ///
    /// @param configuration the network
    public int channels(Configuration configuration) {
        return this == HEAD ? channels : configuration.channels(channels);
    }

    /// {@return the name, such as `blocks.4`}
    @Override
    public String toString() { return title; }
}
