package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Graph.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Convolutions, fully connected layers and normalisations in normal form.
final class Convolutions {
    private static final List<Double> ONE_EACH = List.of(1.0, 1.0);

    private final Graph graph;
    private final Elementwise elementwise;
    private final Blocked blocked;

    Convolutions(Graph graph, Elementwise elementwise, Blocked blocked) {
        this.graph = graph;
        this.blocked = blocked;
        this.elementwise = elementwise;
    }

    /// A convolution, maybe with a sum and an activation in it, as ONNX Runtime fuses them.
    Object convolution(Node node, Ref x) {
        Tensor weights = tensor(node, 1);
        Tensor bias = tensor(node, 2);
        if (x.rank() != 4 || weights == null || weights.sizes().size() != 4 || weights.sizes().contains(0)
                || bias == null && !node.input(2).isEmpty()) {
            return null;
        }
        long groups = node.integer("group", 1);
        if (node.type().startsWith(Blocked.DOMAIN)) {
            weights = x.sizes().get(1) instanceof Num.Known(double in)
                    ? blocked.weights(node, weights, bias, (int) in)
                    : null;
            if (weights == null) {
                return null;
            }
            bias = blocked.bias(bias, weights.sizes().getFirst());
            groups = groups > 1 ? weights.sizes().getFirst() : 1;
        }
        Value input = x.value();
        int[] padding = padding(node, weights);
        if (padding != null && input.form() instanceof Form.Padding(int top, int left, int bottom, int right)) {
            int[] more = {top, left, bottom, right};
            Arrays.setAll(padding, i -> padding[i] + more[i]);
            input = input.inputs().getFirst();
        }
        Form form = form(node, x.sizes().get(1), weights, bias, padding, groups);
        int out = weights.sizes().get(0);
        if (!(form instanceof Form.Convolution conv)) {
            return new Ref(graph.value(form, List.of(input), unknown(out), node), 4);
        }
        Num.Terms terms = graph.terms();
        Value value = graph.value(conv, List.of(input), List.of(input.sizes().get(0), new Num.Known(out),
                terms.windows(input.sizes().get(2), -1, conv.stride()),
                terms.windows(input.sizes().get(3), -1, conv.stride())), node);
        Ref result = new Ref(value, 4);
        if (!node.input(3).isEmpty()) {
            if (!(graph.item(node.input(3)) instanceof Ref other)) {
                return null;
            }
            result = (Ref) elementwise.combine("Add", result, other, node);
        }
        return result == null ? null : activated(node, result);
    }

    private List<Num> unknown(int out) {
        Num.Terms terms = graph.terms();
        return List.of(terms.other(), new Num.Known(out), terms.other(), terms.other());
    }

    private static Form form(Node node, Num in, Tensor weights, Tensor bias, int[] padding, long groups) {
        int height = weights.sizes().get(2);
        int width = weights.sizes().get(3);
        int stride = stride(node);
        boolean isSame = padding != null && padding[0] == height / 2 && padding[1] == width / 2
                && padding[2] == height / 2 && padding[3] == width / 2 && height % 2 == 1 && width % 2 == 1;
        boolean isDepthwise = groups > 1 && groups == weights.sizes().get(0) && weights.sizes().get(1) == 1;
        boolean hasInputs = !(in instanceof Num.Known) || in.is(isDepthwise ? groups : weights.sizes().get(1));
        boolean hasBias = bias == null || bias.elements() == weights.sizes().get(0);
        if (isSame && stride > 0 && ONE_EACH.equals(node.pair("dilations")) && (groups == 1 || isDepthwise)
                && hasInputs && hasBias) {
            return new Form.Convolution(height, width, stride, isDepthwise, weights, false, bias);
        }
        return new Form.Other("with a kernel of " + height + "×" + width + ", strides " + node.shown("strides")
                + ", pads " + node.shown("pads") + (node.has("auto_pad") ? " (" + node.text("auto_pad", "") + ")" : "")
                + ", dilations " + node.shown("dilations") + ", groups " + groups
                + (hasInputs ? "" : ", weights of sizes " + weights.sizes() + " for " + shown(in) + " channels")
                + (hasBias ? "" : ", a bias of " + bias.elements() + " for " + weights.sizes().get(0) + " outputs"));
    }

    private static String shown(Num number) {
        return number instanceof Num.Known(double value) ? Num.shown(value) : "unknown";
    }

    /// The stride in both directions; 0 if they differ, or no network of the family has it.
    private static int stride(Node node) {
        List<Double> strides = node.pair("strides");
        boolean isKnown = strides != null && strides.getFirst().equals(strides.getLast())
                && (strides.contains(1.0) || strides.contains(2.0));
        return isKnown ? strides.getFirst().intValue() : 0;
    }

