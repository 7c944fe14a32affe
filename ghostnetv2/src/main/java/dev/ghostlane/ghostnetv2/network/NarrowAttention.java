package dev.ghostlane.ghostnetv2.network;

import dev.ghostlane.engine.Op;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;

/// MobileViT's attention (arXiv 2110.02178) at the size of a mobile network, as a gate: a 1×1 convolution to `hidden`
/// channels, unfolding into patches, a transformer layer between the pixels of the same place in all patches, folding,
/// a 1×1 convolution to the gated channels, sigmoid. Without MobileViT's two 3×3 convolutions: the ghost module that is
/// gated looks at neighbours itself.
///
/// @param hidden channels of the transformer layer
/// @param patch side of a patch; 1: all pixels attend to all, with no unfolding
record NarrowAttention(int hidden, int patch) {

    /// Appends the gate, a value of the input's height and width.
    ///
    /// @param in channels of the input
    /// @param channels channels of the gate
    String gate(LayerBuilder layers, String name, String input, int in, int channels) {
        String reduced = layers.normalized(name + ".reduce", name + ".reduce_bn", input, in, hidden, 1, 1, 1, 1);
        String value = patch == 1 ? transformer(layers, name, reduced, Sequences.IMAGE) : local(layers, name, reduced);
        value = layers.normalized(name + ".expand", name + ".expand_bn", value, hidden, channels, 1, 1, 1, 1);
        return layers.activate(name + ".sigmoid", value, Activation.SIGMOID);
    }

    private String local(LayerBuilder layers, String name, String input) {
        Grouping places = new Grouping(Grouping.Kind.PLACES, patch);
        String tokens = layers.add(new Op.Group(name + ".unfold", input, places));
        return layers.add(
                new Op.Ungroup(name + ".fold", transformer(layers, name, tokens, Sequences.ROW), input, places));
    }

    private String transformer(LayerBuilder layers, String name, String input, Sequences sequences) {
        return Blocks.transformer(layers, name + ".transformer", input, hidden, sequences);
    }
}
