package dev.ghostlane.ghostnetv2.onnx.reader;

import static dev.ghostlane.ghostnetv2.onnx.reader.OnnxException.quote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
        private List<Double> numbers = List.of();

        private void add(double number) {
            if (numbers.isEmpty()) {
                numbers = new ArrayList<>(4);
            }
            numbers.add(number);
        }
    }

    private static final List<Double> ONE_EACH = List.of(1.0, 1.0);

    /// How many numbers of a list a message shows.
    private static final int SHOWN = 8;

    static Node read(byte[] file, Wire wire, ExternalData files) {
        List<String> inputs = new ArrayList<>(1);
        List<String> outputs = new ArrayList<>(1);
        Map<String, Attribute> attributes = Map.of();
        String name = "";
        String operator = "";
        String domain = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> inputs.add(wire.text());
                case 2 -> outputs.add(wire.text());
                case 3 -> name = wire.text();
                case 4 -> operator = wire.text();
                case 5 -> {
                    if (attributes.isEmpty()) {
                        attributes = new HashMap<>(4);
                    }
                    attribute(file, wire.message(), files, attributes);
                }
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
        Wire tensor = null;
        String name = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 2 -> attribute.number = wire.asFloat();
                case 3 -> attribute.integer = wire.number();
                case 4 -> attribute.text = wire.text();
                case 5 -> tensor = wire.message();
                case 7 -> numbers(wire, attribute, true);
                case 8 -> numbers(wire, attribute, false);
                default -> {
                }
            }
        }
        attribute.tensor = tensor == null ? null : Tensor.read(file, tensor, files);
        attributes.put(name, attribute);
    }

    private static void numbers(Wire wire, Attribute attribute, boolean floats) {
        if (!wire.isBytes()) {
            attribute.add(floats ? wire.asFloat() : (double) wire.number());
            return;
        }
        for (Wire packed = wire.message(); packed.hasNumbers();) {
            attribute.add(floats
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

    /// An attribute that is an integer, or the nearest one of 32 bits.
    int int32(String attribute, int otherwise) {
        return Math.clamp(integer(attribute, otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /// An attribute that is a number for the height and one for the width, 1 for both if there is none; null if it is
    /// anything else.
    List<Double> pair(String attribute) {
        List<Double> numbers = has(attribute) ? numbers(attribute) : ONE_EACH;
        return numbers.size() == 2 ? numbers : null;
    }

    /// An attribute that is a list of numbers, for messages.
    String shown(String attribute) {
        if (!has(attribute)) {
            return "none given";
        }
        List<Double> numbers = numbers(attribute);
        return numbers.stream().limit(SHOWN).map(Num::shown).collect(Collectors.joining(", ", "[",
                numbers.size() > SHOWN ? ", …]" : "]"));
    }

    /// An attribute that is a list of numbers, maybe of none; null if there is no such attribute.
    List<Double> numbers(String attribute) { return has(attribute) ? attributes.get(attribute).numbers : null; }

    /// An attribute that is a tensor; null if there is none.
    Tensor tensor(String attribute) { return has(attribute) ? attributes.get(attribute).tensor : null; }

    /// How many elements its constants have.
    long elements() {
        long elements = 0;
        for (Attribute attribute : attributes.values()) {
            elements += attribute.tensor == null ? 0 : attribute.tensor.stored();
        }
        return elements;
    }

    /// Name of an input; empty if it is left out.
    String input(int index) { return index < inputs.size() ? inputs.get(index) : ""; }

    /// Operator and name, for messages.
    @Override
    public String toString() { return type + " " + quote(name.isEmpty() ? outputs.getFirst() : name); }
}
