package dev.ghostlane.ghostnetv2.network;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.kernels.activation.Activation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// GhostNet, GhostNetV2 and GhostNetV3 as layers on named values (arXiv 1911.11907, 2211.12905, 2404.11202 and the
/// authors' code).
///
/// A ghost module is a 1×1 *primary* convolution and a *cheap* 3×3 depthwise convolution of its result, joined.
/// From GhostNetV2 on, decoupled fully connected attention gates the first ghost module of a bottleneck: the module's
/// input is pooled 2×2, goes through a 1×1 convolution, a horizontal and a vertical strip and a sigmoid, and is
/// resized to the module's output.
final class Architecture {

    /// Name of the input value: RGB, normalised.
    static final String INPUT = "input";

    private final Configuration configuration;
    private final LayerBuilder layers;
    private final String output;

    /// How often the sides have been halved so far, at stem stride 2: by the stem and bottlenecks of stride 2.
    private int halvings = 1;

    Architecture(Configuration configuration) {
        this.configuration = configuration;
        this.layers = new LayerBuilder(configuration.folded());
        this.output = layers();
    }

    /// Names and shapes of all parameters.
    Map<String, List<Integer>> parameters() { return layers.parameters(); }

    /// The network with its parameters.
    ///
    /// @param values gives a parameter's values by its name
    Network network(Function<String, float[]> values) {
        return new Network(configuration.variant() + " " + configuration.width(), INPUT, 3, layers.build(values),
                output);
    }

    private String layers() {
        int channels = configuration.channels(16);
        String value = layers.normalized("conv_stem", "bn1", INPUT, 3, channels, 3, 3, configuration.stemStride(), 1);
        value = layers.activate("stem", value, Activation.RELU);
        for (Bottleneck row : Bottleneck.TABLE) {
            int out = configuration.channels(row.out());
            value = bottleneck(row, value, channels, configuration.channels(row.expanded()), out);
            channels = out;
        }
        int last = configuration.channels(960);
        value = layers.normalized("blocks.9.0.conv", "blocks.9.0.bn1", value, channels, last, 1, 1, 1, 1);
        value = layers.activate("blocks.9.0", value, Activation.RELU);
        value = layers.add(new Op.GlobalAverage("global_pool", value));
        value = layers.biased("conv_head", value, last, Configuration.HEAD_CHANNELS);
        value = layers.activate("act2", value, Activation.RELU);
        return configuration.classes() == 0
                ? value
                : layers.linear("classifier", value, Configuration.HEAD_CHANNELS, configuration.classes());
    }

    private String bottleneck(Bottleneck row, String input, int in, int expanded, int out) {
        String name = row.name();
        boolean attends = configuration.attends() && row.attends();
        Attention.Place place = configuration.attention().place();
        String value = ghost(name + ".ghost1", input, in, expanded, true, attends && place.isExpanded());
        if (row.stride() > 1) {
            value = merged(name + ".conv_dw", name + ".bn_dw", value, expanded, expanded, row.kernel(), row.stride(),
                    expanded);
            halvings++;
        }
        if (row.squeezes()) {
            value = Blocks.squeezeExcitation(layers, name + ".se", value, expanded, configuration.squeezed(expanded));
        }
        value = ghost(name + ".ghost2", value, expanded, out, false, attends && place.isOutput());
        String shortcut = in == out && row.stride() == 1 ? input : shortcut(row, input, in, out);
        return layers.add(new Op.Sum(name, value, shortcut));
    }

    private String ghost(String name, String input, int in, int out, boolean relu, boolean attends) {
        int half = out / 2;
        String primary = name + ".primary_conv";
        String value = merged(primary + ".0", primary + ".1", input, in, half, 1, 1, 1);
        String first = relu ? layers.activate(primary + ".2", value, Activation.RELU) : value;
        String cheap = name + ".cheap_operation";
        value = merged(cheap + ".0", cheap + ".1", first, half, half, 3, 1, half);
        String second = relu ? layers.activate(cheap + ".2", value, Activation.RELU) : value;
        if (!attends) {
            return layers.add(new Op.Concatenate(name, List.of(first, second)));
        }
        String joined = layers.add(new Op.Concatenate(name + ".concat", List.of(first, second)));
        return layers.add(new Op.Multiply(name, joined, attention(name, input, in, out, joined)));
    }

    /// The gate of a ghost module; reads the module's input.
    private String attention(String name, String input, int in, int out, String joined) {
        Attention attention = configuration.attention();
        if (configuration.isDecoupled()) {
            return Blocks.decoupledGate(layers, name, input, in, joined, out, attention.strip(halvings),
                    configuration.upsample());
        }
        int patch = attention.mechanism() == Attention.Mechanism.LOCAL ? attention.patch(halvings) : 1;
        return new NarrowAttention(configuration.attentionChannels(in), patch).gate(layers, name + ".attention", input,
                in, out);
    }

    private String shortcut(Bottleneck row, String input, int in, int out) {
        String name = row.name() + ".shortcut";
        String value = layers.normalized(name + ".0", name + ".1", input, in, in, row.kernel(), row.kernel(),
                row.stride(), in);
        return layers.normalized(name + ".2", name + ".3", value, in, out, 1, 1, 1, 1);
    }

    /// A convolution with a square kernel and a normalisation; in a merged network, a convolution with bias.
    private String merged(String name, String norm, String input, int in, int out, int kernel, int stride, int groups) {
        return configuration.variant().isMerged()
                ? layers.biased(name, input, in, out, kernel, stride, groups)
                : layers.normalized(name, norm, input, in, out, kernel, kernel, stride, groups);
    }
}
