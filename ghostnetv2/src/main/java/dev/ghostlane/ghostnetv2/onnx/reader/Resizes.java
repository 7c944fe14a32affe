package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.onnx.reader.Form.Plain;
import dev.ghostlane.ghostnetv2.onnx.reader.Graph.Ref;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Pooling and resizing in normal form.
final class Resizes {
    /// Longest side for which rounding is compared, pixel by pixel.
    private static final int LONGEST_SIDE = 4096;

    private final Graph graph;
    private final Arithmetic arithmetic;
    private final int opset;

    Resizes(Graph graph, Arithmetic arithmetic, int opset) {
        this.graph = graph;
        this.arithmetic = arithmetic;
        this.opset = opset;
    }

    /// The average over all pixels, whose map of one pixel may lose its last sizes.
    Ref global(Ref x, int rank, Node node) {
        List<Num> sizes = x.value().sizes();
        return new Ref(graph.value(Plain.GLOBAL_AVERAGE, List.of(x.value()), List.of(sizes.get(0), sizes.get(1),
                Num.ONE, Num.ONE), node), rank);
    }

    /// `ReduceMean` over height and width.
    Object mean(Node node, Ref x) {
        int[] axes = arithmetic.integers(node, "axes", 1);
        boolean isSpatial = axes != null && axes.length == 2 && x.rank() == 4
                && IntStream.of(axes).map(axis -> axis < 0 ? axis + 4 : axis).sorted().boxed().toList()
                        .equals(List.of(2, 3));
        return isSpatial ? global(x, node.integer("keepdims", 1) == 1 ? 4 : 2, node) : null;
    }

    /// `AveragePool`: of 2×2 pixels, or of all that there are.
    Object pool(Node node, Ref x) {
        List<Double> kernel = node.numbers("kernel_shape");
        List<Double> pads = node.numbers("pads");
        List<Double> strides = node.numbers("strides");
        boolean isPlain = (pads == null || pads.stream().allMatch(pad -> pad == 0)) && node.integer("ceil_mode", 0) == 0
                && (node.numbers("dilations") == null || node.numbers("dilations").stream().allMatch(d -> d == 1))
                && List.of("NOTSET", "VALID").contains(node.text("auto_pad", "NOTSET"));
        if (!isPlain || kernel == null || kernel.size() != 2 || x.rank() != 4) {
            return null;
        }
        List<Num> sizes = x.sizes();
        if (kernel.equals(List.of(2.0, 2.0)) && List.of(2.0, 2.0).equals(strides)) {
            return new Ref(graph.value(Plain.AVERAGE_POOL, List.of(x.value()), List.of(sizes.get(0), sizes.get(1),
                    graph.terms().windows(sizes.get(2), -2, 2), graph.terms().windows(sizes.get(3), -2, 2)), node), 4);
        }
        return sizes.get(2).is(kernel.get(0)) && sizes.get(3).is(kernel.get(1)) ? global(x, 4, node) : null;
    }

    /// `Resize` and its forerunner `Upsample`.
    Object resize(Node node, Ref x) {
        List<Num> scales = null;
        List<Num> to = null;
        Numbers found = node.has("scales")
                ? scales(node.numbers("scales"))
                : arithmetic.numbers(node, opset < 11 ? 1 : 2);
        if (found != null && !found.values().isEmpty()) {
            scales = spatial(node, found, List.of(Num.ONE, Num.ONE));
        } else if (opset >= 11 && arithmetic.numbers(node, 3) != null) {
            to = spatial(node, arithmetic.numbers(node, 3), x.value().sizes().subList(0, 2));
        }
        if (x.rank() != 4 || scales == null && to == null || node.integer("antialias", 0) != 0
                || !node.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            return null;
        }
        List<Num> sizes = x.sizes();
        Num height = to != null ? to.get(0) : graph.terms().scaled(sizes.get(2), scales.get(0));
        Num width = to != null ? to.get(1) : graph.terms().scaled(sizes.get(3), scales.get(1));
        UpsampleMode mode = mode(node, sizes, List.of(height, width));
        Form form = mode == null
                ? new Form.Other("mode " + node.text("mode", "nearest") + ", " + coordinates(node) + ", "
                        + rounding(node))
                : new Form.Resize(mode);
        return new Ref(graph.value(form, List.of(x.value()), List.of(sizes.get(0), sizes.get(1), height, width), node),
                4);
    }

