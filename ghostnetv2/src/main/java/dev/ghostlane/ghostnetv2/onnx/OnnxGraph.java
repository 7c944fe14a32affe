package dev.ghostlane.ghostnetv2.onnx;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Size;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network's operations as nodes of an ONNX graph, each value under its own name.
///
/// A 1×1 convolution on a map of one pixel becomes a matrix product (`Gemm`), as frameworks export a fully
/// connected layer: over a batch, that is one product instead of one for each image. Such values are flat
/// `[batch, channels]`, and become maps again only for operations that need maps.
///
/// From a grouping, layer normalisation or attention on values are tokens, `[batch, height, width, channels]`, and 1×1
/// convolutions of them matrix products, as frameworks export transformers; they become maps again for operations that
/// need maps.
final class OnnxGraph {
    private static final String INPUT = "input";
    private static final String LOGITS = "logits";

    /// Height and width of a value; both 0 if they depend on the input's.
    private record Extent(int height, int width) {
        boolean isOnePixel() { return height == 1 && width == 1; }

        boolean isKnown() { return height > 0; }
    }

    private final Network network;
    private final GraphBuilder graph = new GraphBuilder();
    private final OnnxAttention attention = new OnnxAttention(graph);
    private final Map<String, Extent> extents = new HashMap<>();
    private final Map<String, Integer> channels = new HashMap<>();

    /// Values that there are as maps, those that there are in flat form, and those that there are as tokens.
    private final Set<String> maps = new HashSet<>();
    private final Set<String> flats = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();
    private final int batch;

    /// @param batch 0 for any
    /// @param height 0 for any, together with the width
    OnnxGraph(Network network, int batch, int height, int width) {
        this.network = network;
        this.batch = batch;
        graph.name(network.name());
        Size images = batch == 0 ? Size.any("batch") : Size.of(batch);
        graph.input(INPUT, List.of(images, Size.of(network.inputChannels()),
                height == 0 ? Size.any("height") : Size.of(height), width == 0 ? Size.any("width") : Size.of(width)));
        give(network.input(), new Extent(height, width), network.inputChannels());
        network.ops().forEach(this::add);
        flat(network.output());
        Extent last = extents.get(network.output());
        graph.output(LOGITS, List.of(images, last.isKnown()
                ? Size.of((long) channels.get(network.output()) * last.height() * last.width())
                : Size.any("values")));
    }

    /// The model, complete.
    Message model(Map<String, String> metadata) { return graph.model(metadata); }

    private void add(Op op) {
        switch (op) {
            case Op.Convolution convolution -> convolution(convolution);
            case Op.BatchNormalization norm -> normalization(norm);
            case Op.Activate activate -> activate(activate);
            case Op.AveragePool2x2 pool -> {
                graph.add(node("AveragePool", op).with("kernel_shape", 2, 2).with("strides", 2, 2));
                Extent input = extents.get(pool.input());
                give(op.output(), pooled(op, input), channels.get(pool.input()));
            }
            case Op.GlobalAverage average -> {
                graph.add(node("GlobalAveragePool", op));
                give(op.output(), new Extent(1, 1), channels.get(average.input()));
            }
            case Op.Upsample upsample -> upsample(upsample);
            case Op.Multiply multiply -> combination("Mul", op, multiply.left());
            case Op.Sum sum -> combination("Add", op, sum.left());
            case Op.Concatenate concatenate -> {
                graph.add(node("Concat", op).with("axis", 1));
                give(op.output(), extents.get(op.inputs().getFirst()),
                        concatenate.inputs().stream().mapToInt(channels::get).sum());
            }
            case Op.Group group -> group(group);
            case Op.Ungroup ungroup -> {
                Extent like = known(op, ungroup.like());
                attention.ungroup(ungroup, tokens(ungroup.input()), name(op.output()), channels.get(ungroup.input()),
                        like.height(), like.width());
                give(op.output(), like, channels.get(ungroup.input()));
            }
            case Op.Attention mix -> {
                Extent extent = known(op, mix.query());
                attention.attention(mix, mix.inputs().stream().map(this::tokens).toList(), tokensName(op.output()),
                        channels.get(mix.query()), extent.height(), extent.width());
                keepTokens(op, mix.query());
            }
            case Op.LayerNormalization norm -> {
                attention.normalization(norm, tokens(norm.input()), tokensName(op.output()));
                keepTokens(op, norm.input());
            }
            case Op.AxisMean _,Op.ChannelPool _,Op.GlobalMax _,Op.TokenMixing _ -> throw new IllegalArgumentException(
                    op.output() + ": " + op.getClass().getSimpleName() + " cannot be exported to ONNX");
        }
    }

