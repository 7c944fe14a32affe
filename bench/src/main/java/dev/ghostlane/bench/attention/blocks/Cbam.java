package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.activation.Activation;

/// The convolutional block attention module (arXiv 1807.06521): a gate by channels from the global average and maximum
/// through the same two fully connected layers (a sixteenth of the channels between), then a gate by pixels from the
/// channels' mean and maximum through a 7×7 convolution with normalisation. The convolution's first input is the mean,
/// in the authors' code the maximum.
public record Cbam() implements AttentionBlock {

    @Override
    public String name() { return "cbam"; }

    @Override
    public String description() { return "CBAM: gate by channels, then by pixels (7×7 convolution)"; }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        int hidden = Math.max(channels / 16, 1);
        String mean = layers.add(new Op.GlobalAverage(name + ".average", input));
        mean = layers.biased(name + ".reduce", mean, channels, hidden);
        mean = layers.activate(name + ".relu", mean, Activation.RELU);
        mean = layers.biased(name + ".expand", mean, hidden, channels);
        String max = layers.add(new Op.GlobalMax(name + ".max", input));
        max = layers.shared(name + ".max_reduce", name + ".reduce", max, channels, hidden);
        max = layers.activate(name + ".max_relu", max, Activation.RELU);
        max = layers.shared(name + ".max_expand", name + ".expand", max, hidden, channels);
        String gate = layers.add(new Op.Sum(name + ".sum", mean, max));
        gate = layers.activate(name + ".channel_gate", gate, Activation.SIGMOID);
        String gated = layers.add(new Op.Multiply(name + ".channel", input, gate));
        String pooled = layers.add(new Op.ChannelPool(name + ".channel_pool", gated));
        String spatial = layers.normalized(name + ".spatial", name + ".spatial_bn", pooled, 2, 1, 7, 7, 1, 1);
        spatial = layers.activate(name + ".spatial_gate", spatial, Activation.SIGMOID);
        return layers.add(new Op.Multiply(name, gated, spatial));
    }
}
