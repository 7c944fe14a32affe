package dev.ghostlane.ghostnetv2.onnx.reader;

import static dev.ghostlane.ghostnetv2.onnx.reader.OnnxException.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An operation of a graph: a `NodeProto`.
///
/// @param type its operator, with the domain before it unless that is ONNX's own: `Conv`, `com.microsoft.FusedConv`
/// @param name may be empty
/// @param inputs names of the values it reads; an empty one is left out
/// @param outputs names of the values it gives
/// @param attributes by name
record Node(String type, String name, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {

    /// An `AttributeProto`; what it does not have is null or 0.
    static final class Attribute {
        private float number;
        private long integer;
        private String text;
        private Tensor tensor;
        private final List<Double> numbers = new ArrayList<>(4);
    }

    static Node read(byte[] file, Wire wire, ExternalData files) {
        List<String> inputs = new ArrayList<>(3);
        List<String> outputs = new ArrayList<>(1);
        Map<String, Attribute> attributes = new HashMap<>(4);
        String name = "";
        String operator = "";
        String domain = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> inputs.add(wire.text());
                case 2 -> outputs.add(wire.text());
                case 3 -> name = wire.text();
                case 4 -> operator = wire.text();
                case 5 -> attribute(file, wire.message(), files, attributes);
                case 7 -> domain = wire.text();
                default -> {
                }
            }
        }
        if (operator.isEmpty() || outputs.isEmpty()) {
            throw new OnnxException("node " + quote(name) + " must have an operator and an output");
        }
        String prefix = domain.isEmpty() || domain.equals("ai.onnx") ? "" : domain + ".";
        return new Node(prefix + operator, name, inputs, outputs, attributes);
    }

    private static void attribute(byte[] file, Wire wire, ExternalData files, Map<String, Attribute> attributes) {
        Attribute attribute = new Attribute();
        String name = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> attribute.number = wire.asFloat();
                case 3 -> attribute.integer = wire.number();
                case 4 -> attribute.text = wire.text();
                case 5 -> attribute.tensor = Tensor.read(file, wire.message(), files);
                case 7 -> numbers(wire, attribute.numbers, true);
                case 8 -> numbers(wire, attribute.numbers, false);
                default -> {
                }
            }
        }
        attributes.put(name, attribute);
    }

    private static void numbers(Wire wire, List<Double> numbers, boolean floats) {
        if (!wire.isBytes()) {
            numbers.add(floats ? wire.asFloat() : (double) wire.number());
            return;
        }
        for (Wire packed = wire.message(); packed.hasNumbers();) {
            numbers.add(floats
                    ? Float.intBitsToFloat((int) packed.nextFixed(Float.BYTES))
                    : (double) packed.nextNumber());
        }
    }

    /// Whether there is an attribute.
    boolean has(String attribute) { return attributes.containsKey(attribute); }

    /// An attribute that is an integer.
    long integer(String attribute, long otherwise) {
        return has(attribute) ? attributes.get(attribute).integer : otherwise;
    }

    /// An attribute that is a float.
    float number(String attribute, float otherwise) {
        return has(attribute) ? attributes.get(attribute).number : otherwise;
    }

    /// An attribute that is a text.
    String text(String attribute, String otherwise) {
        String text = has(attribute) ? attributes.get(attribute).text : null;
        return text == null ? otherwise : text;
    }

    /// An attribute that is a list of numbers; null if there is none.
    List<Double> numbers(String attribute) { return has(attribute) ? attributes.get(attribute).numbers : null; }

    /// An attribute that is a tensor; null if there is none.
    Tensor tensor(String attribute) { return has(attribute) ? attributes.get(attribute).tensor : null; }

    /// Name of an input; empty if it is left out.
    String input(int index) { return index < inputs.size() ? inputs.get(index) : ""; }

    /// Operator and name, for messages.
    @Override
    public String toString() { return type + " " + quote(name.isEmpty() ? outputs.getFirst() : name); }
}
