package dev.ghostlane.cli;

import dev.ghostlane.ghostnetv2.internal.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes NumPy `.npz` files: zip files, as `numpy.savez` writes them, with an uncompressed `.npy` file for each array.
final class NpzFile {

    /// The earliest that a zip file can name, so that the same arrays give the same bytes.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /// One array of a file.
    ///
    /// @param name what NumPy finds it by
    /// @param shape sizes, outermost first
    /// @param values as many as the shape says
    record Array(String name, List<Integer> shape, float[] values) {

        /// The array as a `.npy` file.
        private byte[] bytes() {
            byte[] header = new NpyHeader(shape).bytes();
            ByteBuffer file = ByteBuffer.allocate(header.length + values.length * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN).put(header);
            file.asFloatBuffer().put(values);
            return file.array();
        }
    }

    private NpzFile() {}

    /// Writes a file, which appears, or replaces an existing one, when it is complete.
    ///
    /// @throws InputException if nothing can be written there
    static void write(Path path, List<Array> arrays) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InputException(path + ": expected a file to write, found something else of that name");
        }
        if (!Files.isDirectory(path.toAbsolutePath().getParent())) {
            throw new InputException(path + ": its folder does not exist");
        }
        WholeFile.write(path, true, out -> writeTo(out, arrays));
    }

    private static void writeTo(OutputStream out, List<Array> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Array array : arrays) {
            byte[] bytes = array.bytes();
            CRC32 crc = new CRC32();
            crc.update(bytes);
            ZipEntry entry = new ZipEntry(array.name() + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        zip.finish();
    }
}
