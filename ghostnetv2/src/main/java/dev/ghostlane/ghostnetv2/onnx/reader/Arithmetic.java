package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Graph.Ref;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a graph computes of constants and about sizes, before any pixel.
final class Arithmetic {
    private final Graph graph;

    /// The numbers of constants, of which any number of nodes may read one.
    private final Map<Tensor, Numbers> constants = new HashMap<>();

    Arithmetic(Graph graph) { this.graph = graph; }

    /// A list of integers that a node has as an attribute or, in newer versions, as an input; null if it has none, or
    /// more than sizes can have, or they are not known.
    int[] integers(Node node, String attribute, int input) {
        List<Double> numbers = node.numbers(attribute);
        if (numbers != null) {
            return numbers.size() > Numbers.MOST ? null : numbers.stream().mapToInt(Double::intValue).toArray();
        }
        Numbers found = numbers(node, input);
        return found == null ? null : found.known();
    }

    /// The numbers that an input of a node is; null if it is something else.
    Numbers numbers(Node node, int input) {
        Object item = graph.item(node.input(input));
        return item instanceof Tensor tensor
                ? constants.computeIfAbsent(tensor, Numbers::of)
                : item instanceof Numbers numbers ? numbers : null;
    }

    /// The number that an input of a node is, whatever its sizes; null if it is something else, or not known.
    Double scalar(Node node, int input) {
        Object item = graph.item(node.input(input));
        if (item instanceof Tensor tensor && tensor.isSmall() && tensor.elements() == 1) {
            double value = tensor.values()[0];
            boolean isSixth = tensor.type() == ElementType.FLOAT16
                    && value == Float.float16ToFloat(Float.floatToFloat16(1 / 6f));
            return isSixth ? 1 / 6.0 : value;
        }
        return item instanceof Numbers numbers && numbers.single() instanceof Num.Known(double value) ? value : null;
    }

    /// Sizes of a value, or some of them.
    Numbers shape(Node node, Ref x) {
        int start = node.int32("start", 0);
        int end = node.int32("end", x.rank());
        return new Numbers(x.sizes(), true, true).slice(start, end);
    }

    /// What a node gives that reads no value; null for what is not known.
    Object apply(Node node) {
        if (node.type().equals("Constant")) {
            return constant(node);
        }
        return graph.item(node.input(0)) instanceof Tensor tensor && changesSizes(node)
                ? resized(node, tensor)
                : ofNumbers(node);
    }

    private static Object constant(Node node) {
        Tensor tensor = node.tensor("value");
        if (tensor != null) {
            return tensor;
        }
        for (String attribute : List.of("value_int", "value_float", "value_ints", "value_floats")) {
            if (node.has(attribute)) {
                boolean isList = attribute.endsWith("s");
                boolean isInteger = attribute.startsWith("value_i");
                List<Double> values = isList
                        ? node.numbers(attribute)
                        : List.of(isInteger ? (double) node.integer(attribute, 0) : node.number(attribute, 0));
                return values.size() > Numbers.MOST
                        ? null
                        : new Numbers(values.stream().<Num>map(Num.Known::new).toList(), isList, isInteger);
            }
        }
        return null;
    }

    private static boolean changesSizes(Node node) {
        return List.of("Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Transpose")
                .contains(node.type());
    }

