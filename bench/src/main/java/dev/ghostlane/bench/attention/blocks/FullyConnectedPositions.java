package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.tensor.Sequences;

/// A fully connected layer over all positions, `(HW)²·C` multiply-adds, formula (1) of GhostNetV2's paper; or one along
/// the columns and then one along the rows, `(H²W + HW²)·C`, formula (2). Each has a weight for each pair of positions.
///
/// @param decoupled whether along columns and rows
/// @param shared whether all channels share the weights; otherwise each has its own, as the formulas say: over all
///        positions these are `(HW)²·C` floats, 295 MB for 120 channels at 28×28 and 2.8 GB for 72 at 56×56
public record FullyConnectedPositions(boolean decoupled, boolean shared) implements GatingBlock {

    @Override
    public String name() { return (decoupled ? "decoupled-fc" : "full-fc") + (shared ? "-shared" : ""); }

    @Override
    public String description() {
        return "fully connected " + (decoupled ? "along H and along W" : "over all positions")
                + ", weights for each pair of positions" + (shared ? ", shared by all channels" : " and each channel")
                + ", sigmoid, gate";
    }

    @Override
    public boolean needsFixedSize() { return true; }

    @Override
    public String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width) {
        String value = GatingBlock.matched(layers, name, input, in, channels);
        int weights = shared ? 1 : channels;
        if (decoupled) {
            value = layers.tokenMixing(name + ".vertical", value, Sequences.COLUMN, height, width, weights);
            value = layers.tokenMixing(name + ".horizontal", value, Sequences.ROW, height, width, weights);
        } else {
            value = layers.tokenMixing(name + ".positions", value, Sequences.IMAGE, height, width, weights);
        }
        return GatingBlock.sigmoid(layers, name, value);
    }
}
