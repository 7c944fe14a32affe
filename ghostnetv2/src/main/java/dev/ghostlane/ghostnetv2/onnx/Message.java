package dev.ghostlane.ghostnetv2.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message in protobuf's wire format: fields with a number, in the order in which they are added.
///
/// Nested messages and arrays of floats are kept by reference and turned into bytes only as they are written, so
/// a model is never in memory a second time.
final class Message {

    /// Wire types: what follows a field's number.
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private static final int PIECE = 1 << 12;

    /// Something that knows its length in bytes.
    private interface Part {
        long size();

        void writeTo(OutputStream out) throws IOException;
    }

    private record Bytes(byte[] bytes) implements Part {
        @Override
        public long size() { return bytes.length; }

        @Override
        public void writeTo(OutputStream out) throws IOException { out.write(bytes); }
    }

    private record Floats(float[] floats) implements Part {
        @Override
        public long size() { return (long) floats.length * Float.BYTES; }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int from = 0; from < floats.length; from += PIECE) {
                int count = Math.min(PIECE, floats.length - from);
                buffer.asFloatBuffer().put(floats, from, count);
                out.write(buffer.array(), 0, count * Float.BYTES);
            }
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private long size;

    /// Bytes of all fields.
    long size() { return size; }

    /// An integer.
    Message add(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    /// A text or a field of bytes, in UTF-8.
    Message add(int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tag(field, LENGTH_DELIMITED);
        varint(bytes.length);
        part(new Bytes(bytes));
        return this;
    }

    /// A float.
    Message addFloat(int field, float value) {
        tag(field, FIXED32);
        part(new Floats(new float[]{value}));
        return this;
    }

    /// A message, complete already: what is added to it later is not seen.
    Message add(int field, Message message) {
        tag(field, LENGTH_DELIMITED);
        varint(message.size);
        message.parts.forEach(this::part);
        return this;
    }

    /// Raw bytes: the floats in little-endian order.
    Message addRaw(int field, float[] floats) {
        Floats part = new Floats(floats);
        tag(field, LENGTH_DELIMITED);
        varint(part.size());
        part(part);
        return this;
    }

    /// Raw bytes: the numbers in little-endian order, 8 bytes each.
    Message addRaw(int field, long[] numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(numbers.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(numbers);
        tag(field, LENGTH_DELIMITED);
        varint(buffer.capacity());
        part(new Bytes(buffer.array()));
        return this;
    }

    /// Writes all fields.
    void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.writeTo(out);
        }
    }

    private void tag(int field, int wireType) { varint((long) field << 3 | wireType); }

    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    private void varint(long value) {
        ByteBuffer buffer = ByteBuffer.allocate(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            buffer.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest).flip();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        part(new Bytes(bytes));
    }

    private void part(Part part) {
        parts.add(part);
        size += part.size();
    }
}
