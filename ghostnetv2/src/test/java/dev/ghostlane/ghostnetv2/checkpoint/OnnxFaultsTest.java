package dev.ghostlane.ghostnetv2.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Size;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.testdata.fuzz.FuzzEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ONNX files whose attributes and constants do not fit together: refused by name, and within the bounds of any file.
class OnnxFaultsTest {
    private static final OnnxTargets.WholeOnnx TARGET = new OnnxTargets.WholeOnnx();
    private static final List<Size> IMAGES = List.of(Size.any("n"), Size.of(3), Size.of(64), Size.of(64));
    private static final String FIRST = "model.onnx: no network of the GhostNet family: after the input (input of"
            + " GhostNetV2) expected a 3×3 convolution of stride 2 (conv_stem), found ";

    private static byte[] graph(List<Size> sizes, Consumer<GraphBuilder> layers) {
        GraphBuilder graph = new GraphBuilder();
        graph.input("images", sizes);
        layers.accept(graph);
        graph.output("out", List.of(Size.any("n")));
        return bytes(graph);
    }

    private static byte[] bytes(GraphBuilder graph) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            graph.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String refused(byte[] file) {
        return assertThrows(CheckpointException.class, () -> Checkpoints.read(file, "model.onnx", null)).getMessage();
    }

    private static String refused(Consumer<GraphBuilder> layers) { return refused(graph(IMAGES, layers)); }

    private static Node conv(GraphBuilder graph, String type, int out, int in, String... more) {
        graph.tensor("w", new float[out * in * 9], out, in, 3, 3);
        return new Node(type, "out",
                IntStream.range(0, 2 + more.length).mapToObj(i -> i == 0 ? "images" : i == 1 ? "w" : more[i - 2])
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"''; [], pads [1, 1, 1, 1], dilations none given",
            "2; [2], pads [1, 1, 1, 1], dilations none given",
            "2 1; [2, 1], pads [1, 1, 1, 1], dilations none given",
            "3 3; [3, 3], pads [1, 1, 1, 1], dilations none given",
            "2 2 2; [2, 2, 2], pads [1, 1, 1, 1], dilations none given",
            "1 2 3 4 5 6 7 8 9; [1, 2, 3, 4, 5, 6, 7, 8, …], pads [1, 1, 1, 1], dilations none given"})
    void stridesAreTwo(String strides, String found) {
        assertEquals(FIRST + "Conv \"out\", with a kernel of 3×3, strides " + found + ", groups 1",
                refused(graph -> graph.add(conv(graph, "Conv", 4, 3).with("strides", longs(strides)).with("pads", 1, 1,
                        1, 1))));
    }

