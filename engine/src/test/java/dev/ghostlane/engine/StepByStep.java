package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.attention.AttentionShape;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Evaluates a network one operation at a time with the scalar kernels, each value in a dense map of its own:
/// nothing is fused, shared or cut, and every convolution goes through one of two kernels. What the engine
/// must reproduce to the bit.
///
/// Only batch normalisation is folded, because the engine documents that it folds and how it rounds.
final class StepByStep {

    private final Kernels kernels = Kernels.scalar();
    private final Map<String, Op> ops = new HashMap<>();
    private final Map<String, FeatureMap> values = new HashMap<>();

    StepByStep(Network network, FeatureMap input) {
        network.ops().forEach(op -> ops.put(op.output(), op));
        values.put(network.input(), input);
    }

    /// The elements of a value, in NHWC order without gaps.
    float[] elements(String name) { return value(name).data().clone(); }

    /// A value; its map fills its array.
    FeatureMap value(String name) {
        FeatureMap known = values.get(name);
        if (known == null) {
            known = compute(ops.get(name));
            values.put(name, known);
        }
        return known;
    }

    private FeatureMap compute(Op op) {
        return switch (op) {
            case Op.Convolution convolution ->
                convolve(convolution, convolution.weights(), bias(convolution));
            case Op.BatchNormalization norm -> normalize(norm);
            case Op.Activate activate -> {
                FeatureMap input = value(activate.input());
                FeatureMap output = like(input, input.channels());
                kernels.activation().run(activate.activation(), input, output, 0, output.rows());
                yield output;
            }
            case Op.AveragePool2x2 pool -> {
                FeatureMap input = value(pool.input());
                FeatureMap output = FeatureMap.allocate(input.batch(), input.height() / 2, input.width() / 2,
                        input.channels());
                kernels.averagePool().run(input, output, 0, output.rows());
                yield output;
            }
            case Op.GlobalAverage average -> {
                FeatureMap input = value(average.input());
                FeatureMap output = FeatureMap.allocate(input.batch(), 1, 1, input.channels());
                kernels.globalAveragePool().run(input, output, 0, output.rows());
                yield output;
            }
            case Op.Upsample upsample ->
                resize(upsample.mode(), value(upsample.input()), value(upsample.like()));
            case Op.Multiply multiply -> multiply(value(multiply.left()), value(multiply.right()));
            case Op.Sum sum -> {
                FeatureMap left = value(sum.left());
                FeatureMap output = like(left, left.channels());
                for (int i = 0; i < output.data().length; i++) {
                    output.data()[i] = left.data()[i] + value(sum.right()).data()[i];
                }
                yield output;
            }
            case Op.Concatenate concatenate -> concatenate(concatenate);
            case Op.GlobalMax max -> {
                FeatureMap input = value(max.input());
                FeatureMap output = FeatureMap.allocate(input.batch(), 1, 1, input.channels());
                kernels.globalMax().run(input, output, 0, output.rows());
                yield output;
            }
            case Op.AxisMean mean -> {
                FeatureMap input = value(mean.input());
                boolean rows = mean.sequences() == Sequences.ROW;
                FeatureMap output = FeatureMap.allocate(input.batch(), rows ? input.height() : 1,
                        rows ? 1 : input.width(), input.channels());
                kernels.axisMean().run(mean.sequences(), input, output, 0, output.rows());
                yield output;
            }
            case Op.ChannelPool pool -> {
                FeatureMap input = value(pool.input());
                FeatureMap output = like(input, 2);
                kernels.channelPool().run(input, output, 0, output.rows());
                yield output;
            }
            case Op.LayerNormalization norm -> {
                FeatureMap input = value(norm.input());
                FeatureMap output = like(input, input.channels());
                kernels.layerNormalization().run(norm.scale(), norm.shift(), norm.epsilon(), input, output, 0,
                        output.rows());
                yield output;
            }
            case Op.Group group -> {
                FeatureMap input = value(group.input());
                FeatureMap output = FeatureMap.allocate(input.batch(),
                        group.grouping().rows(input.height(), input.width()),
                        group.grouping().tokens(input.height(), input.width()), input.channels());
                kernels.rearrangement().run(group.grouping(), Direction.GROUP, input, output, 0, output.rows());
                yield output;
            }
            case Op.Ungroup ungroup -> {
                FeatureMap input = value(ungroup.input());
                FeatureMap output = like(value(ungroup.like()), input.channels());
                kernels.rearrangement().run(ungroup.grouping(), Direction.UNGROUP, input, output, 0, output.rows());
                yield output;
            }
            case Op.Attention attention -> attend(attention);
            case Op.TokenMixing mixing -> mix(mixing);
        };
    }

