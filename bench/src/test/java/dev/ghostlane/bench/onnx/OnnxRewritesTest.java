package dev.ghostlane.bench.onnx;

import static dev.ghostlane.bench.onnx.GraphRewrites.around;
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
import java.util.List;
import java.util.Set;
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

    static Set<String> names() { return GraphRewrites.ALL.keySet(); }

    @ParameterizedTest
    @MethodSource("names")
    void rewrittenGraphsAreTheSameNetwork(String rewrite) throws IOException {
        for (Variant variant : Variant.values()) {
            GhostNetV2 original = random(variant);
            float[] expected = logits(original);
            for (boolean isFixed : new boolean[]{true, false}) {
                EditedModel model = edited(original, isFixed);
                GraphRewrites.ALL.get(rewrite).accept(model);
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
                GraphRewrites.ALL.get("hard sigmoid by relu6").accept(model);
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
