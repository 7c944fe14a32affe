package dev.ghostlane.ghostnetv2.attention;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.layers.LayerBuilder;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;

/// MobileViT's attention (arXiv 2110.02178) at the size of a mobile network, as a gate: a 1×1 convolution to `hidden`
/// channels, unfolding into patches, a [TransformerLayer] between the pixels of the same place in all patches, folding, a
/// 1×1 convolution to the gated channels, sigmoid. Without MobileViT's two 3×3 convolutions: the ghost module that is gated
/// looks at neighbours itself.
///
/// @param hidden channels of the transformer layer
/// @param patch side of a patch; 1: all pixels attend to all, with no unfolding
public record NarrowAttention(int hidden, int patch) implements GatingBlock {

    /// @throws IllegalArgumentException if a value is below 1
    public NarrowAttention {
        if (hidden < 1 || patch < 1) {
            throw new IllegalArgumentException(
                    "hidden channels and patch must be at least 1, found " + hidden + " and " + patch);
        }
    }

    @Override
    public String name() { return "narrow-attention-" + hidden + (patch == 1 ? "" : "-patch-" + patch); }

    @Override
    public String description() {
        return (patch == 1 ? "transformer layer" : "unfold, transformer layer, fold, patch " + patch) + " on " + hidden
                + " channels, as a gate";
    }

    @Override
    public String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width) {
        String reduced = layers.normalized(name + ".reduce", name + ".reduce_bn", input, in, hidden, 1, 1, 1, 1);
        String value = patch == 1 ? transformer(layers, name, reduced, Sequences.IMAGE) : local(layers, name, reduced);
        value = layers.normalized(name + ".expand", name + ".expand_bn", value, hidden, channels, 1, 1, 1, 1);
        return GatingBlock.sigmoid(layers, name, value);
    }

    private String local(LayerBuilder layers, String name, String input) {
        Grouping places = new Grouping(Grouping.Kind.PLACES, patch);
        String tokens = layers.add(new Op.Group(name + ".unfold", input, places));
        return layers.add(
                new Op.Ungroup(name + ".fold", transformer(layers, name, tokens, Sequences.ROW), input, places));
    }

    private String transformer(LayerBuilder layers, String name, String input, Sequences sequences) {
        return TransformerLayer.append(layers, name + ".transformer", input, hidden, sequences);
    }
}
