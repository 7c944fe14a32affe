package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.AttentionSteps;
import dev.ghostlane.engine.steps.ElementwiseSteps;
import dev.ghostlane.engine.steps.PoolSteps;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.engine.steps.TokenSteps;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Turns a network's operations into steps.
///
/// Every value gets a recipe for the step that gives it, in which what can be fused is fused:
///
/// - A batch normalisation after a convolution becomes that convolution, reading the convolution's input.
/// - So does an activation, if nothing else reads the convolution: `x · sigmoid(x)` must not compute `x` twice.
/// - A product whose right side was upsampled to the left becomes a gate on the small map.
///
/// Only the recipes that the wanted outputs need are made. So a value that is fused away costs nothing, and one that is
/// wanted all the same (a stem before its activation, say) is computed in addition to the fused form.
final class NetworkCompiler {

    /// How to make the steps that give a value, and what they read.
    private record Recipe(List<String> inputs, Supplier<List<Step>> steps) {}

    private final Network network;
    private final Kernels kernels;
    private final Map<String, ConvolutionDraft> convolutions = new HashMap<>();
    private final Map<String, Op.Upsample> upsamples = new HashMap<>();
    private final Map<String, Recipe> recipes = new HashMap<>();
    private final Set<String> onePixel = new HashSet<>();
    private final List<Op> live = new ArrayList<>();

    NetworkCompiler(Network network, Kernels kernels) {
        this.network = network;
        this.kernels = kernels;
    }

