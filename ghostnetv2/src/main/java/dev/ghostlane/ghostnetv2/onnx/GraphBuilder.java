package dev.ghostlane.ghostnetv2.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Collects the nodes and tensors of an ONNX graph and writes the model (opset 17, IR version 8). The numbers are those
/// of the fields in ONNX's `onnx.proto`.
public final class GraphBuilder {

    /// Version of ONNX's set of operators: the first after which nothing changed that is needed here, so that older
    /// runtimes can read the file.
    private static final int OPSET = 17;

    /// Version of the file format that came with that set.
    private static final int IR_VERSION = 8;

    /// `TensorProto.DataType`.
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    /// `AttributeProto.AttributeType`.
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_INTS = 7;

    private final Message graph = new Message();

    /// An empty graph.
    public GraphBuilder() {}

    /// An operation; attributes are added with the methods below before the node is given to [#add].
    public static final class Node {
        private final Message message = new Message();

        /// An operation without attributes.
        ///
        /// @param type of ONNX's operators
        /// @param output the value it gives, also the node's name
        /// @param inputs values that it reads; empty for one that is left out
        public Node(String type, String output, List<String> inputs) {
            inputs.forEach(input -> message.add(1, input));
            message.add(2, output).add(3, output).add(4, type);
        }

        /// Adds an integer.
        ///
        /// @param name the attribute's name
        /// @param value what it is set to
        /// @return this node
        public Node with(String name, long value) {
            return attribute(name, ATTRIBUTE_INT, new Message().add(3, value));
        }

        /// Adds a float.
        ///
        /// @param name the attribute's name
        /// @param value what it is set to
        /// @return this node
        public Node with(String name, float value) {
            return attribute(name, ATTRIBUTE_FLOAT, new Message().addFloat(2, value));
        }

        /// Adds a text.
        ///
        /// @param name the attribute's name
        /// @param value what it is set to
        /// @return this node
        public Node with(String name, String value) {
            return attribute(name, ATTRIBUTE_STRING, new Message().add(4, value));
        }

        /// Adds a list of integers.
        ///
        /// @param name the attribute's name
        /// @param values what it is set to
        /// @return this node
        public Node with(String name, long... values) {
            Message ints = new Message();
            for (long value : values) {
                ints.add(8, value);
            }
            return attribute(name, ATTRIBUTE_INTS, ints);
        }

        private Node attribute(String name, int type, Message value) {
            value.add(1, name).add(20, type);
            message.add(5, value);
            return this;
        }
    }

    /// A size of a graph's input or output: a number, or a name if it may be any.
    ///
    /// @param value the number; 0 if there is a name
    /// @param name the name; null if there is a number
    public record Size(long value, String name) {

        /// {@return a size that is a number}
        ///
        /// @param value at least 1
        public static Size of(long value) { return new Size(value, null); }

        /// {@return a size that may be any, the same wherever the name is the same}
        ///
        /// @param name its name
        public static Size any(String name) { return new Size(0, name); }
    }

    /// Names the graph.
    ///
    /// @param name for people
    public void name(String name) { graph.add(2, name); }

    /// Adds a node; its inputs must be there already.
    ///
    /// @param node the node, complete
    public void add(Node node) { graph.add(1, node.message); }

    /// A constant; the values are kept by reference.
    ///
    /// @param name name of the value
    /// @param values its elements, row-major
    /// @param sizes its shape
    public void tensor(String name, float[] values, long... sizes) {
        graph.add(5, header(name, FLOAT, sizes).addRaw(9, values));
    }

    /// A constant list of integers.
    ///
    /// @param name name of the value
    /// @param values its elements, row-major
    public void tensor(String name, long... values) {
        graph.add(5, header(name, INT64, values.length).addRaw(9, values));
    }

    /// Declares an input of floats.
    ///
    /// @param name name of the value
    /// @param sizes its shape, outermost first
    public void input(String name, List<Size> sizes) { graph.add(11, value(name, sizes)); }

    /// Declares an output of floats.
    ///
    /// @param name name of the value
    /// @param sizes its shape, outermost first
    public void output(String name, List<Size> sizes) { graph.add(12, value(name, sizes)); }

    /// Writes the model.
    ///
    /// @param out receives the bytes; neither buffered nor closed here
    /// @throws IllegalArgumentException if it would have 2 GiB or more, which a file cannot hold
    /// @throws IOException if the file cannot be written
    public void writeTo(OutputStream out) throws IOException { model(Map.of()).writeTo(out); }

    /// The model of the graph so far.
    ///
    /// @param metadata its `metadata_props`
    Message model(Map<String, String> metadata) {
        Message model = new Message().add(1, IR_VERSION).add(2, "ghostlane").add(7, graph)
                .add(8, new Message().add(1, "").add(2, OPSET));
        new TreeMap<>(metadata).forEach((key, value) -> model.add(14, new Message().add(1, key).add(2, value)));
        if (model.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the model would have " + model.size()
                    + " bytes, but an ONNX file has less than 2 GiB");
        }
        return model;
    }

    private static Message header(String name, int type, long... sizes) {
        Message tensor = new Message();
        for (long size : sizes) {
            tensor.add(1, size);
        }
        return tensor.add(2, type).add(8, name);
    }

    private static Message value(String name, List<Size> sizes) {
        Message shape = new Message();
        for (Size size : sizes) {
            Message dimension = new Message();
            shape.add(1, size.name() == null ? dimension.add(1, size.value()) : dimension.add(2, size.name()));
        }
        Message type = new Message().add(1, FLOAT).add(2, shape);
        return new Message().add(1, name).add(2, new Message().add(1, type));
    }
}
