package dev.ghostlane.engine;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Builds small networks layer by layer, with weights that a seed determines. Each layer is named by its
/// caller and returns that name.
final class Layers {

    /// Name of the input value.
    static final String INPUT = "input";

    private static final float EPSILON = 1e-5f;

    private final RandomGenerator random;
    private final List<Op> ops = new ArrayList<>();
    private final Map<String, Integer> channels = new HashMap<>();
    private final int inputChannels;

    Layers(int inputChannels, long seed) {
        this.inputChannels = inputChannels;
        this.random = Tensors.random(seed);
        channels.put(INPUT, inputChannels);
    }

    /// Channels of a value.
    int channels(String value) { return channels.get(value); }

    /// The network so far.
    Network network(String output) { return new Network("test", INPUT, inputChannels, ops, output); }

    /// Any operation, with the channels of its output.
    String add(Op op, int outputChannels) {
        ops.add(op);
        channels.put(op.output(), outputChannels);
        return op.output();
    }

    String pointwise(String name, String input, int out) { return dense(name, input, out, 1, 1, 0); }

    String dense(String name, String input, int out, int kernel, int stride, int padding) {
        int in = channels(input);
        float[] bias = random.nextBoolean() ? values(out, 0.5) : null;
        return add(new Op.Convolution(name, input, in, out, kernel, kernel, stride, padding, padding, 1,
                values(out * in * kernel * kernel, 1 / Math.sqrt(in * kernel * kernel)), bias), out);
    }

    /// Depthwise, with half the kernel as padding.
    String depthwise(String name, String input, int height, int width, int stride) {
        return depthwise(name, input, height, width, stride, height / 2, width / 2);
    }

    String depthwise(String name, String input, int height, int width, int stride, int paddingHeight,
            int paddingWidth) {
        int count = channels(input);
        float[] bias = random.nextBoolean() ? values(count, 0.5) : null;
        return add(new Op.Convolution(name, input, count, count, height, width, stride, paddingHeight,
                paddingWidth,
                count, values(count * height * width, 1 / Math.sqrt(height * width)), bias), count);
    }

    String normalize(String name, String input) {
        int count = channels(input);
        float[] variance = values(count, 0.5);
        for (int i = 0; i < count; i++) {
            variance[i] = 0.1f + Math.abs(variance[i]);
        }
        return add(new Op.BatchNormalization(name, input, values(count, 1), values(count, 0.3),
                values(count, 0.3),
                variance, EPSILON), count);
    }

    String activate(String name, String input, Activation activation) {
        return add(new Op.Activate(name, input, activation), channels(input));
    }

    String pool(String name, String input) {
        return add(new Op.AveragePool2x2(name, input), channels(input));
    }

    String average(String name, String input) {
        return add(new Op.GlobalAverage(name, input), channels(input));
    }

    String upsample(String name, String input, String like, UpsampleMode mode) {
        return add(new Op.Upsample(name, input, like, mode), channels(input));
    }

    String multiply(String name, String left, String right) {
        return add(new Op.Multiply(name, left, right), channels(left));
    }

    String sum(String name, String left, String right) {
        return add(new Op.Sum(name, left, right), channels(left));
    }

    String concatenate(String name, String... inputs) {
        int count = 0;
        for (String input : inputs) {
            count += channels(input);
        }
        return add(new Op.Concatenate(name, List.of(inputs)), count);
    }

    String max(String name, String input) { return add(new Op.GlobalMax(name, input), channels(input)); }

    String axisMean(String name, String input, Sequences sequences) {
        return add(new Op.AxisMean(name, input, sequences), channels(input));
    }

    String channelPool(String name, String input) { return add(new Op.ChannelPool(name, input), 2); }

    String layerNormalize(String name, String input) {
        int count = channels(input);
        return add(new Op.LayerNormalization(name, input, values(count, 1), values(count, 0.3), EPSILON), count);
    }

    String group(String name, String input, Grouping grouping) {
        return add(new Op.Group(name, input, grouping), channels(input));
    }

    String ungroup(String name, String input, String like, Grouping grouping) {
        return add(new Op.Ungroup(name, input, like, grouping), channels(input));
    }

    String attend(String name, String query, String key, String value, int heads, Sequences sequences) {
        float scale = (float) (1 / Math.sqrt(channels(query) / (double) heads));
        return add(new Op.Attention(name, query, key, value, heads, scale, sequences), channels(query));
    }

    /// @param shared whether all channels share the weights
    String mix(String name, String input, Sequences sequences, int height, int width, boolean shared) {
        int count = shared ? 1 : channels(input);
        int tokens = sequences.tokens(height, width);
        return add(new Op.TokenMixing(name, input, sequences, height, width, count,
                values(sequences.ofImage(height, width) * tokens * tokens * count, 1 / Math.sqrt(tokens))),
                channels(input));
    }

    private float[] values(int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
