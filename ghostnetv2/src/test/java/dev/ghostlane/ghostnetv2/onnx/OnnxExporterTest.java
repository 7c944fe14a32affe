package dev.ghostlane.ghostnetv2.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is in a model, read back by a reader of its own. That ONNX Runtime computes the same as Ghostlane is tested
/// in the module `bench`, which has it.
class OnnxExporterTest {

    @TempDir
    private Path folder;

    /// A network with every operation once; its values have the names that the file reserves for others.
    private static Network network(UpsampleMode mode) {
        List<Op> ops = new ArrayList<>();
        ops.add(new Op.Convolution("stem", "image", 2, 3, 3, 5, 2, 1, 2, 1, values(90), null));
        ops.add(new Op.BatchNormalization("norm", "stem", values(3), values(3), values(3), values(3), 1e-3f));
        ops.add(new Op.Activate("relu", "norm", Activation.RELU));
        ops.add(new Op.AveragePool2x2("pool", "relu"));
        ops.add(new Op.Convolution("strip", "pool", 3, 3, 1, 5, 1, 0, 2, 3, values(15), null));
        ops.add(new Op.Activate("sigmoid", "strip", Activation.SIGMOID));
        ops.add(new Op.Upsample("gate", "sigmoid", "relu", mode));
        ops.add(new Op.Multiply("input", "relu", "gate"));
        ops.add(new Op.Sum("sum", "input", "relu"));
        ops.add(new Op.Concatenate("logits", List.of("sum", "relu")));
        ops.add(new Op.GlobalAverage("average", "logits"));
        ops.add(new Op.Convolution("reduce", "average", 6, 6, 1, 1, 1, 0, 0, 1, values(36), values(6)));
        ops.add(new Op.Activate("squeeze", "reduce", Activation.HARD_SIGMOID));
        ops.add(new Op.Multiply("excited", "logits", "squeeze"));
        ops.add(new Op.Activate("same", "excited", Activation.NONE));
        ops.add(new Op.GlobalAverage("last", "same"));
        ops.add(new Op.Convolution("classifier", "last", 6, 4, 1, 1, 1, 0, 0, 1, values(24), values(4)));
        return new Network("every operation", "image", 2, ops, "classifier");
    }

