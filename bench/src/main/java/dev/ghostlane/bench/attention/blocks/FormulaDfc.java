package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.tensor.Sequences;

/// A fully connected layer along the columns, then one along the rows, each with a weight for each pair of positions:
/// formula (2) of GhostNetV2's paper, `(H²W + HW²)·C` multiply-adds.
///
/// @param shared whether all channels share the weights; otherwise each has its own, as the formula says
public record FormulaDfc(boolean shared) implements GatingBlock {

    @Override
    public String name() { return shared ? "decoupled-fc-shared" : "decoupled-fc"; }

    @Override
    public String description() {
        return "fully connected along H and along W, weights for each pair of positions"
                + (shared ? ", shared by all channels" : " and each channel") + ", sigmoid, gate";
    }

    @Override
    public boolean needsFixedSize() { return true; }

    @Override
    public String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width) {
        String value = GatingBlock.matched(layers, name, input, in, channels);
        int weights = shared ? 1 : channels;
        value = layers.tokenMixing(name + ".vertical", value, Sequences.COLUMN, height, width, weights);
        value = layers.tokenMixing(name + ".horizontal", value, Sequences.ROW, height, width, weights);
        return GatingBlock.sigmoid(layers, name, value);
    }
}