    private static long[] longs(String numbers) {
        return numbers.isEmpty()
                ? new long[0]
                : List.of(numbers.split(" ")).stream().mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest
    @CsvSource({"''", "1 1", "-1 -1 -1 -1", "1 1 1 1 1 1"})
    void padsAreFour(String pads) {
        assertEquals(FIRST + "Conv \"out\", with a kernel of 3×3, strides [2, 2], pads ["
                + pads.replace(" ", ", ") + "], dilations [1, 1], groups 1",
                refused(graph -> graph.add(conv(graph, "Conv", 4, 3).with("strides", 2, 2).with("pads", longs(pads))
                        .with("dilations", 1, 1))));
    }

    @Test
    void dilationsAreTwo() {
        assertTrue(refused(graph -> graph.add(conv(graph, "Conv", 4, 3).with("dilations"))).endsWith(
                "strides none given, pads none given, dilations [], groups 1"));
        assertTrue(refused(graph -> graph.add(conv(graph, "Conv", 4, 3).with("auto_pad", "SAME_UPPER").with("strides",
                2, 2))).endsWith("strides [2, 2], pads none given (SAME_UPPER), dilations none given, groups 1"));
    }

    /// Cutting a pixel off and padding two is not padding one.
    @Test
    void whatIsCutOffIsNoPadding() {
        String message = refused(graph -> {
            graph.tensor("cut", 0, 0, -1, -1, 0, 0, -1, -1);
            graph.tensor("w", new float[4 * 27], 4, 3, 3, 3);
            graph.add(new Node("Pad", "a", List.of("images", "cut")));
            graph.add(new Node("Conv", "out", List.of("a", "w")).with("strides", 2, 2).with("pads", 2, 2, 2, 2));
        });
        assertEquals(FIRST + "Pad \"a\"", message);
    }

    @Test
    void weightsAndBiasesFitTheChannels() {
        assertTrue(refused(graph -> graph.add(conv(graph, "Conv", 4, 2))).endsWith(
                "groups 1, weights of sizes [4, 2, 3, 3] for 3 channels"));
        assertTrue(refused(graph -> {
            graph.tensor("b", new float[5], 5);
            graph.add(conv(graph, "Conv", 4, 3, "b"));
        }).endsWith("groups 1, a bias of 5 for 4 outputs"));
        for (int biases : new int[]{0, 1, 4, 16}) {
            assertEquals(FIRST + "com.microsoft.nchwc.Conv \"out\"", refused(graph -> {
                graph.tensor("b", new float[biases], biases);
                graph.add(conv(graph, "com.microsoft.nchwc.Conv", 8, 3, "b"));
            }));
        }
    }

    @Test
    void listsOfASliceAreEquallyLong() {
        String message = refused(graph -> {
            graph.tensor("zero", 0);
            graph.tensor("none");
            graph.add(new Node("Shape", "a", List.of("images")));
            graph.add(new Node("Slice", "b", List.of("a", "zero", "zero", "zero", "none")));
            graph.add(new Node("Reshape", "out", List.of("images", "b")));
        });
        assertEquals(FIRST + "Reshape \"out\"", message);
        assertEquals(FIRST + "Slice \"out\"", refused(graph -> {
            graph.tensor("two", 0, 0);
            graph.tensor("one", 1);
            graph.add(new Node("Slice", "out", List.of("images", "two", "two", "two", "one")));
        }));
    }

    @Test
    void axesOfAResizeHaveAScaleEach() {
        assertEquals(FIRST + "Resize \"out\"", refused(graph -> {
            graph.tensor("s", new float[]{2}, 1);
            graph.add(new Node("Resize", "out", List.of("images", "", "s")).with("axes", 2, 3));
        }));
    }

    /// A map of one pixel, halved, has none.
    @Test
    void mapsWithoutPixelsAreNotResized() {
        byte[] file = graph(List.of(Size.of(1), Size.of(3), Size.of(1), Size.of(1)), graph -> {
            graph.tensor("to", 1, 3, 4, 4);
            graph.add(new Node("AveragePool", "a", List.of("images")).with("kernel_shape", 2, 2).with("strides", 2, 2));
            graph.add(new Node("Resize", "out", List.of("a", "", "", "to")).with("mode", "nearest"));
        });
        assertEquals(FIRST + "AveragePool \"a\"", refused(file));
    }

    /// The classifier's weights as integers of the same length.
    @Test
    void weightsAreFloats() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxExporter.of(GhostNetV2.random(Configuration.of(0.02, 3), 1).network()).writeTo(out);
        String file = out.toString(StandardCharsets.ISO_8859_1);
        int at = file.indexOf("classifier:weights", file.indexOf("B\u0012classifier:weights"));
        String integers = file.substring(0, at - 3) + "\u0006" + file.substring(at - 2);
        String message = refused(integers.getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(message.contains("expected a 1×1 convolution of stride 1 (classifier), found "), message);
    }

    /// Which of them gives the logits, nobody says.
    @Test
    void twoClassifiersAreRefused() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxExporter.of(GhostNetV2.random(Configuration.of(0.02, 3), 1).network()).writeTo(out);
        String file = out.toString(StandardCharsets.ISO_8859_1);
        int end = file.indexOf("\n\u0012classifier:weights");
        String features = file.substring(file.lastIndexOf('\n', end - 1) + 2, end);
        GraphBuilder more = new GraphBuilder();
        more.add(new Node("Gemm", "second", List.of(features, "classifier:weights")).with("transB", 1));
        more.output("second", List.of(Size.any("n")));
        byte[] graph = graphOf(out.toByteArray());
        byte[] second = graphOf(bytes(more));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(new byte[]{8, 8, 0x3a});
        for (int length = graph.length + second.length; length > 0; length >>= 7) {
            both.write(length & 0x7f | (length > 0x7f ? 0x80 : 0));
        }
        both.write(graph);
        both.write(second);
        both.write(new byte[]{0x42, 4, 10, 0, 16, 17});
        String message = refused(both.toByteArray());
        assertTrue(message.contains("it has two classifiers, Gemm ") && message.contains("Gemm \"second\""), message);
    }

    /// The graph of a model that the builder wrote: after a version and a name.
    private static byte[] graphOf(byte[] model) {
        int at = 2 + 2 + "ghostlane".length();
        assertEquals(0x3a, model[at]);
        int length = 0;
        int shift = 0;
        do {
            at++;
            length |= (model[at] & 0x7f) << shift;
            shift += 7;
        } while (model[at] < 0);
        return Arrays.copyOfRange(model, at + 1, at + 1 + length);
    }

