package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.network.Attention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a network of the GhostNet family from an ONNX file: its weights under the names of the authors' code, and what
/// the graph tells beside them.
///
/// The network is found from the graph alone, whatever names its nodes and tensors have. Memory and time are
/// proportional to the file's size.
public final class OnnxReader {

    /// A weight under its name in the authors' code.
    ///
    /// @param data holds the elements from `offset` on, little-endian; mostly the bytes of the file
    public record Weight(String name, ElementType type, List<Integer> sizes, byte[] data, int offset) {}

    /// What was read.
    ///
    /// @param weights all of them
    /// @param metadata the model's own
    /// @param told what its graph tells for certain, under the keys of checkpoints' metadata
    /// @param opset version of its operators
    /// @param nodes of its graph
    /// @param softmax the node at the end that makes probabilities of the logits; null if there is none
    public record Result(List<Weight> weights, Map<String, String> metadata, Map<String, String> told, int opset,
            int nodes, String softmax) {}

    /// How often the weights may be as many as the file's: layers that share weights are as large in memory as others,
    /// so a small file of many could fill it.
    static final int MAX_SHARING = 2;

    private OnnxReader() {}

    /// Reads a file.
    ///
    /// @param file its bytes, which the weights go on using
    /// @param external reads what the model keeps in other files
    /// @throws OnnxException if it breaks a rule of the format or is no network of the family
    public static Result read(byte[] file, ExternalData external) {
        Model model = new Model(file, external);
        Graph graph = new Graph(model);
        Recognition recognition = Recognition.of(graph);
        String softmax = softmax(graph, recognition);
        requireLittleSharing(recognition, model.elements());
        Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
        metadata.remove("attention");
        return new Result(new Parameters(recognition).weights(), metadata, told(metadata, graph, recognition),
                model.opset(), model.nodes().size(), softmax);
    }

    private static void requireLittleSharing(Recognition recognition, long elements) {
        long weights = recognition.layers().values().stream()
                .mapToLong(layer -> layer.convolution().weights().elements()).sum();
        if (weights > MAX_SHARING * elements) {
            throw new OnnxException("the layers share so many weights that they would have " + weights
                    + ", more than " + MAX_SHARING + " times the file's " + elements);
        }
    }

    private static Map<String, String> told(Map<String, String> metadata, Graph graph, Recognition recognition) {
        Map<String, String> told = new LinkedHashMap<>();
        int stride = recognition.layers().values().iterator().next().convolution().stride();
        told.put("stem_stride", Integer.toString(stride));
        Attention attention = attention(recognition);
        if (!attention.equals(Attention.PUBLISHED) && !attention.equals(Attention.NONE)) {
            told.put("attention", attention.toString());
        }
        if (recognition.mode() != null) {
            told.put("upsample", switch (recognition.mode()) {
                case NEAREST -> "nearest";
                case BILINEAR_HALF_PIXEL -> "bilinear";
                case BILINEAR_ALIGNED_CORNERS -> "bilinear_align_corners";
            });
        }
        List<Num> sizes = graph.input().sizes();
        if (sizes.get(2) instanceof Num.Known(double side) && sizes.get(2).equals(sizes.get(3))
                && !metadata.containsKey("input_size")) {
            told.put("input_size", Integer.toString((int) side));
        }
        return told;
    }

    /// Finds the logits among the graph's outputs.
    ///
    /// @return the softmax that comes after them; null if there is none
    private static String softmax(Graph graph, Recognition recognition) {
        Value logits = recognition.value(recognition.structure().output());
        List<Value> outputs = graph.outputs();
        if (outputs.contains(logits)) {
            return null;
        }
        Optional<Value> softmax = outputs.stream()
                .filter(value -> (value.form() == Form.Plain.SOFTMAX || value.form() == Form.Plain.LOG_SOFTMAX)
                        && value.inputs().getFirst() == logits)
                .findFirst();
        return softmax.orElseThrow(() -> new OnnxException("expected the logits, which " + logits
                + " gives, or their softmax as an output, found " + outputs.stream().limit(4).toList())).toString();
    }

    /// The lengths of strips tell what the structure does not.
    private static Attention attention(Recognition recognition) {
        Attention attention = recognition.structure().attention();
        if (recognition.mode() == null) {
            return attention;
        }
        int[] lengths = new int[3];
        List<String> blocks = List.of("blocks.2.0", "blocks.4.0", "blocks.6.0");
        for (int i = 0; i < lengths.length; i++) {
            String strip = blocks.get(i) + (attention.place().isExpanded() ? ".ghost1" : ".ghost2") + ".short_conv.2";
            lengths[i] = recognition.layers().get(strip).convolution().width();
        }
        try {
            return attention.withStrips(lengths[0], lengths[1], lengths[2]);
        } catch (IllegalArgumentException e) {
            throw new OnnxException("no network of the GhostNet family: " + e.getMessage());
        }
    }
}