    /// Combines two values element by element, in the form of the left one.
    private void combination(String type, Op op, String left) {
        if (isTokens(left)) {
            graph.add(new Node(type, tokensName(op.output()), op.inputs().stream().map(this::tokens).toList()));
            keepTokens(op, left);
        } else {
            graph.add(node(type, op));
            keep(op, left);
        }
    }

    private void group(Op.Group op) {
        Extent input = known(op, op.input());
        int count = channels.get(op.input());
        attention.group(op, map(op.input()), tokensName(op.output()), count, input.height(), input.width());
        giveTokens(op.output(), new Extent(op.grouping().rows(input.height(), input.width()),
                op.grouping().tokens(input.height(), input.width())), count);
    }

    private Extent known(Op op, String value) {
        Extent extent = extents.get(value);
        if (!extent.isKnown()) {
            throw new IllegalArgumentException(
                    op.output() + ": a network with attention is exported for one size of images; set it");
        }
        return extent;
    }

    private void convolution(Op.Convolution op) {
        Extent input = extents.get(op.input());
        boolean oneByOne = op.kernelHeight() == 1 && op.kernelWidth() == 1 && op.stride() == 1
                && op.paddingHeight() == 0 && op.paddingWidth() == 0;
        if (oneByOne && input.isOnePixel() && op.groups() == 1) {
            fullyConnected(op);
            return;
        }
        if (oneByOne && isTokens(op.input()) && op.groups() == 1) {
            attention.linear(op, tokens(op.input()), tokensName(op.output()));
            giveTokens(op.output(), input, op.outChannels());
            return;
        }
        String output = name(op.output());
        String weights = output + ":weights";
        graph.tensor(weights, op.weights(), op.outChannels(), op.inChannels() / op.groups(), op.kernelHeight(),
                op.kernelWidth());
        graph.add(new Node("Conv", output, withBias(op, map(op.input()), weights))
                .with("kernel_shape", op.kernelHeight(), op.kernelWidth())
                .with("strides", op.stride(), op.stride())
                .with("pads", op.paddingHeight(), op.paddingWidth(), op.paddingHeight(), op.paddingWidth())
                .with("group", op.groups()));
        give(op.output(), input.isKnown()
                ? new Extent(convolved(op, input.height(), op.kernelHeight(), op.paddingHeight()),
                        convolved(op, input.width(), op.kernelWidth(), op.paddingWidth()))
                : input, op.outChannels());
    }

    private void fullyConnected(Op.Convolution op) {
        String weights = name(op.output()) + ":weights";
        graph.tensor(weights, op.weights(), op.outChannels(), op.inChannels());
        graph.add(new Node("Gemm", flatName(op.output()), withBias(op, flat(op.input()), weights)).with("transB", 1));
        giveFlat(op.output(), op.outChannels());
    }

    private void activate(Op.Activate op) {
        if (flats.contains(op.input())) {
            graph.add(activation(op.activation(), flatName(op.output()), List.of(flatName(op.input()))));
            giveFlat(op.output(), channels.get(op.input()));
        } else if (isTokens(op.input())) {
            graph.add(activation(op.activation(), tokensName(op.output()), List.of(tokens(op.input()))));
            keepTokens(op, op.input());
        } else {
            graph.add(activation(op.activation(), name(op.output()), List.of(map(op.input()))));
            keep(op, op.input());
        }
    }

    /// Name of a value in flat form, which is made if it does not exist.
    private String flat(String value) {
        if (flats.add(value)) {
            graph.add(new Node("Flatten", flatName(value), List.of(map(value))).with("axis", 1));
        }
        return flatName(value);
    }

    /// Name of a value as a map, which is made if it does not exist.
    private String map(String value) {
        String name = name(value);
        if (maps.contains(value)) {
            return name;
        }
        maps.add(value);
        if (tokens.contains(value)) {
            attention.transpose(tokensName(value), name, 0, 3, 1, 2);
        } else {
            graph.tensor(name + ":axes", 2, 3);
            graph.add(new Node("Unsqueeze", name, List.of(flatName(value), name + ":axes")));
        }
        return name;
    }

    /// Name of a value as tokens, which are made if they do not exist.
    private String tokens(String value) {
        if (!tokens.contains(value)) {
            attention.transpose(map(value), tokensName(value), 0, 2, 3, 1);
            tokens.add(value);
        }
        return tokensName(value);
    }

    /// Whether a value is there as tokens only.
    private boolean isTokens(String value) { return tokens.contains(value) && !maps.contains(value); }

    private List<String> withBias(Op.Convolution op, String input, String weights) {
        if (op.bias() == null) {
            return List.of(input, weights);
        }
        String bias = name(op.output()) + ":bias";
        graph.tensor(bias, op.bias(), op.outChannels());
        return List.of(input, weights, bias);
    }