    /// Folds the chain of batch normalisations that ends with this one into the convolution before it, or into
    /// a convolution that changes nothing.
    private FeatureMap normalize(Op.BatchNormalization last) {
        Deque<Op.BatchNormalization> chain = new ArrayDeque<>();
        Op op = last;
        while (op instanceof Op.BatchNormalization || op instanceof Op.Activate(_, _, Activation function)
                && function == Activation.NONE) {
            if (op instanceof Op.BatchNormalization norm) {
                chain.push(norm);
            }
            op = ops.get(op.inputs().get(0));
        }
        Op.Convolution base = op instanceof Op.Convolution convolution ? convolution : unit(chain.peek());
        float[] weights = base.weights().clone();
        float[] bias = bias(base).clone();
        int depth = weights.length / bias.length;
        for (Op.BatchNormalization norm : chain) {
            for (int o = 0; o < bias.length; o++) {
                double scale = norm.scale()[o] / Math.sqrt((double) norm.variance()[o] + norm.epsilon());
                for (int k = 0; k < depth; k++) {
                    weights[o * depth + k] = (float) (weights[o * depth + k] * scale);
                }
                bias[o] = (float) (((double) bias[o] - norm.mean()[o]) * scale + norm.shift()[o]);
            }
        }
        return convolve(base, weights, bias);
    }

    private static Op.Convolution unit(Op.BatchNormalization first) {
        int count = first.scale().length;
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return new Op.Convolution("unit", first.input(), count, count, 1, 1, 1, 0, 0, count, ones, null);
    }

    private static float[] bias(Op.Convolution op) {
        return op.bias() == null ? new float[op.outChannels()] : op.bias();
    }

    private FeatureMap convolve(Op.Convolution op, float[] weights, float[] bias) {
        FeatureMap input = value(op.input());
        FeatureMap output = FeatureMap.allocate(input.batch(),
                (input.height() + 2 * op.paddingHeight() - op.kernelHeight()) / op.stride() + 1,
                (input.width() + 2 * op.paddingWidth() - op.kernelWidth()) / op.stride() + 1,
                op.outChannels());
        if (op.groups() == op.inChannels() && op.groups() == op.outChannels()) {
            kernels.depthwise().run(
                    DepthwiseWeights.pack(op.outChannels(), op.kernelHeight(), op.kernelWidth(), op.stride(),
                            op.paddingHeight(), op.paddingWidth(), weights, bias),
                    Activation.NONE, input, output, 0, output.rows());
        } else {
            kernels.dense().run(kernels.dense().pack(op.outChannels(), op.inChannels(), op.kernelHeight(),
                    op.stride(), op.paddingHeight(), weights, bias), Activation.NONE, input, output, 0,
                    output.rows());
        }
        return output;
    }

    private FeatureMap resize(UpsampleMode mode, FeatureMap input, FeatureMap like) {
        FeatureMap output = like(like, input.channels());
        kernels.upsample().run(Resize.of(mode, input, output), input, output, 0, output.rows());
        return output;
    }

    private FeatureMap multiply(FeatureMap left, FeatureMap right) {
        FeatureMap output = like(left, left.channels());
        if (right.channels() < left.channels()) {
            kernels.spatialGate().run(left, right, output, 0, output.rows());
            return output;
        }
        FeatureMap factor = right.samePixels(left) ? right : resize(UpsampleMode.NEAREST, right, left);
        for (int i = 0; i < output.data().length; i++) {
            output.data()[i] = left.data()[i] * factor.data()[i];
        }
        return output;
    }

    private FeatureMap attend(Op.Attention op) {
        FeatureMap query = value(op.query());
        int tokens = op.sequences().tokens(query);
        int channels = query.channels() / op.heads();
        TokenMatrices keys = new TokenMatrices(op.sequences(), op.heads(), TokenMatrices.Role.OUTPUTS,
                kernels.matrixProduct().layout(tokens, channels));
        TokenMatrices values = new TokenMatrices(op.sequences(), op.heads(), TokenMatrices.Role.INPUTS,
                kernels.matrixProduct().layout(channels, tokens));
        AttentionShape shape = new AttentionShape(keys, values, op.scale());
        FeatureMap output = like(query, query.channels());
        kernels.attention().run(shape, query, pack(keys, value(op.key())), pack(values, value(op.value())), output,
                new float[shape.scratchFloats()], 0, 0, shape.units(output));
        return output;
    }

    private FeatureMap pack(TokenMatrices matrices, FeatureMap map) {
        FeatureMap packed = FeatureMap.allocate(map.batch(), matrices.sequences().ofImage(map), matrices.heads(),
                matrices.layout().floats());
        kernels.matrixPacking().run(matrices, map, packed, 0, matrices.units(packed));
        return packed;
    }

    /// Weights that channels share are weights of each channel.
    private FeatureMap mix(Op.TokenMixing op) {
        FeatureMap input = value(op.input());
        FeatureMap output = like(input, input.channels());
        float[] weights = new float[op.weights().length / op.channels() * input.channels()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = op.weights()[op.channels() == 1 ? i / input.channels() : i];
        }
        kernels.tokenMixing().run(op.sequences(), weights, input, output, 0, output.rows());
        return output;
    }

    private FeatureMap concatenate(Op.Concatenate op) {
        int channels = op.inputs().stream().mapToInt(input -> value(input).channels()).sum();
        FeatureMap output = like(value(op.inputs().get(0)), channels);
        int channel = 0;
        for (String name : op.inputs()) {
            FeatureMap input = value(name);
            for (int pixel = 0; pixel < output.pixels(); pixel++) {
                System.arraycopy(input.data(), pixel * input.channels(), output.data(),
                        pixel * channels + channel,
                        input.channels());
            }
            channel += input.channels();
        }
        return output;
    }

    private static FeatureMap like(FeatureMap map, int channels) {
        return FeatureMap.allocate(map.batch(), map.height(), map.width(), channels);
    }
}
