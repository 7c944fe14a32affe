package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.ghostnetv2.network.ChannelRounding;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;

/// Squeeze-and-excitation (arXiv 1709.01507) as GhostNet has it: global average, two fully connected layers with ReLU
/// and hard sigmoid, gate by channels. A quarter of the channels lies between the layers.
public record SqueezeExcitation() implements AttentionBlock {

    @Override
    public String name() { return "squeeze-excitation"; }

    @Override
    public String description() { return "squeeze-and-excitation with a quarter of the channels, hard sigmoid"; }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        return Blocks.squeezeExcitation(layers, name, input, channels, ChannelRounding.NEAREST.apply(channels / 4.0));
    }
}