    CompiledNetwork compile(List<String> outputs) {
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("at least one output must be asked for");
        }
        findLive(outputs);
        network.ops().forEach(this::describe);
        Set<String> needed = needed(outputs);
        List<Step> steps = new ArrayList<>();
        for (String value : network.values()) {
            if (needed.contains(value) && !value.equals(network.input())) {
                steps.addAll(recipes.get(value).steps().get());
            }
        }
        return new CompiledNetwork(network, kernels, steps, outputs);
    }

    /// Finds the operations that the outputs depend on.
    private void findLive(List<String> outputs) {
        Set<String> wanted = new HashSet<>(outputs);
        for (Op op : network.ops().reversed()) {
            if (wanted.contains(op.output())) {
                live.add(op);
                wanted.addAll(op.inputs());
            }
        }
    }

    private Set<String> needed(List<String> outputs) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String output : outputs) {
            if (!recipes.containsKey(output)) {
                throw new IllegalArgumentException("the network " + network.name() + " computes no value " + output);
            }
            open.add(output);
        }
        while (!open.isEmpty()) {
            String value = open.remove();
            if (needed.add(value) && recipes.containsKey(value)) {
                open.addAll(recipes.get(value).inputs());
            }
        }
        return needed;
    }

    private void describe(Op op) {
        String output = op.output();
        List<String> inputs = op.inputs();
        switch (op) {
            case Op.Convolution convolution ->
                convolution(output, ConvolutionDraft.of(convolution, onePixel.contains(convolution.input())));
            case Op.BatchNormalization norm -> convolution(output, normalized(norm));
            case Op.Activate activate -> activate(activate);
            case Op.AveragePool2x2 _ -> step(inputs, () -> new PoolSteps.AveragePool(output, inputs), output);
            case Op.GlobalAverage _ -> {
                onePixel.add(output);
                recipes.put(output, new Recipe(inputs, () -> average(output, inputs.getFirst())));
            }
            case Op.Upsample upsample -> {
                upsamples.put(output, upsample);
                step(inputs, () -> new ElementwiseSteps.Upsample(output, inputs, upsample.mode()), output);
            }
            case Op.Multiply multiply -> gate(multiply);
            case Op.Sum _ -> step(inputs, () -> new ElementwiseSteps.Add(output, inputs), output);
            case Op.GlobalMax _ -> {
                onePixel.add(output);
                step(inputs, () -> new PoolSteps.GlobalMax(output, inputs), output);
            }
            case Op.AxisMean mean ->
                step(inputs, () -> new PoolSteps.AxisMean(output, inputs, mean.sequences()), output);
            case Op.ChannelPool _ -> step(inputs, () -> new PoolSteps.ChannelPool(output, inputs), output);
            case Op.LayerNormalization norm ->
                step(inputs, () -> new TokenSteps.LayerNormalization(output, inputs, norm.scale(), norm.shift(),
                        norm.epsilon()), output);
            case Op.Group group ->
                step(inputs, () -> new TokenSteps.Group(output, inputs, group.grouping()), output);
            case Op.Ungroup ungroup ->
                step(inputs, () -> new TokenSteps.Ungroup(output, inputs, ungroup.grouping()), output);
            case Op.Attention attention -> recipes.put(output, new Recipe(inputs, () -> attend(attention)));
            case Op.TokenMixing mixing -> recipes.put(output, new Recipe(inputs, () -> mix(mixing)));
            case Op.Concatenate _ -> step(inputs, () -> new ElementwiseSteps.Concatenate(output, inputs), output);
        }
    }

    private void step(List<String> inputs, Supplier<Step> step, String output) {
        recipes.put(output, new Recipe(inputs, () -> List.of(step.get())));
    }

    private void convolution(String output, ConvolutionDraft draft) {
        convolutions.put(output, draft);
        boolean pointwise = draft.op().kernelHeight() == 1 && draft.op().kernelWidth() == 1;
        if (draft.onePixel() && pointwise) {
            onePixel.add(output);
        }
        step(draft.op().inputs(), () -> draft.pack(output, kernels), output);
    }

    private ConvolutionDraft normalized(Op.BatchNormalization norm) {
        ConvolutionDraft draft = convolutions.get(norm.input());
        if (draft != null && draft.activation() == Activation.NONE) {
            return draft.normalize(norm);
        }
        return identity(norm.input(), norm.scale().length).normalize(norm);
    }

    /// A depthwise 1×1 convolution that changes nothing, for a batch normalisation that follows no convolution.
    private ConvolutionDraft identity(String input, int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1);
        return ConvolutionDraft.of(
                new Op.Convolution(input, input, channels, channels, 1, 1, 1, 0, 0, channels, ones, null),
                false);
    }

    private void activate(Op.Activate op) {
        ConvolutionDraft draft = convolutions.get(op.input());
        boolean onlyReader = live.stream().filter(other -> other.inputs().contains(op.input())).count() == 1;
        if (draft != null && draft.activation() == Activation.NONE
                && (onlyReader || op.activation() == Activation.NONE)) {
            convolution(op.output(), draft.activate(op.activation()));
        } else {
            if (onePixel.contains(op.input())) {
                onePixel.add(op.output());
            }
            step(op.inputs(), () -> new ElementwiseSteps.Activate(op.output(), op.inputs(), op.activation()),
                    op.output());
        }
    }

    private void gate(Op.Multiply multiply) {
        Op.Upsample upsample = upsamples.get(multiply.right());
        boolean resizes = upsample != null && upsample.like().equals(multiply.left())
                && !oneChannel(upsample.input());
        String gate = resizes ? upsample.input() : multiply.right();
        UpsampleMode mode = resizes ? upsample.mode() : UpsampleMode.NEAREST;
        List<String> inputs = List.of(multiply.left(), gate);
        step(inputs, () -> new ElementwiseSteps.Gate(multiply.output(), inputs, mode, resizes), multiply.output());
    }

    /// Whether a value has the one channel of a convolution or of the network's input. The gate kernel has a gate for
    /// each channel, so a map of one channel that gates all of them is resized by a step of its own.
    private boolean oneChannel(String value) {
        Op producer = live.stream().filter(op -> op.output().equals(value)).findFirst().orElse(null);
        return switch (producer) {
            case Op.Convolution convolution -> convolution.outChannels() == 1;
            case null -> network.inputChannels() == 1 && value.equals(network.input());
            case Op.ChannelPool _,Op.Concatenate _ -> false;
            case Op.BatchNormalization _,Op.Activate _,Op.Multiply _,Op.Sum _,Op.Upsample _ -> oneChannelIn(producer);
            case Op.AveragePool2x2 _,Op.GlobalAverage _,Op.GlobalMax _,Op.AxisMean _ -> oneChannelIn(producer);
            case Op.LayerNormalization _,Op.Group _,Op.Ungroup _ -> oneChannelIn(producer);
            case Op.Attention _,Op.TokenMixing _ -> oneChannelIn(producer);
        };
    }

    private boolean oneChannelIn(Op op) { return oneChannel(op.inputs().getFirst()); }

    /// Packed keys and values are values of the plan in addition to the network's own.
    private List<Step> attend(Op.Attention op) {
        AttentionSteps.Pack keys = pack(op, "/keys", op.key(), TokenMatrices.Role.OUTPUTS);
        AttentionSteps.Pack values = pack(op, "/values", op.value(), TokenMatrices.Role.INPUTS);
        return List.of(keys, values, new AttentionSteps.Attention(op.output(),
                List.of(op.query(), keys.output(), values.output()), keys, values, op.scale()));
    }

    private AttentionSteps.Pack pack(Op.Attention op, String name, String input, TokenMatrices.Role role) {
        return new AttentionSteps.Pack(unusedName(op.output() + name), List.of(input, op.query()), kernels,
                op.sequences(), op.heads(), role);
    }

    private List<Step> average(String output, String input) {
        Step sums = new PoolSteps.RowSums(unusedName(output + "/rows"), List.of(input));
        return List.of(sums, new PoolSteps.GlobalAverage(output, List.of(sums.output(), input)));
    }

    /// A name that none of the network's values has.
    private String unusedName(String name) {
        return network.values().contains(name) ? unusedName(name + "/packed") : name;
    }

    private List<Step> mix(Op.TokenMixing op) {
        if (op.channels() > 1) {
            return List.of(new AttentionSteps.Mix(op.output(), op.inputs(), op.sequences(), op.height(), op.width(),
                    op.channels(), op.weights()));
        }
        AttentionSteps.Pack tokens = new AttentionSteps.Pack(unusedName(op.output() + "/tokens"), op.inputs(), kernels,
                op.sequences(), 1, TokenMatrices.Role.INPUTS);
        return List.of(tokens, new AttentionSteps.Product(op.output(), List.of(tokens.output(), op.input()), tokens,
                op.weights(), op.height(), op.width()));
    }
}