    @Test
    void quantisedWeightsAreNamed() {
        String message = refused(graph -> {
            graph.tensor("q", 1, 2, 3);
            graph.add(new Node("DequantizeLinear", "out", List.of("images", "q")));
        });
        assertTrue(message.endsWith("found DequantizeLinear \"out\", of a quantised model; hand over the model of"
                + " floats that it was made of"), message);
    }

    /// Files that cost more for each byte than others: held to the bounds of a parser.
    @ParameterizedTest
    @CsvSource({"NODES", "UNKNOWN", "READERS", "CONSTANTS", "SIZES", "RANKS", "AXES", "ATTRIBUTES", "BLOCKS", "INPUTS"})
    void noFileCostsMuch(Costly file) throws Throwable {
        byte[] bytes = graph(List.of(Size.any("n"), Size.of(3), Size.any("h"), Size.any("w")), file.layers);
        assertTrue(bytes.length > 4096, "a file that shows the cost of each byte: " + bytes.length);
        FuzzEntry.run(TARGET, bytes);
    }

    /// Short names: what matters is how little of a file asks for much.
    private static String key(int i) { return Integer.toString(i, Character.MAX_RADIX); }

    private enum Costly {
        /// Nodes of few bytes.
        NODES(graph -> chain(graph, 9000, "Relu")),
        /// Operators that are not known.
        UNKNOWN(graph -> chain(graph, 9000, "X")),
        /// Nodes that read a value again and again.
        READERS(graph -> IntStream.range(0, 5).forEach(i -> graph.add(new Node("Concat", "o" + i,
                Collections.nCopies(20_000, "images"))))),
        /// A constant that is read often.
        CONSTANTS(graph -> {
            graph.tensor("c", new long[16]);
            graph.add(new Node("Concat", "out", Collections.nCopies(20_000, "c")).with("axis", 0));
        }),
        /// Lists of sizes that depend on the images.
        SIZES(graph -> {
            graph.add(new Node("Shape", "a", List.of("images")));
            graph.add(new Node("Concat", "0", List.of("a", "a", "a", "a")).with("axis", 0));
            IntStream.range(1, 5000).forEach(i -> graph.add(new Node("Add", key(i), List.of(key(i - 1), "0"))));
        }),
        /// Sizes of 1 that are added again and again.
        RANKS(graph -> {
            graph.tensor("0", new float[]{1}, 1);
            IntStream.range(1, 3000).forEach(i -> graph.add(new Node("Unsqueeze", key(i), List.of(key(i - 1))).with(
                    "axes", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)));
        }),
        /// A long list where a short one is meant.
        AXES(graph -> {
            graph.tensor("c", new float[]{1}, 1);
            graph.add(new Node("Unsqueeze", "a", List.of("c")).with("axes", new long[100_000]));
            graph.add(new Node("Slice", "b", List.of("images")).with("starts", new long[50_000]).with("ends",
                    new long[50_000]));
            graph.add(new Node("Constant", "out", List.of()).with("value_ints", new long[100_000]));
        }),
        /// Attributes that mean nothing.
        ATTRIBUTES(graph -> {
            Node node = new Node("Relu", "out", List.of("images"));
            IntStream.range(0, 20_000).forEach(i -> node.with(key(i), i));
            graph.add(node);
        }),
        /// Convolutions that share weights, of which each would be looked at for its last row.
        BLOCKS(graph -> {
            graph.tensor("w", new float[1024 * 27], 1024, 3, 3, 3);
            IntStream.range(0, 2000).forEach(i -> graph.add(new Node("com.microsoft.nchwc.Conv", key(i),
                    List.of("images", "w"))));
        }),
        /// Inputs and outputs.
        INPUTS(graph -> IntStream.range(0, 5000).forEach(i -> {
            graph.input(key(i), List.of(Size.of(0), Size.of(0)));
            graph.output(key(i), List.of());
        }));

        private final Consumer<GraphBuilder> layers;

        Costly(Consumer<GraphBuilder> layers) { this.layers = layers; }

        private static void chain(GraphBuilder graph, int nodes, String type) {
            graph.add(new Node(type, "0", List.of("images")));
            IntStream.range(1, nodes).forEach(i -> graph.add(new Node(type, key(i), List.of(key(i - 1)))));
        }
    }
}
