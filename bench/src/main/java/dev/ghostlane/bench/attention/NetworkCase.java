package dev.ghostlane.bench.attention;

import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.Attention;
import dev.ghostlane.ghostnetv2.Configuration;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Variant;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;

/// A whole network of the comparison.
///
/// @param name its name in the report
/// @param configuration what it is, at width 1.0
/// @param onnx whether ONNX Runtime runs it, too
record NetworkCase(String name, Configuration configuration, boolean onnx) {
    static final String V1 = "GhostNet";
    static final String V2 = "GhostNetV2";
    static final String LOCAL = "GhostNet + local attention";
    static final String FULL = "GhostNet + self-attention";

    private static final int CLASSES = 1000;
    private static final long WEIGHT_SEED = 3;

    static final List<NetworkCase> ALL = List.of(
            new NetworkCase(V1, Configuration.of(Variant.GHOSTNET, 1, CLASSES), true),
            new NetworkCase(V2, Configuration.of(1, CLASSES), true),
            v1(LOCAL, Attention.LOCAL, true), v1(FULL, Attention.FULL, false),
            v2("V2, on the output", Attention.PUBLISHED.at(Attention.Place.OUTPUT)),
            v2("V2, on both", Attention.PUBLISHED.at(Attention.Place.BOTH)),
            v2("V2, strips 9/7/5", Attention.PUBLISHED.withStrips(9, 7, 5)),
            new NetworkCase("V2, bilinear",
                    new Configuration(1, CLASSES, 2, UpsampleMode.BILINEAR_HALF_PIXEL), false));

    private static NetworkCase v1(String name, Attention attention, boolean onnx) {
        return new NetworkCase(name, Configuration.of(Variant.GHOSTNET, 1, CLASSES).withAttention(attention), onnx);
    }

    private static NetworkCase v2(String name, Attention attention) {
        return new NetworkCase(name, Configuration.of(1, CLASSES).withAttention(attention), false);
    }

    /// The network, with random weights, at another width.
    Network network(double width) { return GhostNetV2.random(configuration.withWidth(width), WEIGHT_SEED).network(); }
}
