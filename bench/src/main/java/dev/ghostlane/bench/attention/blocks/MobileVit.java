package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.List;

/// The MobileViT block (arXiv 2110.02178): 3×3 and 1×1 convolution, unfolding into `patch²` sequences, a transformer
/// layer, folding, 1×1 convolution, concatenation with the input, 3×3 convolution.
///
/// *What is in it.* One transformer layer (the paper has 2 to 4) with as many channels as the map. SiLU after each
/// convolution but the first 1×1. A map whose sides are no multiples of the patch's is filled up with zeros (the
/// authors' code resizes it).
///
/// @param patch side of a patch; 2 in the paper for maps from 14×14 on
/// @param whole the whole block; otherwise only unfolding, attention with its projections, and folding
public record MobileVit(int patch, boolean whole) implements AttentionBlock {

    @Override
    public String name() { return whole ? "mobilevit" : "mobilevit-core"; }

    @Override
    public String description() {
        return whole
                ? "MobileViT block with one transformer layer, patch " + patch
                : "unfold, self-attention, fold, patch " + patch;
    }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        Grouping places = new Grouping(Grouping.Kind.PLACES, patch);
        String local = whole ? local(layers, name, input, channels) : input;
        String tokens = layers.add(new Op.Group(name + ".unfold", local, places));
        tokens = whole
                ? Blocks.transformer(layers, name + ".transformer", tokens, channels, Sequences.ROW)
                : Blocks.multiHeadAttention(layers, name, tokens, channels, Blocks.heads(channels),
                        Sequences.ROW);
        String folded = layers.add(new Op.Ungroup(whole ? name + ".fold" : name, tokens, local, places));
        return whole ? fusion(layers, name, input, folded, channels) : folded;
    }

    private static String local(LayerBuilder layers, String name, String input, int channels) {
        String value = convolution(layers, name + ".local", input, channels, channels, 3);
        return layers.biased(name + ".expand", value, channels, channels);
    }

    private static String fusion(LayerBuilder layers, String name, String input, String folded, int channels) {
        String value = convolution(layers, name + ".reduce", folded, channels, channels, 1);
        value = layers.add(new Op.Concatenate(name + ".concat", List.of(input, value)));
        return convolution(layers, name + ".fusion", value, 2 * channels, channels, 3);
    }

    /// A convolution with normalisation and SiLU.
    private static String convolution(LayerBuilder layers, String name, String input, int in, int out, int kernel) {
        return Blocks.silu(layers,
                layers.normalized(name, name + "_bn", input, in, out, kernel, kernel, 1, 1));
    }
}
