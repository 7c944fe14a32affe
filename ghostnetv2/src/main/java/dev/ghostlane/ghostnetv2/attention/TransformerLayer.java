package dev.ghostlane.ghostnetv2.attention;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.layers.LayerBuilder;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;

/// A transformer's layer as MobileViT (arXiv 2110.02178) has it: layer normalisation, attention with its projections (heads
/// of about 32 channels), residual; layer normalisation, two fully connected layers with twice the channels between and
/// SiLU, residual; and the layer normalisation that ends a row of such layers. `8·N·C²` multiply-adds and, within sequences
/// of `T` tokens, `2·N·T·C`.
final class TransformerLayer {

    private TransformerLayer() {}

    static String append(LayerBuilder layers, String name, String input, int channels, Sequences sequences) {
        String value = layers.layerNormalization(name + ".norm1", input, channels);
        value = MultiHeadAttention.append(layers, name, value, channels, MultiHeadAttention.heads(channels), sequences);
        String attended = layers.add(new Op.Sum(name + ".sum1", value, input));
        value = layers.layerNormalization(name + ".norm2", attended, channels);
        value = silu(layers, layers.biased(name + ".fc1", value, channels, 2 * channels));
        value = layers.biased(name + ".fc2", value, 2 * channels, channels);
        value = layers.add(new Op.Sum(name + ".sum2", value, attended));
        return layers.layerNormalization(name + ".norm3", value, channels);
    }

    /// `x · sigmoid(x)`.
    static String silu(LayerBuilder layers, String input) {
        String sigmoid = layers.activate(input + ".sigmoid", input, Activation.SIGMOID);
        return layers.add(new Op.Multiply(input + ".silu", input, sigmoid));
    }
}