    /// A constant under other sizes. A conversion between types of floats is left to whoever reads the weights.
    private Object resized(Node node, Tensor tensor) {
        List<Integer> sizes = tensor.sizes();
        int[] axes = integers(node, node.type().equals("Transpose") ? "perm" : "axes", 1);
        return switch (node.type()) {
            case "Identity" -> tensor;
            case "Cast" -> {
                boolean toFloat = ElementType.of(node.integer("to", 0)).isFloat();
                Numbers numbers = tensor.type().isFloat() && toFloat ? null : Numbers.of(tensor);
                yield numbers == null ? tensor.type().isFloat() && toFloat ? tensor : null : cast(numbers, !toFloat);
            }
            case "Reshape" -> {
                int[] to = integers(node, "shape", 1);
                yield to == null ? null : reshaped(tensor, to);
            }
            case "Flatten" -> node.integer("axis", 1) == 1 && !sizes.isEmpty()
                    ? reshaped(tensor, new int[]{sizes.getFirst(), -1})
                    : null;
            case "Squeeze" -> axes == null || IntStream.of(axes).anyMatch(axis -> size(sizes, axis) != 1)
                    ? null
                    : tensor.withSizes(IntStream.range(0, sizes.size()).filter(i -> IntStream.of(axes)
                            .noneMatch(axis -> axis == i || axis + sizes.size() == i)).mapToObj(sizes::get).toList());
            case "Unsqueeze" -> axes == null ? null : unsqueezed(tensor, axes);
            default -> axes != null && axes.length == 2 && axes[0] == 1 && axes[1] == 0 && sizes.size() == 2
                    ? new Transposed(tensor)
                    : null;
        };
    }

    /// A matrix with rows and columns exchanged.
    record Transposed(Tensor matrix) {}

    private static int size(List<Integer> sizes, int axis) {
        int at = axis < 0 ? axis + sizes.size() : axis;
        return at < 0 || at >= sizes.size() ? 0 : sizes.get(at);
    }

    private static Tensor unsqueezed(Tensor tensor, int[] axes) {
        int rank = tensor.sizes().size() + axes.length;
        LinkedList<Integer> rest = new LinkedList<>(tensor.sizes());
        List<Integer> sizes = IntStream.range(0, rank).mapToObj(i -> IntStream.of(axes)
                .anyMatch(axis -> axis == i || axis + rank == i)
                        ? 1
                        : rest.isEmpty() ? Integer.valueOf(0) : rest.poll())
                .toList();
        return sizes.contains(0) ? null : tensor.withSizes(sizes);
    }

    private static Tensor reshaped(Tensor tensor, int[] to) {
        long known = 1;
        for (int size : to) {
            known *= size == -1 ? 1 : size;
        }
        long rest = known <= 0 ? 0 : tensor.elements() / known;
        List<Integer> sizes = IntStream.of(to).mapToObj(size -> size == -1 ? (int) rest : size).toList();
        return known <= 0 || IntStream.of(to).anyMatch(size -> size < -1) ? null : tensor.withSizes(sizes);
    }

    private Object ofNumbers(Node node) {
        Numbers x = numbers(node, 0);
        if (x == null) {
            return null;
        }
        return switch (node.type()) {
            case "Identity" -> x;
            case "Cast" -> cast(x, !ElementType.of(node.integer("to", 0)).isFloat());
            case "Floor" -> cast(x, true).asInteger(false);
            case "Unsqueeze" -> x.isList() ? null : x.asList(true);
            case "Squeeze" -> x.single() == null ? null : x.asList(false);
            case "Reshape" -> x.asList(true);
            case "Gather" -> numbers(node, 1) == null ? null : x.gather(numbers(node, 1));
            case "Slice" -> slice(node, x);
            case "Concat" -> {
                List<Numbers> parts = IntStream.range(0, node.inputs().size()).mapToObj(i -> numbers(node, i)).toList();
                yield parts.contains(null) ? null : Numbers.join(parts);
            }
            case "Add", "Sub", "Mul", "Div" -> numbers(node, 1) == null
                    ? null
                    : x.combine(node.type(), numbers(node, 1), graph.terms());
            default -> null;
        };
    }

    private static Numbers cast(Numbers x, boolean toInteger) {
        if (!toInteger) {
            return x.asInteger(false);
        }
        return new Numbers(x.values().stream()
                .map(value -> value instanceof Num.Known(double known) ? new Num.Known((long) known) : value).toList(),
                x.isList(), true);
    }

    private Object slice(Node node, Numbers x) {
        int[] starts = integers(node, "starts", 1);
        int[] ends = integers(node, "ends", 2);
        int[] steps = integers(node, "steps", 4);
        return starts == null || ends == null || starts.length != 1 || ends.length != 1
                || steps != null && (steps.length != 1 || steps[0] != 1) ? null : x.slice(starts[0], ends[0]);
    }
}
