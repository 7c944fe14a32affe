package dev.ghostlane.cli.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes and reads `.npy` files for tests, byte by byte as the format says, good ones and damaged ones.
public final class NpyFiles {

    private NpyFiles() {}

    /// A file of any header text.
    public static byte[] bytes(int major, int minor, String header, byte[] data) {
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
    public static String header(String descr, String shape) {
        return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    }

    public static byte[] floats(float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return data.array();
    }

    /// A zip file of names, each with its bytes after it.
    public static byte[] zip(int method, Object... entries) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int i = 0; i < entries.length; i += 2) {
                byte[] bytes = (byte[]) entries[i + 1];
                CRC32 checksum = new CRC32();
                checksum.update(bytes);
                ZipEntry entry = new ZipEntry((String) entries[i]);
                entry.setMethod(method);
                entry.setSize(bytes.length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
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
