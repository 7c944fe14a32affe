package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Form.Plain;
import dev.ghostlane.ghostnetv2.onnx.reader.Graph.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// ONNX's operators, and those that ONNX Runtime's optimisation puts in their place, in normal form.
final class Operators {
    /// What ONNX Runtime leaves of ONNX's operators to maps in blocks of channels.
    private static final Set<String> OF_BLOCKS = Set.of("Add", "Sum", "Mul", "Relu", "Clip", "Sigmoid", "HardSigmoid",
            "Reshape");

    private final Graph graph;
    private final int opset;
    private final Arithmetic arithmetic;
    private final Elementwise elementwise;
    private final Convolutions convolutions;
    private final Layouts layouts;
    private final Resizes resizes;

    Operators(Graph graph, int opset, Blocked blocked) {
        this.graph = graph;
        this.opset = opset;
        this.arithmetic = new Arithmetic(graph);
        this.elementwise = new Elementwise(graph, arithmetic);
        this.convolutions = new Convolutions(graph, elementwise, blocked);
        this.layouts = new Layouts(graph, arithmetic);
        this.resizes = new Resizes(graph, arithmetic, opset);
    }

    /// What a node gives; null for what no network of the family has.
    Object apply(Node node) {
        if (graph.item(node.input(0)) instanceof Ref x) {
            return apply(node, x);
        }
        return graph.item(node.input(1)) instanceof Ref ? elementwise.binary(node) : arithmetic.apply(node);
    }

    private Object apply(Node node, Ref x) {
        if (x.rank() > 4 && !OF_BLOCKS.contains(node.type())) {
            return null;
        }
        return switch (node.type()) {
            case "Identity" -> x;
            case "Cast" -> ElementType.of(node.integer("to", 0)).isFloat() ? x : null;
            case "Dropout" -> isIdle(node) ? x : null;
            case "com.microsoft.nchwc.ReorderInput", "com.microsoft.nchwc.ReorderOutput" ->
                node.integer("channels_last", 0) == 0 ? x : null;
            case "Conv", "com.microsoft.FusedConv", "com.microsoft.nchwc.Conv" -> convolutions.convolution(node, x);
            case "Gemm", "com.microsoft.FusedGemm" -> convolutions.gemm(node, x);
            case "MatMul", "com.microsoft.FusedMatMul" -> convolutions.product(node, x);
            case "BatchNormalization" -> convolutions.normalization(node, x);
            case "Relu" -> elementwise.clamp(x, 0, Double.POSITIVE_INFINITY, node);
            case "Clip", "Min", "Max" -> elementwise.limits(node, x);
            case "Sigmoid" -> elementwise.plain(Plain.SIGMOID, x, node);
            case "HardSigmoid" -> elementwise.hardSigmoid(x, node.number("alpha", 0.2f), node.number("beta", 0.5f),
                    node);
            case "Softmax" -> softmax(Plain.SOFTMAX, node, x);
            case "LogSoftmax" -> softmax(Plain.LOG_SOFTMAX, node, x);
            case "Add", "Sub", "Mul", "Div" -> elementwise.binary(node);
            case "Sum" -> node.inputs().size() == 2 ? elementwise.binary(node) : null;
            case "Concat" -> concatenate(node);
            case "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Slice", "Pad" -> layouts.apply(node, x);
            case "GlobalAveragePool", "com.microsoft.nchwc.GlobalAveragePool" ->
                x.rank() == 4 ? resizes.global(x, 4, node) : null;
            case "ReduceMean" -> resizes.mean(node, x);
            case "AveragePool", "com.microsoft.nchwc.AveragePool" -> resizes.pool(node, x);
            case "Resize", "Upsample", "com.microsoft.nchwc.Upsample" -> resizes.resize(node, x);
            case "Shape" -> arithmetic.shape(node, x);
            default -> null;
        };
    }

    /// Whether a dropout does nothing, as after training.
    private boolean isIdle(Node node) {
        Double training = arithmetic.scalar(node, 2);
        return node.input(2).isEmpty() || training != null && training == 0;
    }

    private Object softmax(Plain form, Node node, Ref x) {
        long axis = node.integer("axis", opset < 13 ? 1 : -1);
        boolean isOverChannels = axis == 1 || axis == 1 - x.rank();
        return isOverChannels && x.value().isOnePixel() ? elementwise.plain(form, x, node) : null;
    }

    private Object concatenate(Node node) {
        List<Value> inputs = new ArrayList<>(2);
        int rank = 0;
        double channels = 0;
        for (String name : node.inputs()) {
            if (!(graph.item(name) instanceof Ref x) || rank != 0 && x.rank() != rank
                    || !(x.sizes().get(1) instanceof Num.Known(double count))) {
                return null;
            }
            rank = x.rank();
            channels += count;
            inputs.add(x.value());
        }
        long axis = node.integer("axis", 0);
        if (axis != 1 && axis != 1 - rank) {
            return null;
        }
        List<Num> sizes = inputs.getFirst().sizes();
        return new Ref(graph.value(Plain.CONCATENATE, inputs, List.of(sizes.get(0), new Num.Known(channels),
                sizes.get(2), sizes.get(3)), node), rank);
    }
}