    /// Those of an attribute, as version 7 of the operators has it.
    private static Numbers scales(List<Double> scales) {
        return scales.size() > Numbers.MOST
                ? null
                : new Numbers(scales.stream().<Num>map(Num.Known::new).toList(), true, false);
    }

    /// Those of height and width; null if the others would change the value.
    private static List<Num> spatial(Node node, Numbers numbers, List<Num> others) {
        List<Num> values = numbers.values();
        List<Double> axes = node.numbers("axes");
        if (axes != null) {
            boolean areSpatial = axes.equals(List.of(2.0, 3.0)) || axes.equals(List.of(-2.0, -1.0));
            return areSpatial && values.size() == 2 ? values : null;
        }
        boolean isWhole = values.size() == 4 && IntStream.of(0, 1).allMatch(i -> values.get(i).equals(others.get(i))
                || values.get(i) instanceof Num.Known != others.get(i) instanceof Num.Known && i == 0);
        return isWhole ? values.subList(2, 4) : null;
    }

    /// Before version 11 there was only one way.
    private String coordinates(Node node) {
        return opset < 11 && !node.has("scales")
                ? "asymmetric"
                : node.text("coordinate_transformation_mode", "half_pixel");
    }

    private String rounding(Node node) {
        return opset < 11 || node.has("scales") ? "floor" : node.text("nearest_mode", "round_prefer_floor");
    }

    /// The mode that gives the same; null if there is none.
    private UpsampleMode mode(Node node, List<Num> from, List<Num> to) {
        String coordinates = coordinates(node);
        return switch (node.text("mode", "nearest")) {
            case "nearest" -> coordinates.equals("asymmetric") && rounding(node).equals("floor")
                    || isSame(node, from.get(2), to.get(0)) && isSame(node, from.get(3), to.get(1))
                            ? UpsampleMode.NEAREST
                            : null;
            case "linear", "bilinear" -> switch (coordinates) {
                case "half_pixel", "pytorch_half_pixel" -> UpsampleMode.BILINEAR_HALF_PIXEL;
                case "align_corners" -> UpsampleMode.BILINEAR_ALIGNED_CORNERS;
                default -> null;
            };
            default -> null;
        };
    }

    /// Whether another way of rounding takes the same pixels for sizes that are fixed.
    private boolean isSame(Node node, Num from, Num to) {
        if (!(from instanceof Num.Known(double in)) || !(to instanceof Num.Known(double out))
                || !(in >= 1 && out >= 1 && out <= LONGEST_SIDE)) {
            return false;
        }
        double scale = out / in;
        DoubleUnaryOperator place = switch (coordinates(node)) {
            case "asymmetric" -> i -> i / scale;
            case "half_pixel", "pytorch_half_pixel" -> i -> (i + 0.5) / scale - 0.5;
            case "tf_half_pixel_for_nn" -> i -> (i + 0.5) / scale;
            default -> i -> Double.NaN;
        };
        DoubleUnaryOperator round = switch (rounding(node)) {
            case "floor" -> Math::floor;
            case "ceil" -> Math::ceil;
            case "round_prefer_floor" -> x -> Math.ceil(x - 0.5);
            case "round_prefer_ceil" -> x -> Math.floor(x + 0.5);
            default -> x -> Double.NaN;
        };
        return IntStream.range(0, (int) out).allMatch(i -> Math.clamp(round.applyAsDouble(place.applyAsDouble(i)), 0,
                in - 1) == Math.floor(i * in / out));
    }
}
