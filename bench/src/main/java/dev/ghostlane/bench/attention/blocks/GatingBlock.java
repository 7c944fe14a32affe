package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.activation.Activation;

/// A block whose output is `sigmoid(A(X)) ⊙ V(X)`, as GhostNetV2's (arXiv 2211.12905) is. Here `V` is the identity; in
/// a network it is a ghost module, and the block gives the gate for it.
public interface GatingBlock extends AttentionBlock {

    /// Appends the gate: a value of `gated`'s shape, after the sigmoid.
    ///
    /// @param input name of the value it reads, of the gated map's height and width
    /// @param in channels of the input
    /// @param gated name of the value that will be gated
    /// @param channels channels of the gated value
    String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width);

    @Override
    default String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        String gate = gate(layers, name, input, channels, input, channels, height, width);
        return layers.add(new Op.Multiply(name, input, gate));
    }

    /// A value of the gated map's channels: the input, or a 1×1 convolution of it where it has others.
    static String matched(LayerBuilder layers, String name, String input, int in, int channels) {
        return in == channels
                ? input
                : layers.normalized(name + ".conv", name + ".bn", input, in, channels, 1, 1, 1, 1);
    }

    /// The sigmoid that ends a gate.
    static String sigmoid(LayerBuilder layers, String name, String input) {
        return layers.activate(name + ".sigmoid", input, Activation.SIGMOID);
    }
}
