package dev.ghostlane.bench.onnx;

import dev.ghostlane.bench.onnx.EditedModel.Constant;
import dev.ghostlane.bench.onnx.EditedModel.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What exporters and tools change in a graph that computes the same.
final class GraphRewrites {

    /// By name.
    static final Map<String, Consumer<EditedModel>> ALL = all();

    private GraphRewrites() {}

    private static Map<String, Consumer<EditedModel>> all() {
        Map<String, Consumer<EditedModel>> rewrites = new LinkedHashMap<>();
        rewrites.put("names", model -> model.rename(1));
        rewrites.put("order", model -> model.shuffle(2));
        rewrites.put("constant nodes", GraphRewrites::constantNodes);
        rewrites.put("identities", model -> model.replace(node -> {
            String output = node.output();
            return output.equals("logits") ? null : around(node, Node.of("Identity", List.of(output + "'"), output));
        }));
        rewrites.put("relu as clip", model -> {
            model.constants.put("zero", Constant.of(List.of(), 0));
            model.replace(node -> node.type().equals("Relu")
                    ? List.of(Node.of("Clip", List.of(node.inputs().getFirst(), "zero"), node.output()))
                    : null);
        });
        rewrites.put("relu as max", model -> {
            model.constants.put("zero", Constant.of(List.of(1L), 0));
            model.replace(node -> node.type().equals("Relu")
                    ? List.of(Node.of("Max", List.of(node.inputs().getFirst(), "zero"), node.output()))
                    : null);
        });
        rewrites.put("hard sigmoid by relu6", model -> hardSigmoid(model, 3, 6, "Div", 6));
        rewrites.put("hard sigmoid by product", model -> hardSigmoid(model, 3, 6, "Mul", 1 / 6f));
        rewrites.put("means", model -> model.replace(node -> node.type().equals("GlobalAveragePool")
                ? List.of(node.ofType("ReduceMean").with("axes", new long[]{-1, -2}).with("keepdims", 1L))
                : null));
        rewrites.put("means without sizes", GraphRewrites::flatMeans);
        rewrites.put("squeeze", model -> {
            model.constants.put("pixel", Constant.of(2, 3));
            model.replace(node -> node.type().equals("Flatten")
                    ? List.of(Node.of("Squeeze", List.of(node.inputs().getFirst(), "pixel"), node.output()))
                    : null);
        });
        rewrites.put("reshape", model -> {
            model.constants.put("flat", Constant.of(0, -1));
            model.replace(node -> node.type().equals("Flatten")
                    ? List.of(Node.of("Reshape", List.of(node.inputs().getFirst(), "flat"), node.output()))
                    : null);
        });
        rewrites.put("matrix products", GraphRewrites::products);
        rewrites.put("transposed constants", model -> model.replace(node -> {
            if (!node.type().equals("Gemm")) {
                return null;
            }
            String weights = node.inputs().get(1);
            node.inputs().set(1, weights + "'");
            node.with("transB", 0L);
            return List.of(Node.of("Transpose", List.of(weights), weights + "'").with("perm", new long[]{1, 0}), node);
        }));
        rewrites.put("slices", model -> {
            model.constants.put("from", Constant.of(0));
            model.constants.put("to", Constant.of(Long.MAX_VALUE));
            model.constants.put("axis", Constant.of(1));
            model.replace(node -> node.type().equals("Concat") && node.attributes().get("axis").equals(1L)
                    ? around(node, Node.of("Slice", List.of(node.output() + "'", "from", "to", "axis"), node.output()))
                    : null);
        });
        rewrites.put("padding apart", model -> model.replace(node -> {
            if (!node.type().equals("Conv")) {
                return null;
            }
            long[] pads = (long[]) node.attributes().get("pads");
            String pad = node.output() + ":pad";
            model.constants.put(pad, Constant.of(0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]));
            Node apart = Node.of("Pad", List.of(node.inputs().getFirst(), pad), pad + "ded");
            node.inputs().set(0, pad + "ded");
            node.attributes().remove("pads");
            return List.of(apart, node);
        }));
        rewrites.put("classifier as convolution", GraphRewrites::convolutions);
        rewrites.put("written normalisation", GraphRewrites::normalisations);
        rewrites.put("bias apart", GraphRewrites::biases);
        rewrites.put("dropout", model -> model.replace(node -> node.output().equals("act2:flat")
                ? around(node, Node.of("Dropout", List.of(node.output() + "'"), node.output()))
                : null));
        return rewrites;
    }

    /// A node whose value gets another name, and what makes the value of it.
    static List<Node> around(Node node, Node after) {
        node.outputs().set(0, after.inputs().getFirst());
        return List.of(node, after);
    }

    private static void constantNodes(EditedModel model) {
        List<Node> nodes = new ArrayList<>();
        model.constants.forEach((name, constant) -> nodes.add(Node.of("Constant", List.of(), name)
                .with("value", constant)));
        nodes.addAll(model.nodes);
        model.constants.clear();
        model.nodes.clear();
        model.nodes.addAll(nodes);
    }

    private static void hardSigmoid(EditedModel model, float shift, float high, String operator, float factor) {
        model.constants.put("shift", Constant.of(List.of(), shift));
        model.constants.put("low", Constant.of(List.of(), 0));
        model.constants.put("high", Constant.of(List.of(), high));
        model.constants.put("factor", Constant.of(List.of(1L), factor));
        model.replace(node -> {
            String output = node.output();
            return node.type().equals("HardSigmoid")
                    ? List.of(Node.of("Add", List.of("shift", node.inputs().getFirst()), output + "1"),
                            Node.of("Clip", List.of(output + "1", "low", "high"), output + "2"),
                            Node.of(operator, List.of(output + "2", "factor"), output))
                    : null;
        });
    }

    private static void flatMeans(EditedModel model) {
        model.replace(node -> {
            if (node.type().equals("Flatten")) {
                return List.of(Node.of("Identity", node.inputs(), node.output()));
            }
            return node.type().equals("GlobalAveragePool")
                    ? List.of(node.ofType("ReduceMean").with("axes", new long[]{2, 3}).with("keepdims", 0L))
                    : null;
        });
    }

    private static void products(EditedModel model) {
        model.replace(node -> {
            if (!node.type().equals("Gemm")) {
                return null;
            }
            Constant rows = model.constants.get(node.inputs().get(1));
            int out = rows.sizes().get(0).intValue();
            int in = rows.sizes().get(1).intValue();
            float[] from = rows.floats();
            float[] columns = new float[from.length];
            IntStream.range(0, from.length).forEach(i -> columns[i % in * out + i / in] = from[i]);
            model.constants.put(node.inputs().get(1), Constant.of(List.of((long) in, (long) out), columns));
            return List.of(Node.of("MatMul", node.inputs().subList(0, 2), node.output() + "'"),
                    Node.of("Add", List.of(node.inputs().get(2), node.output() + "'"), node.output()));
        });
    }

    private static void convolutions(EditedModel model) {
        model.constants.put("pixel", Constant.of(2, 3));
        model.replace(node -> {
            if (!node.type().equals("Gemm")) {
                return null;
            }
            Constant rows = model.constants.get(node.inputs().get(1));
            model.constants.put(node.inputs().get(1), new Constant(rows.type(),
                    List.of(rows.sizes().get(0), rows.sizes().get(1), 1L, 1L), rows.raw()));
            String output = node.output();
            return List.of(Node.of("Unsqueeze", List.of(node.inputs().getFirst(), "pixel"), output + "1"),
                    Node.of("Conv", List.of(output + "1", node.inputs().get(1), node.inputs().get(2)), output + "2")
                            .with("kernel_shape", new long[]{1, 1}),
                    Node.of("Flatten", List.of(output + "2"), output));
        });
    }

    private static void normalisations(EditedModel model) {
        model.replace(node -> {
            if (!node.type().equals("BatchNormalization")) {
                return null;
            }
            List<float[]> of = node.inputs().subList(1, 5).stream().map(name -> model.constants.get(name).floats())
                    .toList();
            int channels = of.getFirst().length;
            float[] factors = new float[channels];
            float[] shifts = new float[channels];
            for (int c = 0; c < channels; c++) {
                double factor = of.get(0)[c] / Math.sqrt(of.get(3)[c] + 1e-5);
                factors[c] = (float) factor;
                shifts[c] = (float) (of.get(1)[c] - of.get(2)[c] * factor);
            }
            String output = node.output();
            model.constants.put(output + ":f", Constant.of(List.of((long) channels, 1L, 1L), factors));
            model.constants.put(output + ":s", Constant.of(List.of(1L, (long) channels, 1L, 1L), shifts));
            return List.of(Node.of("Mul", List.of(node.inputs().getFirst(), output + ":f"), output + "'"),
                    Node.of("Add", List.of(output + "'", output + ":s"), output));
        });
    }

    private static void biases(EditedModel model) {
        model.replace(node -> {
            if (!node.type().equals("Gemm")) {
                return null;
            }
            String bias = node.inputs().remove(2);
            return around(node, Node.of("Add", List.of(node.output() + "'", bias), node.output()));
        });
    }
}
