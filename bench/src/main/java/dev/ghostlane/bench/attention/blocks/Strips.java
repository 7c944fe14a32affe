package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.LayerBuilder;

/// DFC attention's two depthwise strips at full resolution, each with its normalisation: weights shared over positions,
/// `2·length·HW·C` multiply-adds.
///
/// @param length of a strip, odd
public record Strips(int length) implements GatingBlock {

    /// @throws IllegalArgumentException if the length is even or below 1
    public Strips { requireOdd(length); }

    static void requireOdd(int length) {
        if (length < 1 || length % 2 == 0) {
            throw new IllegalArgumentException("the length of a strip must be odd and positive, found " + length);
        }
    }

    @Override
    public String name() { return "strips-" + length; }

    @Override
    public String description() {
        return "depthwise strips 1×" + length + " and " + length + "×1 at full resolution, sigmoid, gate";
    }

    @Override
    public String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width) {
        String value = GatingBlock.matched(layers, name, input, in, channels);
        value = layers.normalized(name + ".horizontal", name + ".horizontal_bn", value, channels, channels, 1, length,
                1, channels);
        value = layers.normalized(name + ".vertical", name + ".vertical_bn", value, channels, channels, length, 1, 1,
                channels);
        return GatingBlock.sigmoid(layers, name, value);
    }
}
