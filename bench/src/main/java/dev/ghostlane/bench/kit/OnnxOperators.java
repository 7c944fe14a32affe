package dev.ghostlane.bench.kit;

import dev.ghostlane.ghostnetv2.onnx.GraphBuilder;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Size;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.operations.GateCase;
import dev.ghostlane.testdata.operations.UpsampleCase;
import java.util.List;
import java.util.Optional;

/// Cases of the kit as ONNX graphs: inputs `in0`, `in1` and output `out` in NCHW order, weights as constants.
final class OnnxOperators {

    static final String OUTPUT = "out";

    private final KernelCase testCase;
    private final int batch;
    private final GraphBuilder graph = new GraphBuilder();

    private OnnxOperators(KernelCase testCase, int batch) {
        this.testCase = testCase;
        this.batch = batch;
    }

    /// The graph of a case for a number of images; empty if ONNX has no operator or short chain of operators for it.
    static Optional<GraphBuilder> graph(KernelCase testCase, int batch) {
        OnnxOperators operators = new OnnxOperators(testCase, batch);
        return operators.build() ? Optional.of(operators.graph) : Optional.empty();
    }

    /// Name of an input.
    static String input(int number) { return "in" + number; }

    private boolean build() {
        graph.name(testCase.operation());
        for (int i = 0; i < testCase.inputs().size(); i++) {
            graph.input(input(i), sizes(testCase.inputs().get(i)));
        }
        for (NamedTensor tensor : testCase.weightTensors()) {
            graph.tensor(tensor.name(), tensor.values(), tensor.shape().stream().mapToLong(size -> size).toArray());
        }
        switch (testCase.operation()) {
            case "pointwise" -> convolution(1, 1, 0, 0);
            case "dense" -> convolution(1, attribute("stride"), attribute("padding"), attribute("padding"));
            case "depthwise" -> convolution(testCase.output().channels(), attribute("stride"),
                    attribute("paddingHeight"), attribute("paddingWidth"));
            case "strip" -> {
                List<Integer> kernel = testCase.weightTensors().getFirst().shape();
                convolution(testCase.output().channels(), 1, kernel.get(2) / 2, kernel.get(3) / 2);
            }
            case "fully-connected" -> fullyConnected();
            case "average-pool" -> graph.add(new Node("AveragePool", OUTPUT, List.of(input(0)))
                    .with("kernel_shape", 2, 2).with("strides", 2, 2));
            case "global-average-pool" -> graph.add(new Node("GlobalAveragePool", OUTPUT, List.of(input(0))));
            case "upsample" -> resize(((UpsampleCase) testCase).mode(), input(0), OUTPUT);
            case "gate" -> {
                graph.add(activation("activated", input(1)));
                resize(((GateCase) testCase).mode(), "activated", "resized");
                graph.add(new Node("Mul", OUTPUT, List.of(input(0), "resized")));
            }
            case "add" -> graph.add(new Node("Add", OUTPUT, List.of(input(0), input(1))));
            case "activation" -> graph.add(activation(OUTPUT, input(0)));
            case "softmax" -> graph.add(new Node("Softmax", OUTPUT, List.of(input(0))).with("axis", 1));
            case "spatial-gate" -> graph.add(new Node("Mul", OUTPUT, List.of(input(0), input(1))));
            case "global-max" -> graph.add(new Node("GlobalMaxPool", OUTPUT, List.of(input(0))));
            case "axis-mean" -> reduce("ReduceMean", testCase.attributes().get("along") == Sequences.ROW ? 3 : 2,
                    OUTPUT);
            case "channel-pool" -> {
                reduce("ReduceMean", 1, "mean");
                reduce("ReduceMax", 1, "largest");
                graph.add(new Node("Concat", OUTPUT, List.of("mean", "largest")).with("axis", 1));
            }
            case "layer-normalization" -> layerNormalization();
            default -> {
                return false;
            }
        }
        graph.output(OUTPUT, sizes(testCase.output()));
        return true;
    }

    private void reduce(String operator, int axis, String output) {
        graph.add(new Node(operator, output, List.of(input(0))).with("axes", new long[]{axis}).with("keepdims", 1));
    }

    /// ONNX normalises the last axes, so the channels go there and back.
    private void layerNormalization() {
        graph.add(new Node("Transpose", "pixels", List.of(input(0))).with("perm", 0, 2, 3, 1));
        graph.add(new Node("LayerNormalization", "normalized", List.of("pixels", "scale", "shift")).with("axis", -1)
                .with("epsilon", (Float) testCase.attributes().get("epsilon")));
        graph.add(new Node("Transpose", OUTPUT, List.of("normalized")).with("perm", 0, 3, 1, 2));
    }

    private void convolution(int groups, int stride, int paddingHeight, int paddingWidth) {
        List<Integer> kernel = testCase.weightTensors().getFirst().shape();
        graph.add(new Node("Conv", "sum", List.of(input(0), "weights", "bias"))
                .with("kernel_shape", kernel.get(2), kernel.get(3)).with("strides", stride, stride)
                .with("pads", paddingHeight, paddingWidth, paddingHeight, paddingWidth).with("group", groups));
        graph.add(activation(OUTPUT, "sum"));
    }

    private void fullyConnected() {
        graph.add(new Node("Flatten", "flat", List.of(input(0))).with("axis", 1));
        graph.add(new Node("Gemm", "sum", List.of("flat", "weights", "bias")).with("transB", 1));
        graph.add(activation("activated", "sum"));
        graph.tensor("axes", 2, 3);
        graph.add(new Node("Unsqueeze", OUTPUT, List.of("activated", "axes")));
    }

    /// PyTorch's resizing, as its exporter writes it.
    private void resize(UpsampleMode mode, String from, String to) {
        Layout out = testCase.output();
        graph.tensor("sizes", batch, out.channels(), out.shape().height(), out.shape().width());
        graph.add(new Node("Resize", to, List.of(from, "", "", "sizes"))
                .with("mode", mode == UpsampleMode.NEAREST ? "nearest" : "linear")
                .with("coordinate_transformation_mode", switch (mode) {
                    case NEAREST -> "asymmetric";
                    case BILINEAR_HALF_PIXEL -> "half_pixel";
                    case BILINEAR_ALIGNED_CORNERS -> "align_corners";
                }).with("nearest_mode", "floor"));
    }

    private Node activation(String output, String input) {
        return switch (testCase.setting().activation()) {
            case NONE -> new Node("Identity", output, List.of(input));
            case RELU -> new Node("Relu", output, List.of(input));
            case SIGMOID -> new Node("Sigmoid", output, List.of(input));
            case HARD_SIGMOID -> new Node("HardSigmoid", output, List.of(input)).with("alpha", 1 / 6f).with("beta",
                    0.5f);
        };
    }

    private int attribute(String name) { return (Integer) testCase.attributes().get(name); }

    private List<Size> sizes(Layout layout) {
        return List.of(Size.of(batch), Size.of(layout.channels()), Size.of(layout.shape().height()),
                Size.of(layout.shape().width()));
    }
}
