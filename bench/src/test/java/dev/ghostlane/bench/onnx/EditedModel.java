package dev.ghostlane.bench.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/// An ONNX model taken apart, to be changed as exporters and tools of others would have written it, and put together
/// again. Of tensors' elements only `raw_data` is known, which is what Ghostlane writes.
final class EditedModel {
    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int FLOAT16 = 10;

    /// An operation; attributes are a `Long`, a `Float`, a `String`, a `long[]`, a `float[]` or a [Constant].
    record Node(String domain, String type, List<String> inputs, List<String> outputs, Map<String, Object> attributes) {

        static Node of(String type, List<String> inputs, String output) {
            return new Node("", type, new ArrayList<>(inputs), new ArrayList<>(List.of(output)), new LinkedHashMap<>());
        }

        Node with(String name, Object value) {
            attributes.put(name, value);
            return this;
        }

        Node ofType(String other) { return new Node(domain, other, inputs, outputs, attributes); }

        String output() { return outputs.getFirst(); }
    }

    /// A tensor.
    record Constant(int type, List<Long> sizes, byte[] raw) {

        static Constant of(long... values) {
            ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
            bytes.asLongBuffer().put(values);
            return new Constant(INT64, List.of((long) values.length), bytes.array());
        }

        static Constant of(List<Long> sizes, float... values) {
            ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            return new Constant(FLOAT, sizes, bytes.array());
        }

        float[] floats() {
            float[] values = new float[raw.length / Float.BYTES];
            ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return values;
        }

        Constant asHalf() {
            ByteBuffer bytes = littleEndian(raw.length / 2);
            for (float value : floats()) {
                bytes.putShort(Float.floatToFloat16(value));
            }
            return new Constant(FLOAT16, sizes, bytes.array());
        }
    }

    /// A field of a message as it is on the wire.
    private record Field(int number, int wireType, long value, byte[] bytes) {

        String text() { return new String(bytes, StandardCharsets.UTF_8); }
    }

    final List<Node> nodes = new ArrayList<>();
    final Map<String, Constant> constants = new LinkedHashMap<>();
    final Map<String, String> metadata = new LinkedHashMap<>();
    long opset;

    private final List<Field> others = new ArrayList<>();

