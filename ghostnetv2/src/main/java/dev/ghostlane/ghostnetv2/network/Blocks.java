package dev.ghostlane.ghostnetv2.network;

import dev.ghostlane.engine.Op;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// Groups of layers that the networks of the family are made of, and that studies of attention use alone. Each appends
/// its layers under a prefix and gives the name of its result.
public final class Blocks {

    /// Channels of a head in most vision transformers (Swin, arXiv 2103.14030).
    private static final int HEAD = 32;

    private Blocks() {}

    /// {@return the name of the result of squeeze-and-excitation (arXiv 1709.01507) as GhostNet has it: global
    /// average, two fully connected layers with ReLU and hard sigmoid, gate by channels}
    ///
    /// @param layers receives the layers
    /// @param name prefix of the layers' names
    /// @param input name of the value that is read
    /// @param channels channels of the input and of the result
    /// @param hidden channels between the layers
    public static String squeezeExcitation(LayerBuilder layers, String name, String input, int channels, int hidden) {
        String value = layers.add(new Op.GlobalAverage(name + ".pool", input));
        value = layers.biased(name + ".conv_reduce", value, channels, hidden);
        value = layers.activate(name + ".act1", value, Activation.RELU);
        value = layers.biased(name + ".conv_expand", value, hidden, channels);
        value = layers.activate(name + ".gate_fn", value, Activation.HARD_SIGMOID);
        return layers.add(new Op.Multiply(name, input, value));
    }

    /// {@return the name of the gate of decoupled fully connected attention as GhostNetV2's code has it: 2×2 average
    /// pooling, 1×1 convolution, two strips and a sigmoid at a quarter of the pixels, then a resize to the map that is
    /// gated}
    ///
    /// @param layers receives the layers
    /// @param name prefix of the layers' names
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param gated name of the value that the gate is for
    /// @param channels channels of the gated value
    /// @param length of a strip, odd; 5 as released
    /// @param mode of the resize; nearest as released
    public static String decoupledGate(LayerBuilder layers, String name, String input, int in, String gated,
            int channels, int length, UpsampleMode mode) {
        String strips = name + ".short_conv";
        String value = layers.add(new Op.AveragePool2x2(name + ".avg_pool2d", input));
        value = layers.normalized(strips + ".0", strips + ".1", value, in, channels, 1, 1, 1, 1);
        value = layers.normalized(strips + ".2", strips + ".3", value, channels, channels, 1, length, 1, channels);
        value = layers.normalized(strips + ".4", strips + ".5", value, channels, channels, length, 1, 1, channels);
        value = layers.activate(name + ".gate_fn", value, Activation.SIGMOID);
        return layers.add(new Op.Upsample(name + ".interpolate", value, gated, mode));
    }

    /// {@return the name of the result of projections to queries, keys and values, attention within sequences, and the
    /// projection of its result, all with biases}
    ///
    /// @param layers receives the layers
    /// @param name prefix of the layers' names
    /// @param input name of the value that is read
    /// @param channels channels of the input and of the result
    /// @param heads a divisor of the channels
    /// @param sequences which pixels attend to each other
    public static String multiHeadAttention(LayerBuilder layers, String name, String input, int channels, int heads,
            Sequences sequences) {
        String query = layers.biased(name + ".query", input, channels, channels);
        String key = layers.biased(name + ".key", input, channels, channels);
        String value = layers.biased(name + ".value", input, channels, channels);
        float scale = (float) (1 / Math.sqrt(channels / heads));
        String mixed = layers.add(new Op.Attention(name + ".attention", query, key, value, heads, scale, sequences));
        return layers.biased(name + ".projection", mixed, channels, channels);
    }

    /// {@return the number of heads, a divisor of the channels, that brings the channels of a head nearest to 32: 4
    /// for 120 channels, 15 for 480, 30 for 960, 2 for 72} Of two that are as near, the fewer.
    ///
    /// @param channels channels of the input and of the result
    public static int heads(int channels) {
        int best = 1;
        for (int heads = 2; heads <= channels; heads++) {
            if (channels % heads == 0 && Math.abs(channels / heads - HEAD) < Math.abs(channels / best - HEAD)) {
                best = heads;
            }
        }
        return best;
    }

    /// {@return the name of the result of a transformer's layer as MobileViT (arXiv 2110.02178) has it: layer
    /// normalisation, attention with its projections (heads of about 32 channels), residual; layer normalisation, two
    /// fully connected layers with twice the channels between and SiLU, residual; and the layer normalisation that
    /// ends a row of such layers} `8·N·C²` multiply-adds and, within sequences of `T` tokens, `2·N·T·C`.
    ///
    /// @param layers receives the layers
    /// @param name prefix of the layers' names
    /// @param input name of the value that is read
    /// @param channels channels of the input and of the result
    /// @param sequences which pixels attend to each other
    public static String transformer(LayerBuilder layers, String name, String input, int channels,
            Sequences sequences) {
        String value = layers.layerNormalization(name + ".norm1", input, channels);
        value = multiHeadAttention(layers, name, value, channels, heads(channels), sequences);
        String attended = layers.add(new Op.Sum(name + ".sum1", value, input));
        value = layers.layerNormalization(name + ".norm2", attended, channels);
        value = silu(layers, layers.biased(name + ".fc1", value, channels, 2 * channels));
        value = layers.biased(name + ".fc2", value, 2 * channels, channels);
        value = layers.add(new Op.Sum(name + ".sum2", value, attended));
        return layers.layerNormalization(name + ".norm3", value, channels);
    }

    /// {@return the name of `x · sigmoid(x)`}
    ///
    /// @param layers receives the layers
    /// @param input name of the value that is read
    public static String silu(LayerBuilder layers, String input) {
        String sigmoid = layers.activate(input + ".sigmoid", input, Activation.SIGMOID);
        return layers.add(new Op.Multiply(input + ".silu", input, sigmoid));
    }
}
