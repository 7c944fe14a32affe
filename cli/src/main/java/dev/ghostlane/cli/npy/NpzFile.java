package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.ghostnetv2.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes NumPy `.npz` files: zip files, as `numpy.savez` writes them, with an uncompressed `.npy` file for each array.
public final class NpzFile {

    private static final int PIECE_BYTES = 1 << 16;

    /// A fixed time of all entries, so that the same arrays give the same bytes: a month after the earliest that a zip
    /// file can hold, since programs in other time zones may show it hours earlier.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /// Elements in their order.
    @FunctionalInterface
    interface Elements {

        /// Writes them as little-endian float32. May be called again.
        void writeTo(OutputStream out) throws IOException;
    }

    /// One array of a file.
    ///
    /// @param name what NumPy finds it by
    /// @param shape sizes, outermost first
    /// @param elements as many as the shape says
    public record Array(String name, List<Integer> shape, Elements elements) {

        /// An array of elements in memory.
        public Array(String name, List<Integer> shape, float[] values) {
            this(name, shape, out -> write(values, out));
        }

        /// Piece by piece: the bytes may be more than a Java array could hold.
        private static void write(float[] values, OutputStream out) throws IOException {
            ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int done = 0; done < values.length;) {
                int count = Math.min(values.length - done, PIECE_BYTES / Float.BYTES);
                piece.asFloatBuffer().put(values, done, count);
                out.write(piece.array(), 0, count * Float.BYTES);
                done += count;
            }
        }

        private void writeTo(OutputStream out) throws IOException {
            out.write(new NpyHeader(shape).bytes());
            elements.writeTo(out);
        }

        private long bytes() {
            NpyHeader header = new NpyHeader(shape);
            return header.bytes().length + header.elements() * Float.BYTES;
        }

        private long checksum() throws IOException {
            CheckedOutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            writeTo(out);
            return out.getChecksum().getValue();
        }
    }

    private NpzFile() {}

    /// Writes a file, which appears, or replaces an existing one, when it is complete.
    ///
    /// @throws InputException if nothing can be written there
    public static void write(Path path, List<Array> arrays) throws IOException {
        FileRules.requireWritable(path);
        WholeFile.write(path, true, out -> writeTo(out, arrays));
    }

    private static void writeTo(OutputStream out, List<Array> arrays) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Array array : arrays) {
            ZipEntry entry = new ZipEntry(array.name() + ".npy");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(array.bytes());
            entry.setCrc(array.checksum());
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            array.writeTo(zip);
        }
        zip.finish();
    }
}
