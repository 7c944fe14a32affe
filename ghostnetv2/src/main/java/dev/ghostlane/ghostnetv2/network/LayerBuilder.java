package dev.ghostlane.ghostnetv2.network;

import dev.ghostlane.engine.Op;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Collects a network layer by layer, first without its parameters: their names and shapes are known before
/// any value is read, so a checkpoint can be checked without trusting its sizes.
///
/// Values are named like the PyTorch modules that give them.
public final class LayerBuilder {

    /// `epsilon` of every normalisation of the family.
    public static final float EPSILON = 1e-5f;

    /// End of the names of a token mixing's weights.
    public static final String TOKENS = ".token_weight";

    private final Map<String, List<Integer>> parameters = new LinkedHashMap<>();
    private final List<Function<Function<String, float[]>, Op>> layers = new ArrayList<>();
    private final boolean folded;

    /// A network without layers.
    ///
    /// @param folded whether normalisations are folded into the convolutions before them
    public LayerBuilder(boolean folded) { this.folded = folded; }

    /// {@return names and shapes of all parameters, in the order of the layers}
    public Map<String, List<Integer>> parameters() { return Collections.unmodifiableMap(parameters); }

    /// {@return the operations with their parameters}
    ///
    /// @param values gives a parameter's values by its name
    public List<Op> build(Function<String, float[]> values) {
        List<Op> ops = new ArrayList<>(layers.size());
        for (Function<Function<String, float[]>, Op> layer : layers) {
            ops.add(layer.apply(values));
        }
        return ops;
    }

    /// {@return the name of the result of a layer without parameters, which is added}
    ///
    /// @param op the layer
    public String add(Op op) {
        layers.add(_ -> op);
        return op.output();
    }

    /// {@return the name of the result of a convolution and the batch normalisation that follows it, or, folded, of a
    /// convolution with bias, which are added; padding is half the kernel}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param norm name of the normalisation
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param out channels of the result
    /// @param height height of the kernel
    /// @param width width of the kernel
    /// @param stride step of the kernel in both directions
    /// @param groups 1, or `out` for a kernel of each channel's own
    public String normalized(String name, String norm, String input, int in, int out, int height, int width, int stride,
            int groups) {
        String value = convolution(name, input, in, out, height, width, stride, groups, folded);
        return folded ? value : normalization(norm, value, out);
    }

    /// {@return the name of the result of a 1×1 convolution with bias, which is added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param out channels of the result
    public String biased(String name, String input, int in, int out) { return biased(name, input, in, out, 1, 1, 1); }

    /// {@return the name of the result of a convolution with bias and a square kernel, which is added; padding is half
    /// the kernel}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param out channels of the result
    /// @param kernel side of the kernel
    /// @param stride step of the kernel in both directions
    /// @param groups 1, or `out` for a kernel of each channel's own
    public String biased(String name, String input, int in, int out, int kernel, int stride, int groups) {
        return convolution(name, input, in, out, kernel, kernel, stride, groups, true);
    }

    /// {@return the name of the result of a 1×1 convolution with bias that uses the parameters of another one; it is
    /// added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param parameters name of the convolution that brings the parameters, made before
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param out channels of the result
    public String shared(String name, String parameters, String input, int in, int out) {
        layers.add(values -> new Op.Convolution(name, input, in, out, 1, 1, 1, 0, 0, 1,
                values.apply(parameters + ".weight"), values.apply(parameters + ".bias")));
        return name;
    }

    /// {@return the name of the result of a normalised 1×1 convolution that uses the parameters of another one; it is
    /// added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param parameters name of the convolution that brings the parameters, made before
    /// @param norm name of its normalisation
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param out channels of the result
    public String sharedNormalized(String name, String parameters, String norm, String input, int in, int out) {
        layers.add(values -> new Op.Convolution(name, input, in, out, 1, 1, 1, 0, 0, 1,
                values.apply(parameters + ".weight"), folded ? values.apply(parameters + ".bias") : null));
        return folded ? name : normalization(name + ".norm", norm, name);
    }

    /// {@return the name of the result of a layer normalisation over the channels, which is added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param input name of the value that is read
    /// @param channels channels of input and result
    public String layerNormalization(String name, String input, int channels) {
        parameters.put(name + ".weight", List.of(channels));
        parameters.put(name + ".bias", List.of(channels));
        layers.add(values -> new Op.LayerNormalization(name, input, values.apply(name + ".weight"),
                values.apply(name + ".bias"), EPSILON));
        return name;
    }

    /// {@return the name of the result of a fully connected layer between tokens, for one size of map, which is added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param input name of the value that is read
    /// @param sequences which pixels belong together
    /// @param height lines of the map
    /// @param width columns of the map
    /// @param weightChannels channels that have weights of their own, or 1: all share them
    public String tokenMixing(String name, String input, Sequences sequences, int height, int width,
            int weightChannels) {
        int tokens = sequences.tokens(height, width);
        parameters.put(name + TOKENS, List.of(sequences.ofImage(height, width), tokens, tokens, weightChannels));
        layers.add(values -> new Op.TokenMixing(name, input, sequences, height, width, weightChannels,
                values.apply(name + TOKENS)));
        return name;
    }

    private String convolution(String name, String input, int in, int out, int height, int width, int stride,
            int groups, boolean bias) {
        parameters.put(name + ".weight", List.of(out, in / groups, height, width));
        if (bias) {
            parameters.put(name + ".bias", List.of(out));
        }
        layers.add(values -> new Op.Convolution(name, input, in, out, height, width, stride, height / 2, width / 2,
                groups, values.apply(name + ".weight"), bias ? values.apply(name + ".bias") : null));
        return name;
    }

    /// {@return the name of the result of a fully connected layer on a map of one pixel, which is added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param input name of the value that is read
    /// @param in channels of the input
    /// @param out channels of the result
    public String linear(String name, String input, int in, int out) {
        parameters.put(name + ".weight", List.of(out, in));
        parameters.put(name + ".bias", List.of(out));
        layers.add(values -> new Op.Convolution(name, input, in, out, 1, 1, 1, 0, 0, 1,
                values.apply(name + ".weight"), values.apply(name + ".bias")));
        return name;
    }

    private String normalization(String name, String input, int channels) {
        for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
            parameters.put(name + part, List.of(channels));
        }
        return normalization(name, name, input);
    }

    private String normalization(String name, String parameters, String input) {
        layers.add(values -> new Op.BatchNormalization(name, input, values.apply(parameters + ".weight"),
                values.apply(parameters + ".bias"), values.apply(parameters + ".running_mean"),
                values.apply(parameters + ".running_var"), EPSILON));
        return name;
    }

    /// {@return the name of the result of an element-wise function, which is added}
    ///
    /// @param name the layer's name, with which its parameters' names begin
    /// @param input name of the value that is read
    /// @param activation the function
    public String activate(String name, String input, Activation activation) {
        return add(new Op.Activate(name, input, activation));
    }
}
