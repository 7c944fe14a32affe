package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Form.Plain;
import dev.ghostlane.ghostnetv2.onnx.reader.Graph.Ref;
import java.util.List;

/// Sums, products and activations in normal form: a chain of sums and products with numbers is one, and the hard
/// sigmoid is found in whatever parts it is written.
final class Elementwise {

    /// How far a number may be from the one that is meant: rounding to single precision.
    private static final double TOLERANCE = 1e-6;

    private final Graph graph;
    private final Arithmetic arithmetic;

    Elementwise(Graph graph, Arithmetic arithmetic) {
        this.graph = graph;
        this.arithmetic = arithmetic;
    }

    /// `Add`, `Sub`, `Mul` or `Div`; null if no network of the family has it.
    Object binary(Node node) {
        Object left = graph.item(node.input(0));
        Object right = graph.item(node.input(1));
        String operator = node.type().equals("Sum") ? "Add" : node.type();
        if (left instanceof Ref a && right instanceof Ref b) {
            return combine(operator, a, b, node);
        }
        boolean commutes = operator.equals("Add") || operator.equals("Mul");
        if (left instanceof Ref x) {
            return withConstant(operator, x, 1, node);
        }
        return right instanceof Ref x && commutes ? withConstant(operator, x, 0, node) : null;
    }

    /// The sum or product of two values.
    Object combine(String operator, Ref left, Ref right, Node node) {
        boolean isSum = operator.equals("Add");
        if (!isSum && !operator.equals("Mul") || left.rank() != right.rank()) {
            return null;
        }
        Value larger = left.value().isOnePixel() ? right.value() : left.value();
        Value other = larger == left.value() ? right.value() : left.value();
        boolean fits = larger.sizes().equals(other.sizes())
                || larger.sizes().get(1).equals(other.sizes().get(1)) && (!isSum || !other.isOnePixel());
        return fits
                ? new Ref(graph.value(isSum ? Plain.ADD : Plain.MULTIPLY, List.of(left.value(), right.value()),
                        larger.sizes(), node), left.rank())
                : null;
    }

    private Object withConstant(String operator, Ref x, int input, Node node) {
        Double number = arithmetic.scalar(node, input);
        if (number != null) {
            return switch (operator) {
                case "Add" -> scalar(x, 1, number, node);
                case "Sub" -> scalar(x, 1, -number, node);
                case "Mul" -> scalar(x, number, 0, node);
                default -> scalar(x, 1 / number, 0, node);
            };
        }
        if (!(graph.item(node.input(input)) instanceof Tensor tensor) || !tensor.type().isFloat()
                || !isPerChannel(tensor, x)) {
            return null;
        }
        Value value = x.value();
        if (operator.equals("Add") && value.form() instanceof Form.Convolution conv && conv.bias() == null) {
            Form biased = new Form.Convolution(conv.height(), conv.width(), conv.stride(), conv.isDepthwise(),
                    conv.weights(), conv.transposed(), tensor);
            return new Ref(graph.value(biased, value.inputs(), value.sizes(), node), x.rank());
        }
        return new Ref(graph.value(new Form.PerChannel(operator, tensor), List.of(value), value.sizes(), node),
                x.rank());
    }

    /// Whether a constant has a number for each channel: sizes of 1 after the channels, and before them at most one.
    private static boolean isPerChannel(Tensor tensor, Ref x) {
        List<Integer> sizes = tensor.sizes();
        int channels = sizes.size() - (x.rank() - 1);
        return x.rank() <= 4 && (channels == 0 || channels == 1 && sizes.getFirst() == 1)
                && x.sizes().get(1).is(sizes.get(channels)) && tensor.elements() == sizes.get(channels);
    }

    /// `factor · x + shift`.
    Ref scalar(Ref x, double factor, double shift, Node node) {
        return new Ref(scalar(x.value(), factor, shift, node),
                x.rank());
    }

    private Value scalar(Value x, double factor, double shift, Node node) {
        if (Math.abs(factor - 1) <= TOLERANCE && Math.abs(shift) <= TOLERANCE) {
            return x;
        }
        return switch (x.form()) {
            case Form.Scalar inner -> scalar(x.inputs().getFirst(), factor * inner.factor(),
                    factor * inner.shift() + shift, node);
            case Form.Clamp clamp when factor > 0 -> clamp(scalar(x.inputs().getFirst(), factor, shift, node),
                    factor * clamp.low() + shift, factor * clamp.high() + shift, node);
            default -> graph.value(new Form.Scalar(factor, shift), List.of(x), x.sizes(), node);
        };
    }

    /// Limits to a range.
    Ref clamp(Ref x, double low, double high, Node node) {
        return new Ref(clamp(x.value(), low, high, node),
                x.rank());
    }

    private Value clamp(Value x, double low, double high, Node node) {
        if (Math.abs(low) <= TOLERANCE && Math.abs(high - 1) <= TOLERANCE) {
            Value argument = scalar(x, 6, -3, node);
            return graph.value(Plain.HARD_SIGMOID, List.of(argument), x.sizes(), node);
        }
        if (x.form() instanceof Form.Clamp inner) {
            // Limits that share no number leave a constant, which no network has.
            if (!(inner.low() <= high && low <= inner.high())) {
                return graph.value(new Form.Other("a constant"), List.of(x), x.sizes(), node);
            }
            return clamp(x.inputs().getFirst(), Math.max(low, inner.low()), Math.min(high, inner.high()), node);
        }
        return low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY
                ? x
                : graph.value(new Form.Clamp(low, high), List.of(x), x.sizes(), node);
    }

    /// `Clip`, whose limits are attributes or, in newer versions, inputs, and `Min` and `Max` with a number.
    Object limits(Node node, Ref x) {
        boolean isClip = node.type().equals("Clip");
        Double low = isClip ? limit(node, "min", 1) : node.type().equals("Max") ? arithmetic.scalar(node, 1) : null;
        Double high = isClip ? limit(node, "max", 2) : node.type().equals("Min") ? arithmetic.scalar(node, 1) : null;
        boolean isKnown = isClip
                ? (low != null || node.input(1).isEmpty()) && (high != null || node.input(2).isEmpty())
                : node.inputs().size() == 2 && (low != null || high != null);
        return isKnown
                ? clamp(x, low == null ? Double.NEGATIVE_INFINITY : low, high == null ? Double.POSITIVE_INFINITY : high,
                        node)
                : null;
    }

    private Double limit(Node node, String attribute, int input) {
        return node.has(attribute) ? (Double) (double) node.number(attribute, 0) : arithmetic.scalar(node, input);
    }

    /// `max(0, min(1, alpha · x + beta))`.
    Ref hardSigmoid(Ref x, double alpha, double beta, Node node) {
        return clamp(scalar(x, alpha, beta, node), 0, 1, node);
    }

    /// A function without parameters.
    Ref plain(Plain form, Ref x, Node node) {
        return new Ref(graph.value(form, List.of(x.value()), x.value().sizes(), node), x.rank());
    }
}
