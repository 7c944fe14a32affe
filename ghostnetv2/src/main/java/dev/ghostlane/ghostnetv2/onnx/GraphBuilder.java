package dev.ghostlane.ghostnetv2.onnx;

import java.util.List;

/// Collects the nodes and tensors of an ONNX graph. The numbers are those of the fields in ONNX's `onnx.proto`.
final class GraphBuilder {

    /// `TensorProto.DataType`.
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    /// `AttributeProto.AttributeType`.
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_STRING = 3;
    private static final int ATTRIBUTE_INTS = 7;

    private final Message graph = new Message();

    /// An operation; attributes are added with the methods below before the node is given to [#add].
    static final class Node {
        private final Message message = new Message();

        /// @param output also the node's name
        Node(String type, String output, List<String> inputs) {
            inputs.forEach(input -> message.add(1, input));
            message.add(2, output).add(3, output).add(4, type);
        }

        Node with(String name, long value) {
            return attribute(name, ATTRIBUTE_INT, new Message().add(3, value));
        }

        Node with(String name, float value) {
            return attribute(name, ATTRIBUTE_FLOAT, new Message().addFloat(2, value));
        }

        Node with(String name, String value) {
            return attribute(name, ATTRIBUTE_STRING, new Message().add(4, value));
        }

        Node with(String name, long... values) {
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
    record Size(long value, String name) {
        static Size of(long value) { return new Size(value, null); }

        static Size any(String name) { return new Size(0, name); }
    }

    /// Names the graph.
    void name(String name) { graph.add(2, name); }

    /// Adds a node; its inputs must be there already.
    void add(Node node) { graph.add(1, node.message); }

    /// A constant; the values are kept by reference.
    void tensor(String name, float[] values, long... sizes) {
        graph.add(5, header(name, FLOAT, sizes).addRaw(9, values));
    }

    /// A constant list of integers.
    void tensor(String name, long... values) {
        graph.add(5, header(name, INT64, values.length).addRaw(9, values));
    }

    /// Declares an input of floats.
    void input(String name, List<Size> sizes) { graph.add(11, value(name, sizes)); }

    /// Declares an output of floats.
    void output(String name, List<Size> sizes) { graph.add(12, value(name, sizes)); }

    /// The graph so far.
    Message message() { return graph; }

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
