package dev.ghostlane.ghostnetv2.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message read back from protobuf's wire format, without the writer's help.
final class WireReader {

    /// A field: a number of 4 bytes or less is in `number`, anything with a length in `bytes`.
    record Field(int id, long number, byte[] bytes) {
        String text() { return new String(bytes, StandardCharsets.UTF_8); }

        WireReader message() { return new WireReader(bytes); }

        float asFloat() { return Float.intBitsToFloat((int) number); }

        float[] floats() {
            float[] floats = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
            return floats;
        }

        List<Long> longs() {
            List<Long> longs = new ArrayList<>();
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (buffer.hasRemaining()) {
                longs.add(buffer.getLong());
            }
            return longs;
        }
    }

    private final List<Field> fields = new ArrayList<>();

    WireReader(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            long tag = varint(buffer);
            int id = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field(id, varint(buffer), null));
                case 5 -> fields.add(new Field(id, buffer.getInt(), null));
                case 2 -> {
                    byte[] content = new byte[Math.toIntExact(varint(buffer))];
                    buffer.get(content);
                    fields.add(new Field(id, 0, content));
                }
                default -> throw new AssertionError("wire type " + (tag & 7) + " of field " + id);
            }
        }
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new AssertionError("a varint of more than 10 bytes");
    }

    List<Field> all(int id) { return fields.stream().filter(field -> field.id() == id).toList(); }

    Field one(int id) {
        List<Field> found = all(id);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " fields " + id);
        }
        return found.getFirst();
    }

    List<String> texts(int id) { return all(id).stream().map(Field::text).toList(); }

    List<Long> numbers(int id) { return all(id).stream().map(Field::number).toList(); }
}
