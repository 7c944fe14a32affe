package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Graph.Ref;
import java.util.List;
import java.util.stream.IntStream;

/// What changes sizes and order of values, or cuts them: in a network of the family nothing of it changes a number, so
/// the result is the same value.
final class Layouts {
    /// More than half of any kernel.
    private static final int MAX_PAD = 1 << 16;

    private final Graph graph;
    private final Arithmetic arithmetic;

    Layouts(Graph graph, Arithmetic arithmetic) {
        this.graph = graph;
        this.arithmetic = arithmetic;
    }

    /// The value as a node gives it; null if it is another one.
    Object apply(Node node, Ref x) {
        return switch (node.type()) {
            case "Flatten" -> isBeforeChannels(node, x) && isFlat(x) ? new Ref(x.value(), 2) : null;
            case "Reshape" -> reshape(node, x);
            case "Squeeze" -> resized(node, x, -1);
            case "Unsqueeze" -> resized(node, x, 1);
            case "Transpose" -> transpose(node, x);
            case "Slice" -> slice(node, x);
            default -> pad(node, x);
        };
    }

    private static boolean isFlat(Ref x) { return x.rank() == 2 || x.value().isOnePixel(); }

    private static boolean isBeforeChannels(Node node, Ref x) {
        long axis = node.integer("axis", 1);
        return axis == 1 || axis == 1 - x.rank();
    }

    /// To the same sizes, or with sizes of 1 added or left out after the channels.
    private Object reshape(Node node, Ref x) {
        Numbers to = arithmetic.numbers(node, 1);
        if (to != null && (x.rank() > 4 || to.values().size() > 4)) {
            return blocks(to, x);
        }
        List<Num> sizes = x.value().sizes();
        if (to == null || to.values().size() < 2 || to.values().size() > 4) {
            return null;
        }
        int rank = to.values().size();
        int open = 0;
        for (int i = 0; i < rank; i++) {
            Num size = to.values().get(i);
            if (size.is(-1)) {
                open++;
            } else if (!size.equals(sizes.get(i)) && !(size.is(0) && i < x.rank() && node.integer("allowzero", 0) == 0)
                    && !(i == 0 && sizes.getFirst() instanceof Num.Unknown && size instanceof Num.Known)) {
                return null;
            }
        }
        return open <= 1 && (rank == x.rank() || isFlat(x)) && (rank == 4 || x.value().isOnePixel())
                ? new Ref(x.value(), rank)
                : null;
    }

    /// To blocks of channels, or back, as ONNX Runtime does it for sums and products of maps in its own layout.
    private static Object blocks(Numbers to, Ref x) {
        int rank = to.values().size();
        int[] sizes = to.known();
        boolean keepsOthers = sizes != null && rank == (x.rank() == 4 ? 5 : 4) && sizes[0] == 0 && sizes[1] == -1
                && sizes[2] == 0 && sizes[3] == 0;
        return keepsOthers ? new Ref(x.value(), rank) : null;
    }

    private Object resized(Node node, Ref x, int sign) {
        int[] axes = arithmetic.integers(node, "axes", 1);
        int rank = axes == null ? 0 : x.rank() + sign * axes.length;
        int larger = Math.max(rank, x.rank());
        boolean areAfterChannels = rank >= 2 && rank <= 4 && IntStream.of(axes)
                .map(axis -> axis < 0 ? axis + larger : axis).filter(axis -> axis >= 2 && axis < larger).distinct()
                .count() == axes.length;
        return areAfterChannels && x.value().isOnePixel() ? new Ref(x.value(), rank) : null;
    }

    /// Of the input, channels that come last; of other values, no change.
    private Object transpose(Node node, Ref x) {
        List<Double> order = node.numbers("perm");
        if (order == null || order.size() != x.rank()) {
            return null;
        }
        boolean isIdentity = IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
        return isIdentity ? x : null;
    }

    /// All of a value: `[:, :channels]` of a ghost module, for example.
    private Object slice(Node node, Ref x) {
        int[] starts = arithmetic.integers(node, "starts", 1);
        int[] axes = arithmetic.integers(node, "axes", 3);
        int[] steps = arithmetic.integers(node, "steps", 4);
        Numbers ends = arithmetic.numbers(node, 2);
        if (node.has("ends")) {
            ends = new Numbers(node.numbers("ends").stream().<Num>map(Num.Known::new).toList(), true, true);
        }
        if (starts == null || ends == null || ends.values().size() != starts.length
                || axes != null && axes.length != starts.length || axes == null && !node.input(3).isEmpty()
                || steps != null && steps.length != starts.length || steps == null && !node.input(4).isEmpty()) {
            return null;
        }
        for (int i = 0; i < starts.length; i++) {
            int axis = axes == null ? i : axes[i] < 0 ? axes[i] + x.rank() : axes[i];
            if (axis < 0 || axis >= x.rank() || starts[i] != 0 || steps != null && steps[i] != 1
                    || !isWhole(ends.values().get(i), x.sizes().get(axis))) {
                return null;
            }
        }
        return x;
    }

    private static boolean isWhole(Num end, Num size) {
        return end.equals(size) || end instanceof Num.Known(double to)
                && (size instanceof Num.Known(double all) ? to >= all : to >= Integer.MAX_VALUE);
    }

    /// Whether a map can be padded so: what is below 0 cuts pixels off.
    static boolean isPad(double pad) { return pad >= 0 && pad <= MAX_PAD; }

    /// Zeros around a map, which the convolution takes that reads it.
    private Object pad(Node node, Ref x) {
        int[] pads = arithmetic.integers(node, "pads", 1);
        Double value = node.input(2).isEmpty() ? (Double) (double) node.number("value", 0) : arithmetic.scalar(node, 2);
        if (pads == null || pads.length != 2 * x.rank() || !IntStream.of(pads).allMatch(Layouts::isPad)
                || !node.input(3).isEmpty()) {
            return null;
        }
        if (IntStream.of(pads).allMatch(pad -> pad == 0)) {
            return x;
        }
        boolean isSpatial = x.rank() == 4 && pads[0] == 0 && pads[1] == 0 && pads[4] == 0 && pads[5] == 0;
        if (!isSpatial || value == null || value != 0 || !node.text("mode", "constant").equals("constant")) {
            return null;
        }
        List<Num> sizes = x.sizes();
        Num.Terms terms = graph.terms();
        return new Ref(graph.value(new Form.Padding(pads[2], pads[3], pads[6], pads[7]), List.of(x.value()),
                List.of(sizes.get(0), sizes.get(1), terms.windows(sizes.get(2), pads[2] + pads[6] - 1, 1),
                        terms.windows(sizes.get(3), pads[3] + pads[7] - 1, 1)),
                node), 4);
    }
}
