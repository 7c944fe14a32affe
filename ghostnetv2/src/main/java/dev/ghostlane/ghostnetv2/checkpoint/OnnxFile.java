package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.onnx.reader.ElementType;
import dev.ghostlane.ghostnetv2.onnx.reader.ExternalData;
import dev.ghostlane.ghostnetv2.onnx.reader.OnnxException;
import dev.ghostlane.ghostnetv2.onnx.reader.OnnxReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads ONNX files. The network is recognised by its graph; its weights get the names of the authors' code.
final class OnnxFile {

    static final CheckpointFormat FORMAT = new CheckpointFormat() {
        @Override
        public String title() { return "ONNX"; }

        /// By the version of the format, which comes first in a file, and one of the fields that follow it.
        @Override
        public boolean recognizes(byte[] head) {
            return head.length > 2 && head[0] == VERSION && head[1] > 0 && head[1] < ' '
                    && FOLLOWERS.indexOf(head[2]) >= 0;
        }

        @Override
        public StateDict read(byte[] file, String source, String weights) {
            return OnnxFile.read(file, source, weights, new Siblings(source, null));
        }

        @Override
        public StateDict read(byte[] file, Path path, String weights) {
            return OnnxFile.read(file, path.toString(), weights, new Siblings(path.toString(), path));
        }
    };

    /// Tags of `ModelProto`: `ir_version`; name and version of the producer, domain, version and description of the
    /// model, graph, operators, metadata.
    private static final int VERSION = 0x08;
    private static final String FOLLOWERS = "\u0012\u001a\"(2:Br";

    /// Who says what the metadata need not say.
    private static final String GRAPH = "the graph's";

    private static final Map<ElementType, DType> TYPES = Map.of(ElementType.FLOAT, DType.F32, ElementType.FLOAT16,
            DType.F16, ElementType.BFLOAT16, DType.BF16, ElementType.DOUBLE, DType.F64);

    private OnnxFile() {}

    private static StateDict read(byte[] file, String source, String weights, ExternalData external) {
        CheckpointFormat.requireNoChoice(source, weights);
        OnnxReader.Result result;
        try {
            result = OnnxReader.read(file, external);
        } catch (OnnxException e) {
            throw new CheckpointException(source + ": " + e.getMessage(), e);
        }
        List<Tensor> tensors = result.weights().stream().map(weight -> new Tensor(source, weight.name(),
                TYPES.get(weight.type()), weight.sizes(), weight.data(), weight.offset())).toList();
        StateDict dict = StateDict.of(source, tensors, result.metadata()).from(GRAPH, result.told())
                .with(Finding.FORMAT, "ONNX: a graph of " + result.nodes() + " nodes, opset " + result.opset())
                .with(Finding.NAMES,
                        "the authors', as the graph tells, and so it does stem stride, attention and resize mode");
        return result.softmax() == null
                ? dict
                : dict.with("softmax", "taken off, so that the output is logits: " + result.softmax());
    }
}