    EditedModel(byte[] bytes) {
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case 7 -> fields(field.bytes()).forEach(this::take);
                case 8 -> opset = fields(field.bytes()).stream().filter(f -> f.number() == 2).findFirst().orElseThrow()
                        .value();
                case 14 -> {
                    List<Field> entry = fields(field.bytes());
                    metadata.put(entry.get(0).text(), entry.get(1).text());
                }
                default -> {
                }
            }
        }
    }

    private void take(Field field) {
        switch (field.number()) {
            case 1 -> nodes.add(node(field.bytes()));
            case 5 -> {
                List<Field> tensor = fields(field.bytes());
                constants.put(tensor.stream().filter(f -> f.number() == 8).findFirst().orElseThrow().text(),
                        new Constant((int) tensor.stream().filter(f -> f.number() == 2).findFirst().orElseThrow()
                                .value(), tensor.stream().filter(f -> f.number() == 1).map(Field::value).toList(),
                                tensor.stream().filter(f -> f.number() == 9).findFirst().orElseThrow().bytes()));
            }
            default -> others.add(field);
        }
    }

    private static Node node(byte[] bytes) {
        Node node = new Node("", text(bytes, 4), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        for (Field field : fields(bytes)) {
            switch (field.number()) {
                case 1 -> node.inputs().add(field.text());
                case 2 -> node.outputs().add(field.text());
                case 5 -> node.attributes().put(text(field.bytes(), 1), value(fields(field.bytes())));
                default -> {
                }
            }
        }
        return node;
    }

    private static String text(byte[] bytes, int number) {
        return fields(bytes).stream().filter(field -> field.number() == number).findFirst().orElseThrow().text();
    }

    private static Object value(List<Field> attribute) {
        long[] integers = attribute.stream().filter(field -> field.number() == 8).mapToLong(Field::value).toArray();
        if (integers.length > 0) {
            return integers;
        }
        for (Field field : attribute) {
            switch (field.number()) {
                case 2 -> {
                    return Float.intBitsToFloat((int) field.value());
                }
                case 3 -> {
                    return field.value();
                }
                case 4 -> {
                    return field.text();
                }
                default -> {
                }
            }
        }
        throw new AssertionError(attribute);
    }

    /// Replaces each node by others; null keeps it.
    EditedModel replace(java.util.function.Function<Node, List<Node>> edit) {
        List<Node> before = List.copyOf(nodes);
        nodes.clear();
        for (Node node : before) {
            List<Node> after = edit.apply(node);
            nodes.addAll(after == null ? List.of(node) : after);
        }
        return this;
    }

    /// Gives every value and tensor but the input and the output another name, in an order of its own.
    EditedModel rename(long seed) {
        Random random = new Random(seed);
        Map<String, String> names = new LinkedHashMap<>(Map.of("", "", "input", "input", "logits", "logits"));
        UnaryOperator<String> name = old -> names.computeIfAbsent(old,
                _ -> "v" + random.nextInt(1 << 20) + "_" + names.size());
        nodes.forEach(node -> {
            node.inputs().replaceAll(name);
            node.outputs().replaceAll(name);
        });
        Map<String, Constant> before = new LinkedHashMap<>(constants);
        constants.clear();
        before.forEach((key, value) -> constants.put(name.apply(key), value));
        return this;
    }

    /// Another order of the nodes in which each is after those that it reads.
    EditedModel shuffle(long seed) {
        Random random = new Random(seed);
        List<Node> rest = new ArrayList<>(nodes);
        java.util.Set<String> known = new java.util.HashSet<>(constants.keySet());
        known.addAll(List.of("", "input"));
        nodes.clear();
        while (!rest.isEmpty()) {
            Collections.shuffle(rest, random);
            Node next = rest.stream().filter(node -> known.containsAll(node.inputs())).findFirst().orElseThrow();
            rest.remove(next);
            nodes.add(next);
            known.addAll(next.outputs());
        }
        return this;
    }

    /// The file.
    byte[] bytes() {
        Out graph = new Out();
        nodes.forEach(node -> graph.add(1, node(node)));
        constants.forEach((name, constant) -> graph.add(5, tensor(name, constant)));
        graph.add(2, "edited".getBytes(StandardCharsets.UTF_8));
        others.stream().filter(field -> field.number() > 2).forEach(field -> graph.add(field.number(), field.bytes()));
        Out model = new Out().add(1, opset < 18 ? 8 : opset < 19 ? 8 : opset < 21 ? 9 : 10).add(7, graph)
                .add(8, new Out().add(2, opset));
        if (nodes.stream().anyMatch(node -> !node.domain().isEmpty())) {
            model.add(8, new Out().add(1, "com.microsoft".getBytes(StandardCharsets.UTF_8)).add(2, 1));
        }
        metadata.forEach((key, value) -> model.add(14, new Out().add(1, key.getBytes(StandardCharsets.UTF_8)).add(2,
                value.getBytes(StandardCharsets.UTF_8))));
        return model.bytes.toByteArray();
    }

    private static Out tensor(String name, Constant constant) {
        Out tensor = new Out();
        constant.sizes().forEach(size -> tensor.add(1, size));
        return tensor.add(2, constant.type()).add(8, name.getBytes(StandardCharsets.UTF_8)).add(9, constant.raw());
    }

    private static Out node(Node node) {
        Out out = new Out();
        node.inputs().forEach(input -> out.add(1, input.getBytes(StandardCharsets.UTF_8)));
        node.outputs().forEach(output -> out.add(2, output.getBytes(StandardCharsets.UTF_8)));
        out.add(4, node.type().getBytes(StandardCharsets.UTF_8));
        node.attributes().forEach((name, value) -> {
            Out attribute = new Out().add(1, name.getBytes(StandardCharsets.UTF_8));
            switch (value) {
                case Float number -> attribute.addFloat(2, number).add(20, 1);
                case Long number -> attribute.add(3, number).add(20, 2);
                case String text -> attribute.add(4, text.getBytes(StandardCharsets.UTF_8)).add(20, 3);
                case Constant constant -> attribute.add(5, tensor("", constant)).add(20, 4);
                case float[] numbers -> {
                    for (float number : numbers) {
                        attribute.addFloat(7, number);
                    }
                    attribute.add(20, 6);
                }
                case long[] numbers -> {
                    Arrays.stream(numbers).forEach(number -> attribute.add(8, number));
                    attribute.add(20, 7);
                }
                default -> throw new AssertionError(value);
            }
            out.add(5, attribute);
        });
        return node.domain().isEmpty() ? out : out.add(7, node.domain().getBytes(StandardCharsets.UTF_8));
    }

    private static final class Out {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Out add(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Out addFloat(int field, float value) {
            varint((long) field << 3 | 5);
            bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
            return this;
        }

        Out add(int field, byte[] content) {
            varint((long) field << 3 | 2);
            varint(content.length);
            bytes.writeBytes(content);
            return this;
        }

        Out add(int field, Out message) { return add(field, message.bytes.toByteArray()); }

        private void varint(long value) {
            long rest = value;
            for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
                bytes.write((int) (rest & 0x7f | 0x80));
            }
            bytes.write((int) rest);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<Field> fields(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (buffer.hasRemaining()) {
            long tag = varint(buffer);
            int wireType = (int) (tag & 7);
            byte[] content = new byte[wireType == 2 ? (int) varint(buffer) : 0];
            long value = wireType == 0 ? varint(buffer) : wireType == 5 ? buffer.getInt() : 0;
            buffer.get(content);
            fields.add(new Field((int) (tag >>> 3), wireType, value, content));
        }
        return fields;
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
