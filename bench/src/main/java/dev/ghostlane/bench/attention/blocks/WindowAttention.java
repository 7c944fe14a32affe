package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;

/// Self-attention inside windows, as in Swin (arXiv 2103.14030): window partition, attention with its projections,
/// window reverse; without shift and relative position bias. A map whose sides are no multiples of the window's is
/// filled up with zeros at its right and bottom; these pixels take part as tokens, as in Swin's code.
///
/// @param side of a window; 7 in Swin
public record WindowAttention(int side) implements AttentionBlock {

    @Override
    public String name() { return "window-attention-" + side; }

    @Override
    public String description() {
        return "self-attention in windows of " + side + "×" + side + ", with partition and reverse";
    }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        Grouping windows = new Grouping(Grouping.Kind.WINDOWS, side);
        String tokens = layers.add(new Op.Group(name + ".partition", input, windows));
        tokens = Blocks.multiHeadAttention(layers, name, tokens, channels, Blocks.heads(channels),
                Sequences.ROW);
        return layers.add(new Op.Ungroup(name, tokens, input, windows));
    }
}
