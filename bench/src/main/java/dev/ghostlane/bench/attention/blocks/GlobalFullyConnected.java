package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.tensor.Sequences;

/// A fully connected layer over all positions, `(HW)²·C` multiply-adds: formula (1) of GhostNetV2's paper.
///
/// @param shared whether all channels share the weights; otherwise each has its own, as the formula says, which are
///        `(HW)²·C` floats: 295 MB for 120 channels at 28×28 and 2.8 GB for 72 at 56×56
public record GlobalFullyConnected(boolean shared) implements GatingBlock {

    @Override
    public String name() { return shared ? "full-fc-shared" : "full-fc"; }

    @Override
    public String description() {
        return "fully connected over all positions, weights for each pair of positions"
                + (shared ? ", shared by all channels" : " and each channel") + ", sigmoid, gate";
    }

    @Override
    public boolean needsFixedSize() { return true; }

    @Override
    public String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width) {
        String value = GatingBlock.matched(layers, name, input, in, channels);
        value = layers.tokenMixing(name + ".positions", value, Sequences.IMAGE, height, width,
                shared ? 1 : channels);
        return GatingBlock.sigmoid(layers, name, value);
    }
}
