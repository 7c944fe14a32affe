package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.activation.Activation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The operations of a network of the family, whatever its width: what a graph is compared with.
///
/// @param title names the network in messages
/// @param attention what gates ghost modules, but for the lengths of strips
/// @param input name of the images
/// @param output name of the logits
/// @param steps in order
/// @param merged names of the convolutions that a deployed GhostNetV3 has no normalisation after
record Structure(String title, Attention attention, String input, String output, List<Step> steps,
        Set<String> merged) {

    /// An operation.
    ///
    /// @param output name of its value
    /// @param inputs names of the values it reads
    /// @param like name of the value to whose size it resizes, or null
    /// @param text what it is, for messages
    /// @param kernel height and width of a convolution's kernel and its stride, or null
    /// @param isDepthwise whether it is a depthwise convolution
    /// @param norm name of the normalisation after a convolution, or null
    /// @param rank sizes of a convolution's weights
    /// @param kind the kind of another operation, or null
    record Step(String output, List<String> inputs, String like, String text, List<Integer> kernel,
            boolean isDepthwise, String norm, int rank, Kind kind) {}

    /// What is no convolution.
    enum Kind {
        RELU, SIGMOID, HARD_SIGMOID, AVERAGE_POOL, GLOBAL_AVERAGE, RESIZE, SUM, PRODUCT, CONCATENATION
    }

    /// Widths at which the shortcut of the block that goes from 80 to 112 channels has a convolution, and has none.
    private static final double USUAL = 0.05;
    private static final double TINY = 0.01;

    /// The structures of the family, the likeliest first. Each is made when it is first asked for.
    enum Kept {
        EXPANDED(Variant.GHOSTNETV2, Attention.PUBLISHED, USUAL), NONE(Variant.GHOSTNET, Attention.NONE, USUAL), OUTPUT(
                Variant.GHOSTNETV2, Attention.PUBLISHED.at(Attention.Place.OUTPUT), USUAL), BOTH(Variant.GHOSTNETV2,
                        Attention.PUBLISHED.at(Attention.Place.BOTH), USUAL), TINY_EXPANDED(Variant.GHOSTNETV2,
                                Attention.PUBLISHED, TINY), TINY_NONE(Variant.GHOSTNET, Attention.NONE, TINY);

        private final Variant variant;
        private final Attention attention;
        private final double width;
        private Structure structure;

        Kept(Variant variant, Attention attention, double width) {
            this.variant = variant;
            this.attention = attention;
            this.width = width;
        }

        synchronized Structure structure() {
            if (structure == null) {
                structure = Structure.of(variant, attention, width);
            }
            return structure;
        }
    }

    private static Structure of(Variant variant, Attention attention, double width) {
        Configuration configuration = Configuration.of(variant, width, 1).withAttention(attention);
        Network network = network(configuration);
        Set<String> merged = Set.of();
        if (attention.equals(Variant.GHOSTNETV3.attention())) {
            Set<String> normalized = normalized(network(Configuration.of(Variant.GHOSTNETV3, width, 1)));
            merged = normalized(network).stream().filter(name -> !normalized.contains(name))
                    .collect(Collectors.toUnmodifiableSet());
        }
        return new Structure(variant.toString(), attention, network.input(), network.output(), steps(network), merged);
    }

    /// Arrays of a length are shared: their numbers do not matter.
    private static Network network(Configuration configuration) {
        Map<String, List<Integer>> shapes = configuration.parameters();
        Map<Integer, float[]> arrays = new TreeMap<>();
        return configuration
                .network(name -> arrays.computeIfAbsent(shapes.get(name).stream().reduce(1, (a, b) -> a * b),
                        float[]::new));
    }

    private static Set<String> normalized(Network network) {
        return network.ops().stream().filter(Op.BatchNormalization.class::isInstance)
                .map(op -> op.inputs().getFirst()).collect(Collectors.toSet());
    }

    private static List<Step> steps(Network network) {
        Map<String, String> norms = new HashMap<>();
        Map<String, String> renamed = new HashMap<>();
        for (Op op : network.ops()) {
            if (op instanceof Op.BatchNormalization norm) {
                norms.put(norm.input(), norm.output());
                renamed.put(norm.output(), norm.input());
            }
        }
        List<Step> steps = new ArrayList<>();
        for (Op op : network.ops()) {
            if (!(op instanceof Op.BatchNormalization)) {
                List<String> inputs = op.inputs().stream().map(name -> renamed.getOrDefault(name, name)).toList();
                steps.add(step(op, inputs, norms.get(op.output()), op.output().equals(network.output()) ? 2 : 4));
            }
        }
        return steps;
    }

    private static Step step(Op op, List<String> inputs, String norm, int rank) {
        if (op instanceof Op.Convolution conv) {
            String text = (conv.isDepthwise() ? "a depthwise " : "a ") + conv.kernelHeight() + "×" + conv.kernelWidth()
                    + " convolution of stride " + conv.stride();
            return new Step(op.output(), inputs, null, text,
                    List.of(conv.kernelHeight(), conv.kernelWidth(), conv.stride()), conv.isDepthwise(), norm, rank,
                    null);
        }
        Kind kind = switch (op) {
            case Op.Activate activate -> activate.activation() == Activation.RELU
                    ? Kind.RELU
                    : activate.activation() == Activation.SIGMOID ? Kind.SIGMOID : Kind.HARD_SIGMOID;
            case Op.AveragePool2x2 _ -> Kind.AVERAGE_POOL;
            case Op.GlobalAverage _ -> Kind.GLOBAL_AVERAGE;
            case Op.Upsample _ -> Kind.RESIZE;
            case Op.Sum _ -> Kind.SUM;
            case Op.Multiply _ -> Kind.PRODUCT;
            case Op.Concatenate _ -> Kind.CONCATENATION;
            default -> throw new AssertionError(op);
        };
        boolean isResize = kind == Kind.RESIZE;
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Step(op.output(), isResize ? inputs.subList(0, 1) : inputs, isResize ? inputs.get(1) : null,
                (kind == Kind.AVERAGE_POOL ? "an " : "a ") + name, null, false, null, 0, kind);
    }
}