    private static float[] values(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i + 0.25f;
        }
        return values;
    }

    @Test
    void theModelNamesItsFormatAndItsSource() throws IOException {
        Map<String, String> metadata = Map.of("b", "größer", "a", "");
        WireReader model = read(OnnxExporter.of(network(UpsampleMode.NEAREST)).withMetadata(metadata));
        assertEquals(8, model.one(1).number());
        assertEquals("ghostlane", model.one(2).text());
        WireReader operators = model.one(8).message();
        assertEquals("", operators.one(1).text());
        assertEquals(17, operators.one(2).number());
        assertEquals("every operation", graph(model).one(2).text());
        List<WireReader> properties = model.all(14).stream().map(WireReader.Field::message).toList();
        assertEquals(List.of("a", "b"), properties.stream().map(p -> p.one(1).text()).toList());
        assertEquals("größer", properties.getLast().one(2).text());
    }

    @Test
    void nodesAreThoseOfTheOperations() throws IOException {
        WireReader graph = graph(read(OnnxExporter.of(network(UpsampleMode.NEAREST)).withSize(16, 24)));
        assertEquals(List.of("Conv", "BatchNormalization", "Relu", "AveragePool", "Conv", "Sigmoid", "Resize", "Mul",
                "Add", "Concat", "GlobalAveragePool", "Flatten", "Gemm", "HardSigmoid", "Unsqueeze", "Mul", "Identity",
                "GlobalAveragePool", "Flatten", "Gemm"), types(graph));
        Map<String, WireReader> nodes = nodes(graph);
        WireReader stem = nodes.get("stem");
        assertEquals(List.of("input", "stem:weights"), stem.texts(1));
        assertEquals(List.of(3L, 5L), ints(stem, "kernel_shape"));
        assertEquals(List.of(2L, 2L), ints(stem, "strides"));
        assertEquals(List.of(1L, 2L, 1L, 2L), ints(stem, "pads"));
        assertEquals(1, attribute(stem, "group").one(3).number());
        assertEquals(3, attribute(nodes.get("strip"), "group").one(3).number());
        assertEquals(1e-3f, attribute(nodes.get("norm"), "epsilon").one(2).asFloat());
        assertEquals(1 / 6f, attribute(nodes.get("squeeze:flat"), "alpha").one(2).asFloat());
        assertEquals(0.5f, attribute(nodes.get("squeeze:flat"), "beta").one(2).asFloat());
        assertEquals(List.of(2L, 2L), ints(nodes.get("pool"), "strides"));
        assertEquals(1, attribute(nodes.get("logits"), "transB").one(3).number());
        assertEquals(List.of("relu", "gate"), nodes.get("input:value").texts(1));
    }

    @Test
    void tensorsHoldTheParameters() throws IOException {
        Map<String, WireReader> tensors = tensors(graph(read(OnnxExporter.of(network(UpsampleMode.NEAREST)))));
        WireReader weights = tensors.get("stem:weights");
        assertEquals(List.of(3L, 2L, 3L, 5L), weights.numbers(1));
        assertEquals(1, weights.one(2).number());
        assertArrayEquals(values(90), weights.one(9).floats());
        assertEquals(List.of(3L, 1L, 1L, 5L), tensors.get("strip:weights").numbers(1));
        assertEquals(List.of(4L, 6L), tensors.get("classifier:weights").numbers(1));
        assertArrayEquals(values(4), tensors.get("classifier:bias").one(9).floats());
        assertArrayEquals(values(3), tensors.get("norm:variance").one(9).floats());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyInputExistsBeforeItIsRead(boolean isStatic) throws IOException {
        OnnxExporter any = OnnxExporter.of(GhostNetV2.random(Configuration.of(0.5, 7), 1).network());
        WireReader graph = graph(read(isStatic ? any.withBatch(2).withSize(64, 96) : any));
        Set<String> known = new HashSet<>(tensors(graph).keySet());
        assertEquals(graph.all(5).size(), known.size(), "names of tensors");
        assertTrue(known.add("input"));
        known.add("");
        for (WireReader.Field field : graph.all(1)) {
            WireReader node = field.message();
            for (String input : node.texts(1)) {
                assertTrue(known.contains(input), () -> node.one(3).text() + " reads " + input);
            }
            assertTrue(known.add(node.one(2).text()), () -> node.one(2).text() + " is given twice");
        }
        assertTrue(known.contains("logits"));
        assertEquals(isStatic, !types(graph).contains("Shape"), "a size that is known is not computed");
    }

    @Test
    void sizesAreGivenOrHaveNames() throws IOException {
        OnnxExporter any = OnnxExporter.of(network(UpsampleMode.NEAREST));
        assertEquals(List.of("batch", 2L, "height", "width"), sizes(graph(read(any)), 11, "input"));
        assertEquals(List.of("batch", 4L), sizes(graph(read(any)), 12, "logits"));
        WireReader graph = graph(read(any.withBatch(5).withSize(16, 24)));
        assertEquals(List.of(5L, 2L, 16L, 24L), sizes(graph, 11, "input"));
        assertEquals(List.of(5L, 4L), sizes(graph, 12, "logits"));
    }

    /// 16×24 pixels leave maps of 8×12, which are twice 4×6; of 18×24, 9×12 are no multiple of 4×6.
    @ParameterizedTest
    @EnumSource(UpsampleMode.class)
    void resizingIsPyTorchs(UpsampleMode mode) throws IOException {
        OnnxExporter any = OnnxExporter.of(network(mode));
        WireReader whole = graph(read(any.withSize(16, 24)));
        WireReader gate = nodes(whole).get("gate");
        assertEquals(List.of("sigmoid", "", "gate:scales"), gate.texts(1));
        assertArrayEquals(new float[]{1, 1, 2, 2}, tensors(whole).get("gate:scales").one(9).floats());
        boolean nearest = mode == UpsampleMode.NEAREST;
        assertEquals(nearest ? "nearest" : "linear", attribute(gate, "mode").one(4).text());
        assertEquals("floor", attribute(gate, "nearest_mode").one(4).text());
        assertEquals(
                nearest ? "asymmetric" : mode == UpsampleMode.BILINEAR_HALF_PIXEL ? "half_pixel" : "align_corners",
                attribute(gate, "coordinate_transformation_mode").one(4).text());
        WireReader broken = graph(read(any.withBatch(3).withSize(18, 24)));
        assertEquals(List.of("sigmoid", "", "", "gate:sizes"), nodes(broken).get("gate").texts(1));
        assertEquals(List.of(3L, 3L, 9L, 12L), tensors(broken).get("gate:sizes").one(9).longs());
    }

    @Test
    void sizesTheNetworkIsNotDefinedForAreRefused() {
        OnnxExporter any = OnnxExporter.of(network(UpsampleMode.NEAREST));
        assertThrows(IllegalArgumentException.class, () -> any.withBatch(0));
        assertThrows(IllegalArgumentException.class, () -> any.withSize(16, 0));
        IllegalArgumentException small = assertThrows(IllegalArgumentException.class,
                () -> read(any.withSize(2, 24)));
        assertTrue(small.getMessage().contains("pool") && small.getMessage().contains("too small"),
                small.getMessage());
    }

    @Test
    void filesAppearWholeAndAreNotReplacedUnasked() throws IOException {
        OnnxExporter first = OnnxExporter.of(network(UpsampleMode.NEAREST));
        OnnxExporter second = first.withBatch(7);
        Path file = folder.resolve("model.onnx");
        first.write(file, false);
        assertArrayEquals(bytes(first), Files.readAllBytes(file));
        assertThrows(FileAlreadyExistsException.class, () -> second.write(file, false));
        assertArrayEquals(bytes(first), Files.readAllBytes(file));
        second.write(file, true);
        assertArrayEquals(bytes(second), Files.readAllBytes(file));
        assertThrows(FileAlreadyExistsException.class, () -> first.write(folder, true));
        assertThrows(NoSuchFileException.class, () -> first.write(folder.resolve("none/model.onnx"), false));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static byte[] bytes(OnnxExporter exporter) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.writeTo(out);
        return out.toByteArray();
    }

    private static WireReader read(OnnxExporter exporter) throws IOException { return new WireReader(bytes(exporter)); }

    private static WireReader graph(WireReader model) { return model.one(7).message(); }

    private static List<String> types(WireReader graph) {
        return graph.all(1).stream().map(node -> node.message().one(4).text()).toList();
    }

    private static Map<String, WireReader> nodes(WireReader graph) { return byName(graph, 1, 2); }

    private static Map<String, WireReader> tensors(WireReader graph) { return byName(graph, 5, 8); }

    private static Map<String, WireReader> byName(WireReader graph, int field, int name) {
        Map<String, WireReader> messages = new HashMap<>();
        graph.all(field).forEach(found -> messages.put(found.message().one(name).text(), found.message()));
        return messages;
    }

    private static WireReader attribute(WireReader node, String name) {
        return node.all(5).stream().map(WireReader.Field::message).filter(a -> a.one(1).text().equals(name))
                .findFirst().orElseThrow();
    }

    private static List<Long> ints(WireReader node, String name) {
        assertEquals(7, attribute(node, name).one(20).number());
        return attribute(node, name).numbers(8);
    }

    private static List<Object> sizes(WireReader graph, int field, String name) {
        WireReader value = graph.one(field).message();
        assertEquals(name, value.one(1).text());
        WireReader tensor = value.one(2).message().one(1).message();
        assertEquals(1, tensor.one(1).number());
        List<Object> sizes = new ArrayList<>();
        for (WireReader.Field dimension : tensor.one(2).message().all(1)) {
            WireReader size = dimension.message();
            sizes.add(size.all(2).isEmpty() ? (Object) size.one(1).number() : size.one(2).text());
        }
        return sizes;
    }
}
