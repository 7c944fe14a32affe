package dev.ghostlane.ghostnetv2.onnx.reader;

import static dev.ghostlane.ghostnetv2.onnx.reader.OnnxException.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A `ModelProto`: the nodes and constants of its graph, and what it says of itself.
final class Model {

    /// Versions of ONNX's operators that are known.
    static final int OLDEST = 9;
    static final int NEWEST = 21;

    /// Several times what the largest networks of the family have after any tool.
    private static final int MAX_NODES = 10_000;
    private static final int MAX_METADATA = 10_000;

    /// A value that is given to the graph.
    ///
    /// @param type of its elements
    /// @param sizes 0 or below where they are not fixed; null if nothing is said of them
    record Input(String name, ElementType type, List<Long> sizes) {}

    private final byte[] file;
    private final ExternalData files;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Tensor> constants = new HashMap<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final Set<String> functions = new HashSet<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private long opset;
    private long elements;

    /// @throws OnnxException if the bytes are no model, or one of operators that are not known
    Model(byte[] file, ExternalData files) {
        this.file = file;
        this.files = files;
        Wire wire = new Wire(file);
        Wire graph = null;
        while (wire.next()) {
            switch (wire.field()) {
                case 7 -> graph = wire.message();
                case 8 -> operators(wire.message());
                case 14 -> property(wire.message());
                case 25 -> function(wire.message());
                default -> {
                }
            }
        }
        if (graph == null) {
            throw new OnnxException("expected an ONNX model, found one without a graph; the file is truncated or"
                    + " damaged");
        }
        if (opset < OLDEST || opset > NEWEST) {
            throw new OnnxException("expected a model of opset " + OLDEST + " to " + NEWEST + ", found "
                    + (opset == 0 ? "none" : "opset " + opset) + "; onnx.version_converter converts models");
        }
        graph(graph);
    }

    private void operators(Wire wire) {
        String domain = "";
        long version = 0;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> domain = wire.text();
                case 2 -> version = wire.number();
                default -> {
                }
            }
        }
        if (domain.isEmpty() || domain.equals("ai.onnx")) {
            opset = version;
        }
    }

    private void property(Wire wire) {
        String key = "";
        String value = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.text();
                case 2 -> value = wire.longText();
                default -> {
                }
            }
        }
        if (metadata.size() == MAX_METADATA) {
            throw new OnnxException("expected at most " + MAX_METADATA + " entries of metadata, found more");
        }
        metadata.put(key, value);
    }

    private void function(Wire wire) {
        while (wire.next()) {
            if (wire.field() == 1) {
                functions.add(wire.text());
            }
        }
    }

    private void graph(Wire wire) {
        Set<String> given = new HashSet<>();
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> node(Node.read(file, wire.message(), files), given);
                case 5 -> constant(Tensor.read(file, wire.message(), files));
                case 11 -> inputs.add(input(wire.message()));
                case 12 -> outputs.add(input(wire.message()).name());
                case 15 ->
                    throw new OnnxException("the model has sparse weights, which are not read; store them dense");
                default -> {
                }
            }
        }
        inputs.removeIf(input -> constants.containsKey(input.name()));
    }

    private void node(Node node, Set<String> given) {
        for (String output : node.outputs()) {
            if (!output.isEmpty() && !given.add(output)) {
                throw new OnnxException("two nodes give the value " + quote(output));
            }
        }
        if (nodes.size() == MAX_NODES) {
            throw new OnnxException("expected a graph of at most " + MAX_NODES
                    + " nodes, as networks of the GhostNet family have, found more");
        }
        nodes.add(node);
        elements += node.elements();
    }

    private void constant(Tensor tensor) {
        if (constants.put(tensor.name(), tensor) != null) {
            throw new OnnxException("there are two tensors " + quote(tensor.name()));
        }
        elements += tensor.stored();
    }

    private static Input input(Wire wire) {
        String name = "";
        ElementType type = ElementType.OTHER;
        List<Long> sizes = null;
        while (wire.next()) {
            if (wire.field() == 1) {
                name = wire.text();
            } else if (wire.field() == 2) {
                for (Wire tensor = field(wire.message(), 1); tensor.next();) {
                    if (tensor.field() == 1) {
                        type = ElementType.of(tensor.number());
                    } else if (tensor.field() == 2) {
                        sizes = sizes(tensor.message());
                    }
                }
            }
        }
        return new Input(name, type, sizes);
    }

    /// The last message of a number in a message; an empty one if there is none.
    private static Wire field(Wire wire, int field) {
        Wire found = new Wire(new byte[0]);
        while (wire.next()) {
            if (wire.field() == field) {
                found = wire.message();
            }
        }
        return found;
    }

    private static List<Long> sizes(Wire wire) {
        List<Long> sizes = new ArrayList<>(4);
        while (wire.next()) {
            if (wire.field() == 1) {
                long size = 0;
                for (Wire dimension = wire.message(); dimension.next();) {
                    size = dimension.field() == 1 ? dimension.number() : size;
                }
                sizes.add(size);
            }
        }
        return sizes;
    }

    /// Version of the operators.
    int opset() { return (int) opset; }

    /// In the order of the file.
    List<Node> nodes() { return nodes; }

    /// The initializers by name.
    Map<String, Tensor> constants() { return constants; }

    /// How many elements all constants have together.
    long elements() { return elements; }

    /// Those that are no constants.
    List<Input> inputs() { return inputs; }

    List<String> outputs() { return outputs; }

    /// Names of the functions that the model defines.
    Set<String> functions() { return functions; }

    Map<String, String> metadata() { return metadata; }
}
