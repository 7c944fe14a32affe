package dev.ghostlane.bench.attention;

import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;

/// A whole network of the comparison.
///
/// @param name its name in the report
/// @param description what it is, in a line
/// @param configuration the same for the library, at width 1.0
/// @param onnx whether ONNX Runtime runs it, too
record NetworkCase(String name, String description, Configuration configuration, boolean onnx) {
    static final String V1 = "GhostNet";
    static final String V2 = "GhostNetV2";
    static final String LOCAL = "GhostNet + local attention";
    static final String FULL = "GhostNet + self-attention";

    private static final int CLASSES = 1000;
    private static final long WEIGHT_SEED = 3;

    static final List<NetworkCase> ALL = List.of(
            new NetworkCase(V1, "no attention but squeeze-and-excitation",
                    Configuration.of(Variant.GHOSTNET, 1, CLASSES), true),
            new NetworkCase(V2, "DFC attention on the expanded features, strips of 5, nearest, as released",
                    Configuration.of(1, CLASSES), true),
            v1(LOCAL,
                    "GhostNet whose ghost modules that V2 gates are gated by a transformer layer of MobileViT on a"
                            + " seventh of the channels: normalise, unfold into patches of 8, 4, 2 or 1 pixels, attend,"
                            + " fold, expand",
                    Attention.LOCAL, true),
            v1(FULL, "the same with attention between all pixels, without unfolding", Attention.FULL, false),
            v2("V2, on the output", "DFC attention on the block's output instead",
                    Attention.PUBLISHED.at(Attention.Place.OUTPUT)),
            v2("V2, on both", "DFC attention on the expanded features and on the output",
                    Attention.PUBLISHED.at(Attention.Place.BOTH)),
            v2("V2, strips 9/7/5", "strips of 9 at a quarter of the image's sides, 7 at an eighth, 5 below",
                    Attention.PUBLISHED.withStrips(9, 7, 5)),
            new NetworkCase("V2, bilinear", "gates resized bilinearly, as the paper says",
                    new Configuration(1, CLASSES, 2, UpsampleMode.BILINEAR_HALF_PIXEL), false));

    private static NetworkCase v1(String name, String description, Attention attention, boolean onnx) {
        return new NetworkCase(name, description,
                Configuration.of(Variant.GHOSTNET, 1, CLASSES).withAttention(attention), onnx);
    }

    private static NetworkCase v2(String name, String description, Attention attention) {
        return new NetworkCase(name, description, Configuration.of(1, CLASSES).withAttention(attention), false);
    }

    /// The network, with random weights, at another width.
    Network network(double width) { return GhostNetV2.random(configuration.withWidth(width), WEIGHT_SEED).network(); }
}
