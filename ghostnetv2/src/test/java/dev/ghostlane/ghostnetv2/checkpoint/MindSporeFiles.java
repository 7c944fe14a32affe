package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes MindSpore's checkpoints, and the parts of broken ones.
final class MindSporeFiles {
    private MindSporeFiles() {}

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    /// A field of bytes.
    static byte[] field(int number, byte[] content) {
        return join(new byte[]{(byte) (number << 3 | 2)}, varint(content.length), content);
    }

    static byte[] text(int number, String text) { return field(number, text.getBytes(StandardCharsets.UTF_8)); }

    /// A parameter as MindSpore writes it, its sizes one by one.
    static byte[] parameter(String name, String type, byte[] content, long... sizes) {
        byte[] dims = new byte[0];
        for (long size : sizes) {
            dims = join(dims, new byte[]{8}, varint(size));
        }
        return field(1, join(text(1, name), field(2, join(dims, text(2, type), field(3, content)))));
    }
}