    private void normalization(Op.BatchNormalization op) {
        String output = name(op.output());
        int count = op.scale().length;
        graph.tensor(output + ":scale", op.scale(), count);
        graph.tensor(output + ":shift", op.shift(), count);
        graph.tensor(output + ":mean", op.mean(), count);
        graph.tensor(output + ":variance", op.variance(), count);
        graph.add(new Node("BatchNormalization", output, List.of(map(op.input()), output + ":scale",
                output + ":shift", output + ":mean", output + ":variance")).with("epsilon", op.epsilon()));
        keep(op, op.input());
    }

    private static Node activation(Activation activation, String output, List<String> inputs) {
        return switch (activation) {
            case NONE -> new Node("Identity", output, inputs);
            case RELU -> new Node("Relu", output, inputs);
            case SIGMOID -> new Node("Sigmoid", output, inputs);
            case HARD_SIGMOID -> new Node("HardSigmoid", output, inputs).with("alpha", 1 / 6f).with("beta", 0.5f);
        };
    }

    /// PyTorch's resizing: nearest takes `floor(i · in / out)`, the pixel at or before the exact place.
    private void upsample(Op.Upsample op) {
        String output = name(op.output());
        String sizes = output + ":sizes";
        Extent input = extents.get(op.input());
        Extent like = extents.get(op.like());
        boolean whole = like.isKnown() && like.height() % input.height() == 0 && like.width() % input.width() == 0;
        if (whole) {
            graph.tensor(output + ":scales",
                    new float[]{1, 1, like.height() / input.height(), like.width() / input.width()}, 4);
        } else {
            sizes(op, like, sizes);
        }
        List<String> inputs = whole
                ? List.of(map(op.input()), "", output + ":scales")
                : List.of(map(op.input()), "", "", sizes);
        graph.add(new Node("Resize", output, inputs)
                .with("mode", op.mode() == UpsampleMode.NEAREST ? "nearest" : "linear")
                .with("coordinate_transformation_mode", switch (op.mode()) {
                    case NEAREST -> "asymmetric";
                    case BILINEAR_HALF_PIXEL -> "half_pixel";
                    case BILINEAR_ALIGNED_CORNERS -> "align_corners";
                }).with("nearest_mode", "floor"));
        give(op.output(), like, channels.get(op.input()));
    }

    /// Batch, channels, height and width of a resized map; where they are not known, computed from the maps' own.
    private void sizes(Op.Upsample op, Extent like, String sizes) {
        if (batch > 0 && like.isKnown()) {
            graph.tensor(sizes, batch, channels.get(op.input()), like.height(), like.width());
            return;
        }
        graph.add(new Node("Shape", sizes + ":input", List.of(map(op.input()))).with("start", 0).with("end", 2));
        graph.add(new Node("Shape", sizes + ":like", List.of(map(op.like()))).with("start", 2).with("end", 4));
        graph.add(new Node("Concat", sizes, List.of(sizes + ":input", sizes + ":like")).with("axis", 0));
    }

    /// A node that reads the operation's values as they are.
    private Node node(String type, Op op) {
        return new Node(type, name(op.output()), op.inputs().stream().map(this::map).toList());
    }

    private void keep(Op op, String like) { give(op.output(), extents.get(like), channels.get(like)); }

    private void keepTokens(Op op, String like) { giveTokens(op.output(), extents.get(like), channels.get(like)); }

    private void giveTokens(String value, Extent extent, int count) {
        tokens.add(value);
        extents.put(value, extent);
        channels.put(value, count);
    }

    private void give(String value, Extent extent, int count) {
        maps.add(value);
        extents.put(value, extent);
        channels.put(value, count);
    }

    private void giveFlat(String value, int count) {
        flats.add(value);
        extents.put(value, new Extent(1, 1));
        channels.put(value, count);
    }

    /// A value's name in the file, where `input` and `logits` are taken.
    private String name(String value) {
        if (value.equals(network.input())) {
            return INPUT;
        }
        return value.equals(INPUT) || value.equals(LOGITS) ? value + ":value" : value;
    }

    private String flatName(String value) { return value.equals(network.output()) ? LOGITS : name(value) + ":flat"; }

    private String tokensName(String value) { return name(value) + ":tokens"; }

    private static Extent pooled(Op op, Extent input) {
        if (!input.isKnown()) {
            return input;
        }
        require(op, input.height() / 2, "height");
        require(op, input.width() / 2, "width");
        return new Extent(input.height() / 2, input.width() / 2);
    }

    private static int convolved(Op.Convolution op, int size, int kernel, int padding) {
        int result = size + 2 * padding < kernel ? 0 : (size + 2 * padding - kernel) / op.stride() + 1;
        require(op, result, kernel + " kernel on " + size);
        return result;
    }

    private static void require(Op op, int size, String what) {
        if (size < 1) {
            throw new IllegalArgumentException(op.output() + ": the map would be empty (" + what
                    + "); the network's input is too small");
        }
    }
}
