package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.ghostnetv2.files.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes float32 to a NumPy `.npy` file, piece by piece. The file appears with [#commit()].
public final class NpyWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    /// Empty between calls, but for the header before the first elements.
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final NpyHeader header;
    private final WholeFile file;
    private long missing;

    private NpyWriter(Path path, NpyHeader header) throws IOException {
        this.header = header;
        this.missing = header.elements();
        buffer.put(header.bytes());
        this.file = WholeFile.begin(path, true);
    }

    /// Begins a file.
    ///
    /// @param path where [#commit()] puts it; an existing regular file is replaced then
    /// @param shape sizes, outermost first
    /// @throws InputException if nothing can be written there
    public static NpyWriter create(Path path, List<Integer> shape) throws IOException {
        FileRules.requireWritable(path);
        return new NpyWriter(path, new NpyHeader(shape));
    }

    /// Writes the next elements.
    ///
    /// @param values holds them from index 0 on
    /// @param count how many
    /// @throws IllegalStateException if the shape has no room for them
    public void write(float[] values, int count) throws IOException {
        if (count > missing) {
            throw new IllegalStateException("the shape has room for " + missing + " more, found " + count);
        }
        missing -= count;
        flush();
        int done = 0;
        while (done < count) {
            int piece = Math.min(count - done, BUFFER_BYTES / Float.BYTES);
            buffer.asFloatBuffer().put(values, done, piece);
            buffer.position(piece * Float.BYTES);
            flush();
            done += piece;
        }
    }

    /// Moves the finished file into place.
    ///
    /// @throws IllegalStateException if elements are missing
    public void commit() throws IOException {
        if (missing > 0) {
            throw new IllegalStateException(missing + " elements are missing");
        }
        flush();
        file.commit();
    }

    /// Moves the file into place with fewer rows than it was begun for.
    ///
    /// @param rows the outermost size, as many as were written
    /// @throws IllegalStateException if other than that many were written
    public void commit(int rows) throws IOException {
        List<Integer> shape = new ArrayList<>(header.shape());
        shape.set(0, rows);
        NpyHeader shorter = new NpyHeader(shape);
        missing -= header.elements() - shorter.elements();
        if (missing < 0) {
            throw new IllegalStateException(-missing + " elements are too many for " + rows + " rows");
        }
        ByteBuffer bytes = ByteBuffer.wrap(shorter.bytes(header.bytes().length));
        flush();
        while (bytes.hasRemaining()) {
            file.channel().write(bytes, bytes.position());
        }
        commit();
    }

    /// Ends writing; what was not committed disappears.
    @Override
    public void close() throws IOException { file.close(); }

    private void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.channel().write(buffer);
        }
        buffer.clear();
    }
}
