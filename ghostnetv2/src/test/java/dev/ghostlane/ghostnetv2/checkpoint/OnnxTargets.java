package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Size;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;

/// What is fuzzed of the reader of ONNX files.
public final class OnnxTargets {

    private OnnxTargets() {}

    /// All of them.
    public static List<FuzzTarget> all() { return List.of(new WholeOnnx(), new OnnxNetwork()); }

    /// A file.
    public static final class WholeOnnx extends CheckpointTarget {
        @Override
        public String name() { return "onnx"; }

        @Override
        public List<byte[]> seeds() { return List.of(layers(), sizes(), bytes(new GraphBuilder())); }

        @Override
        public List<String> words() {
            return List.of("Conv", "BatchNormalization", "Relu", "Clip", "Sigmoid", "HardSigmoid", "Softmax", "Add",
                    "Mul", "Div", "Sub", "Sum", "Concat", "Slice", "Flatten", "Reshape", "Squeeze", "Unsqueeze",
                    "Transpose", "Pad", "GlobalAveragePool", "ReduceMean", "AveragePool", "Resize", "Upsample", "Shape",
                    "Gather", "Cast", "Constant", "Identity", "Dropout", "Gemm", "MatMul", "Min", "Max", "Floor",
                    "com.microsoft", "FusedConv", "com.microsoft.nchwc", "ReorderInput", "ReorderOutput", "activation",
                    "activation_params", "axes", "axis", "perm", "pads", "auto_pad", "SAME_UPPER", "group", "strides",
                    "scales", "starts", "ends", "value", "value_ints", "location", "offset", "length", "input");
        }

        @Override
        StateDict read(byte[] input) { return Checkpoints.read(input, SOURCE, null); }

        /// The first layers of a network.
        private static byte[] layers() {
            GraphBuilder graph = new GraphBuilder();
            graph.input("input", List.of(Size.any("batch"), Size.of(3), Size.any("height"), Size.of(32)));
            graph.tensor("w", new float[4 * 3 * 9], 4, 3, 3, 3);
            graph.tensor("c", new float[4], 4);
            graph.add(new Node("Conv", "a", List.of("input", "w", "c")).with("strides", 2, 2).with("pads", 1, 1, 1, 1));
            graph.add(new Node("BatchNormalization", "b", List.of("a", "c", "c", "c", "c")).with("epsilon", 1e-5f));
            graph.add(new Node("Relu", "d", List.of("b")));
            graph.add(new Node("AveragePool", "e", List.of("d")).with("kernel_shape", 2, 2).with("strides", 2, 2));
            graph.add(new Node("Sigmoid", "f", List.of("e")));
            graph.tensor("s", new float[]{1, 1, 2, 2}, 4);
            graph.add(new Node("Resize", "g", List.of("f", "", "s")).with("mode", "nearest"));
            graph.add(new Node("Mul", "h", List.of("g", "d")));
            graph.add(new Node("Concat", "i", List.of("h", "d")).with("axis", 1));
            graph.add(new Node("GlobalAveragePool", "j", List.of("i")));
            graph.add(new Node("Flatten", "k", List.of("j")));
            graph.tensor("m", new float[16], 2, 8);
            graph.tensor("n", new float[2], 2);
            graph.add(new Node("Gemm", "o", List.of("k", "m", "n")).with("transB", 1));
            graph.add(new Node("HardSigmoid", "p", List.of("o")).with("alpha", 1 / 6f));
            graph.add(new Node("Softmax", "logits", List.of("p")));
            graph.output("logits", List.of(Size.any("batch"), Size.of(2)));
            return bytes(graph);
        }

        /// What graphs compute about sizes, and parts of the hard sigmoid.
        private static byte[] sizes() {
            GraphBuilder graph = new GraphBuilder();
            graph.input("input", List.of(Size.any("batch"), Size.of(3), Size.any("height"), Size.any("width")));
            graph.tensor("two", 2);
            graph.tensor("zero", 0);
            graph.add(new Node("Shape", "a", List.of("input")));
            graph.add(new Node("Gather", "b", List.of("a", "two")));
            graph.add(new Node("Div", "c", List.of("b", "two")));
            graph.add(new Node("Slice", "d", List.of("a", "zero", "two")));
            graph.add(new Node("Concat", "e", List.of("d", "c", "c")).with("axis", 0));
            graph.add(new Node("Resize", "f", List.of("input", "", "", "e")).with("mode", "linear"));
            graph.tensor("three", new float[]{3}, 1);
            graph.tensor("six", new float[]{6}, 1);
            graph.add(new Node("Add", "g", List.of("f", "three")));
            graph.add(new Node("Clip", "h", List.of("g", "", "six")));
            graph.add(new Node("Div", "i", List.of("h", "six")));
            graph.add(new Node("ReduceMean", "j", List.of("i")).with("axes", 2, 3).with("keepdims", 0));
            graph.add(new Node("Unsqueeze", "logits", List.of("j", "two")));
            graph.output("logits", List.of(Size.any("batch")));
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
    }

    /// Changes of a whole network: two bytes of place, one of the byte that is put there.
    public static final class OnnxNetwork extends CheckpointTarget {
        private static final int CHANGE = 3;

        private final byte[] network = network(1);

        /// Places of bytes that are no weights: networks of other weights have the same.
        private final int[] places = places(network, network(2));

        @Override
        public String name() { return "onnx-network"; }

        @Override
        public List<byte[]> seeds() { return List.of(new byte[0], new byte[]{1, 0, 7, 40, 9, 0}); }

        @Override
        public int longest() { return 20 * CHANGE; }

        /// A changed network is read whole, whatever the input's length.
        @Override
        public Bounds bounds() { return new Bounds(64, 128L * network.length, 5_000_000_000L); }

        @Override
        StateDict read(byte[] input) {
            byte[] changed = network.clone();
            for (int i = 0; i + CHANGE <= input.length; i += CHANGE) {
                int place = (input[i] & 0xff) << 8 | input[i + 1] & 0xff;
                changed[places[place % places.length]] = input[i + 2];
            }
            return Checkpoints.read(changed, SOURCE, null);
        }

        private static int[] places(byte[] network, byte[] other) {
            return IntStream.range(0, network.length).filter(i -> network[i] == other[i]).toArray();
        }

        private static byte[] network(long seed) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                OnnxExporter.of(GhostNetV2.random(Configuration.of(0.01, 1), seed).network()).writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
