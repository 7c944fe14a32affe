package dev.ghostlane.bench.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.bench.onnx.EditedModel.Constant;
import dev.ghostlane.bench.onnx.EditedModel.Node;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// ONNX files as exporters and tools write them give the network that ONNX Runtime sees in them.
@DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*",
        disabledReason = "ran in the build's first JVM")
class OnnxRewritesTest {

    /// All maps of it are twice the grids of their gates, so that scales and sizes can say the same.
    private static final int SIDE = 128;
    private static final long[] SHAPE = {1, 3, SIDE, SIDE};
    private static final float[] IMAGE = new RandomFloats(3).next(3 * SIDE * SIDE);

    @TempDir
    private Path folder;

    private static GhostNetV2 random(Variant variant) {
        return GhostNetV2.random(Configuration.of(variant, 0.3, 7), 5);
    }

    private static EditedModel edited(GhostNetV2 model, boolean isFixed) throws IOException {
        OnnxExporter any = OnnxExporter.of(model.network()).withMetadata(model.metadata());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        (isFixed ? any.withBatch(1).withSize(SIDE, SIDE) : any).writeTo(out);
        return new EditedModel(out.toByteArray());
    }

    private Path write(EditedModel model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model.bytes());
    }

    private static float[] logits(GhostNetV2 model) {
        float[] logits = new float[model.configuration().classes()];
        try (Session session = model.plan(1, SIDE, SIDE).session()) {
            session.run(IMAGE, logits);
        }
        return logits;
    }

    private static float[] peer(Path file) {
        try (OnnxRuntime peer = OnnxRuntime.of(file, IMAGE, SHAPE, 1)) {
            return peer.logits();
        }
    }

    private static final Map<String, Consumer<EditedModel>> REWRITES = rewrites();

    /// What tools change in a graph that computes the same.
    private static Map<String, Consumer<EditedModel>> rewrites() {
        Map<String, Consumer<EditedModel>> rewrites = new LinkedHashMap<>();
        rewrites.put("names", model -> model.rename(1));
        rewrites.put("order", model -> model.shuffle(2));
        rewrites.put("constant nodes", OnnxRewritesTest::constantNodes);
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
        rewrites.put("means without sizes", OnnxRewritesTest::flatMeans);
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
        rewrites.put("matrix products", OnnxRewritesTest::products);
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
        rewrites.put("classifier as convolution", OnnxRewritesTest::convolutions);
        rewrites.put("written normalisation", OnnxRewritesTest::normalisations);
        rewrites.put("bias apart", OnnxRewritesTest::biases);
        rewrites.put("dropout", model -> model.replace(node -> node.output().equals("act2:flat")
                ? around(node, Node.of("Dropout", List.of(node.output() + "'"), node.output()))
                : null));
        return rewrites;
    }

    static Set<String> names() { return REWRITES.keySet(); }

    /// A node whose value gets another name, and what makes the value of it.
    private static List<Node> around(Node node, Node after) {
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

    @ParameterizedTest
    @MethodSource("names")
    void rewrittenGraphsAreTheSameNetwork(String rewrite) throws IOException {
        for (Variant variant : Variant.values()) {
            GhostNetV2 original = random(variant);
            float[] expected = logits(original);
            for (boolean isFixed : new boolean[]{true, false}) {
                EditedModel model = edited(original, isFixed);
                REWRITES.get(rewrite).accept(model);
                Path file = write(model);
                String what = rewrite + " of " + variant + ", " + (isFixed ? "fixed" : "any") + " size";
                GhostNetV2 loaded = GhostNetV2.load(file);
                OnnxRuntime.requireAgreement(what, logits(loaded), peer(file));
                if (!rewrite.equals("written normalisation")) {
                    assertArrayEquals(expected, logits(loaded), what);
                    assertEquals(original.configuration(), loaded.configuration(), what);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void resizeModesComeFromTheGraph(UpsampleMode mode) throws IOException {
        GhostNetV2 original = GhostNetV2.random(new Configuration(0.3, 7, 1, mode), 5);
        Path file = write(edited(original, false).rename(7));
        GhostNetV2 loaded = GhostNetV2.load(file);
        assertEquals(original.configuration(), loaded.configuration());
        assertArrayEquals(logits(original), logits(loaded));
        OnnxRuntime.requireAgreement(mode, logits(loaded), peer(file));
    }

    static List<Attention> attentions() {
        return Stream.of(Attention.Place.values())
                .flatMap(place -> Stream.of(Attention.PUBLISHED.at(place), Attention.PUBLISHED.at(place)
                        .withStrips(9, 7, 3)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("attentions")
    void attentionComesFromTheGraph(Attention attention) throws IOException {
        GhostNetV2 original = GhostNetV2.random(Configuration.of(0.3, 7).withAttention(attention), 5);
        EditedModel model = edited(original, false).rename(8);
        model.metadata.clear();
        GhostNetV2 loaded = GhostNetV2.load(write(model));
        assertEquals(original.configuration(), loaded.configuration());
        assertArrayEquals(logits(original), logits(loaded));
    }

    /// The weights are those of the checkpoint in half precision, bit for bit; ONNX Runtime rounds on its way.
    @Test
    void halfPrecisionIsRead() throws IOException {
        GhostNetV2 original = random(Variant.GHOSTNETV2);
        EditedModel model = edited(original, false);
        model.constants
                .replaceAll((_, constant) -> constant.type() == EditedModel.FLOAT ? constant.asHalf() : constant);
        model.replace(node -> {
            node.inputs().replaceAll(name -> name.equals("input") ? "input16" : name);
            return node.output().equals("logits")
                    ? around(node, Node.of("Cast", List.of("logits16"), "logits").with("to", 1L))
                    : null;
        });
        model.nodes.addFirst(Node.of("Cast", List.of("input"), "input16").with("to", 10L));
        Path file = write(model);
        StateDict dict = original.stateDict();
        GhostNetV2 half = GhostNetV2.of(dict.with(dict.names().stream()
                .map(name -> dict.find(name).orElseThrow().as(DType.F16)).toList()));
        GhostNetV2 loaded = GhostNetV2.load(file);
        assertArrayEquals(logits(half), logits(loaded));
        float[] rounded = peer(file);
        for (int i = 0; i < rounded.length; i++) {
            assertEquals(rounded[i], logits(loaded)[i], 0.02 * Math.max(1, Math.abs(rounded[i])));
        }
    }

    static IntStream opsets() { return IntStream.rangeClosed(9, 21); }

    /// Each version of the operators that the reader knows, in the forms of that version.
    @ParameterizedTest
    @MethodSource("opsets")
    void everyVersionOfOperatorsIsRead(int opset) throws IOException {
        for (Variant variant : Variant.values()) {
            GhostNetV2 original = random(variant);
            EditedModel model = edited(original, true);
            model.opset = opset;
            model.replace(node -> inVersion(model, node, opset));
            Path file = write(model);
            float[] logits = logits(GhostNetV2.load(file));
            assertArrayEquals(logits(original), logits);
            OnnxRuntime.requireAgreement(variant + ", opset " + opset, logits, peer(file));
        }
    }

    /// A node as a version of the operators has it; null if that is the same.
    private static List<Node> inVersion(EditedModel model, Node node, int opset) {
        String input = node.inputs().getFirst();
        return switch (node.type()) {
            case "Unsqueeze" -> opset >= 13
                    ? null
                    : List.of(Node.of("Unsqueeze", List.of(input), node.output())
                            .with("axes", new long[]{2, 3}));
            case "Resize" -> resize(model, node, opset);
            case "Relu" -> opset >= 11
                    ? null
                    : List.of(Node.of("Clip", List.of(input), node.output())
                            .with("min", 0f).with("max", Float.MAX_VALUE));
            case "GlobalAveragePool" -> {
                model.constants.put("axes", Constant.of(2, 3));
                yield opset >= 18 ? List.of(Node.of("ReduceMean", List.of(input, "axes"), node.output())) : null;
            }
            default -> null;
        };
    }

    private static List<Node> resize(EditedModel model, Node node, int opset) {
        List<String> inputs = node.inputs();
        if (opset < 11) {
            return List.of(Node.of(opset == 9 ? "Upsample" : "Resize", List.of(inputs.get(0), inputs.get(2)),
                    node.output()).with("mode", "nearest"));
        }
        if (opset < 13) {
            model.constants.put("roi", Constant.of(List.of(0L)));
            inputs.set(1, "roi");
        }
        if (opset >= 18) {
            model.constants.put("scales", Constant.of(List.of(2L), 2, 2));
            inputs.set(2, "scales");
            node.with("axes", new long[]{2, 3}).with("antialias", 0L).with("keep_aspect_ratio_policy", "stretch");
        }
        return List.of(node);
    }

    /// ONNX Runtime's offline optimisation: folded and fused, and at last in its own layout for this processor.
    @ParameterizedTest
    @EnumSource(names = "NO_OPT", mode = EnumSource.Mode.EXCLUDE)
    void filesThatOnnxRuntimeOptimisedAreRead(OrtSession.SessionOptions.OptLevel level) throws Exception {
        for (Variant variant : Variant.values()) {
            for (boolean isFixed : new boolean[]{true, false}) {
                GhostNetV2 original = random(variant);
                EditedModel model = edited(original, isFixed);
                REWRITES.get("hard sigmoid by relu6").accept(model);
                Path file = write(model);
                Path optimised = folder.resolve("optimised.onnx");
                optimise(file, optimised, level);
                GhostNetV2 loaded = GhostNetV2.load(optimised);
                String what = level + " of " + variant + ", " + (isFixed ? "fixed" : "any") + " size";
                OnnxRuntime.requireAgreement(what, logits(loaded), peer(optimised));
                OnnxRuntime.requireAgreement(what, logits(original), logits(loaded));
                assertEquals(original.configuration().fold(), loaded.configuration(), what);
            }
        }
    }

    private static void optimise(Path file, Path to, OrtSession.SessionOptions.OptLevel level) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setOptimizedModelFilePath(to.toString());
            OrtEnvironment.getEnvironment().createSession(file.toString(), options).close();
        }
    }

    @Test
    void aSoftmaxAtTheEndIsTakenOff() throws IOException {
        for (String type : List.of("Softmax", "LogSoftmax")) {
            GhostNetV2 original = random(Variant.GHOSTNETV2);
            EditedModel model = edited(original, false);
            model.replace(node -> node.output().equals("logits")
                    ? around(node, Node.of(type, List.of("raw"), "logits").with("axis", 1L))
                    : null);
            Path file = write(model);
            GhostNetV2 loaded = GhostNetV2.load(file);
            assertArrayEquals(logits(original), logits(loaded), "logits, not probabilities");
            assertTrue(loaded.findings().stream().anyMatch(finding -> finding.text()
                    .equals("taken off, so that the output is logits: " + type + " \"logits\"")),
                    loaded.findings()::toString);
        }
    }
}
