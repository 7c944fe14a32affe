package dev.ghostlane.cli.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Writes and reads `.npy` files for tests, byte by byte as the format says, good ones and damaged ones.
public final class NpyFiles {

    private NpyFiles() {}

    /// A file of any header text.
    static byte[] bytes(int major, int minor, String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer prefix = ByteBuffer.allocate(major == 1 ? 10 : 12).order(ByteOrder.LITTLE_ENDIAN);
        prefix.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) major).put((byte) minor);
        if (major == 1) {
            prefix.putShort((short) text.length);
        } else {
            prefix.putInt(text.length);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(prefix.array());
        file.writeBytes(text);
        file.writeBytes(data);
        return file.toByteArray();
    }

    /// A dictionary as NumPy writes it.
    static String header(String descr, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    }

    public static byte[] floats(float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    public static Path write(Path file, float[] values, Integer... shape) throws IOException {
        try (NpyWriter writer = NpyWriter.create(file, List.of(shape))) {
            writer.write(values, values.length);
            writer.commit();
        }
        return file;
    }

    public static float[] read(Path file) throws IOException {
        try (NpyReader reader = NpyReader.open(file)) {
            int count = reader.shape().stream().reduce(1, (a, b) -> a * b);
            float[] values = new float[count];
            reader.read(values, count);
            return values;
        }
    }

    public static List<Integer> shape(Path file) throws IOException {
        try (NpyReader reader = NpyReader.open(file)) {
            return reader.shape();
        }
    }

}