    /// Top, left, bottom and right; null if it depends on the size, or no network of the family has it.
    private static int[] padding(Node node, Tensor weights) {
        return switch (node.text("auto_pad", "NOTSET")) {
            case "NOTSET" -> {
                List<Double> pads = node.numbers("pads");
                if (pads == null) {
                    yield new int[4];
                }
                yield pads.size() == 4 && pads.stream().allMatch(Layouts::isPad)
                        ? pads.stream().mapToInt(Double::intValue).toArray()
                        : null;
            }
            case "VALID" -> new int[4];
            case "SAME_UPPER", "SAME_LOWER" -> stride(node) == 1
                    ? new int[]{weights.sizes().get(2) / 2, weights.sizes().get(3) / 2, weights.sizes().get(2) / 2,
                            weights.sizes().get(3) / 2}
                    : null;
            default -> null;
        };
    }

    private Object activated(Node node, Ref x) {
        String activation = node.text("activation", "");
        if (activation.isEmpty()) {
            return x;
        }
        List<Double> parameters = node.numbers("activation_params") != null
                ? node.numbers("activation_params")
                : Stream.of("alpha", "beta", "min", "max").map(name -> "activation_" + name).filter(node::has)
                        .map(name -> (double) node.number(name, 0)).toList();
        return switch (activation) {
            case "Relu" -> elementwise.clamp(x, 0, Double.POSITIVE_INFINITY, node);
            case "Sigmoid" -> elementwise.plain(Form.Plain.SIGMOID, x, node);
            case "Clip" -> parameters.size() < 2
                    ? null
                    : elementwise.clamp(x, parameters.get(0), parameters.get(1), node);
            case "HardSigmoid" -> parameters.size() < 2
                    ? null
                    : elementwise.hardSigmoid(x, parameters.get(0), parameters.get(1), node);
            default -> null;
        };
    }

    /// `Gemm` of flat values and a constant.
    Object gemm(Node node, Ref x) {
        Tensor bias = tensor(node, 2);
        boolean plain = node.number("alpha", 1) == 1 && (node.number("beta", 1) == 1 || bias == null)
                && node.integer("transA", 0) == 0;
        if (!plain || bias == null && !node.input(2).isEmpty()) {
            return null;
        }
        Ref result = product(node, x, node.integer("transB", 0) == 1, bias);
        return result == null ? null : activated(node, result);
    }

    /// `MatMul` of flat values and a constant.
    Object product(Node node, Ref x) {
        boolean plain = node.number("alpha", 1) == 1 && node.integer("transA", 0) == 0
                && node.integer("transBatchA", 0) == 0 && node.integer("transBatchB", 0) == 0;
        return plain ? product(node, x, node.integer("transB", 0) == 1, null) : null;
    }

    private Ref product(Node node, Ref x, boolean rowsAreOutputs, Tensor bias) {
        boolean isTransposed = !rowsAreOutputs;
        Object item = graph.item(node.input(1));
        if (item instanceof Arithmetic.Transposed(Tensor matrix)) {
            item = matrix;
            isTransposed = !isTransposed;
        }
        if (x.rank() != 2 || !(item instanceof Tensor weights) || !weights.type().isFloat()
                || weights.sizes().size() != 2 || weights.sizes().contains(0)) {
            return null;
        }
        int out = weights.sizes().get(isTransposed ? 1 : 0);
        int in = weights.sizes().get(isTransposed ? 0 : 1);
        if (bias != null && bias.elements() != out || !x.sizes().get(1).is(in)) {
            return null;
        }
        Form form = new Form.Convolution(1, 1, 1, false, weights, isTransposed, bias);
        return new Ref(graph.value(form, List.of(x.value()), List.of(x.sizes().getFirst(), new Num.Known(out), Num.ONE,
                Num.ONE), node), 2);
    }

    /// A batch normalisation with fixed statistics.
    Object normalization(Node node, Ref x) {
        List<Tensor> tensors = new ArrayList<>(4);
        for (int i = 1; i <= 4; i++) {
            Tensor tensor = tensor(node, i);
            if (tensor == null) {
                return null;
            }
            tensors.add(tensor);
        }
        boolean fits = tensors.stream().allMatch(tensor -> x.sizes().get(1).is(tensor.elements()));
        if (!fits || node.integer("training_mode", 0) != 0) {
            return null;
        }
        Form form = new Form.Normalization(tensors.get(0), tensors.get(1), tensors.get(2), tensors.get(3),
                node.number("epsilon", 1e-5f));
        return new Ref(graph.value(form, List.of(x.value()), x.value().sizes(), node), x.rank());
    }

    /// The constant that an input is; null if it is something else, or no floats.
    private Tensor tensor(Node node, int input) {
        return graph.item(node.input(input)) instanceof Tensor tensor && tensor.type().isFloat() ? tensor : null;
    }
}
