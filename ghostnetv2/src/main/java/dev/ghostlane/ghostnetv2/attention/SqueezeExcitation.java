package dev.ghostlane.ghostnetv2.attention;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.ChannelRounding;
import dev.ghostlane.ghostnetv2.layers.LayerBuilder;
import dev.ghostlane.kernels.activation.Activation;

/// Squeeze-and-excitation (arXiv 1709.01507) as GhostNet has it: global average, two fully connected layers with ReLU and
/// hard sigmoid, gate by channels. A quarter of the channels lies between the layers.
public record SqueezeExcitation() implements AttentionBlock {

    @Override
    public String name() { return "squeeze-excitation"; }

    @Override
    public String description() { return "squeeze-and-excitation with a quarter of the channels, hard sigmoid"; }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        int hidden = ChannelRounding.NEAREST.apply(channels / 4.0);
        String value = layers.add(new Op.GlobalAverage(name + ".pool", input));
        value = layers.biased(name + ".reduce", value, channels, hidden);
        value = layers.activate(name + ".relu", value, Activation.RELU);
        value = layers.biased(name + ".expand", value, hidden, channels);
        value = layers.activate(name + ".gate", value, Activation.HARD_SIGMOID);
        return layers.add(new Op.Multiply(name, input, value));
    }
}
