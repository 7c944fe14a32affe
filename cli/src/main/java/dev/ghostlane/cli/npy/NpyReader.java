package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Reads float32 from a NumPy `.npy` file, piece by piece, so that a file may be larger than memory.
public final class NpyReader implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// A longer header than this is not a plain array's; NumPy itself refuses more than 10,000 bytes.
    private static final int MAX_HEADER = 1 << 16;

    private static final int BUFFER_BYTES = 1 << 20;

    private final SeekableByteChannel channel;
    private final String file;
    private final NpyHeader header;
    private final ByteBuffer buffer;

    /// Reads from a channel, which it closes.
    ///
    /// @param file names it in messages
    /// @throws InputException as [#open(Path)]
    NpyReader(SeekableByteChannel channel, String file) throws IOException {
        this.channel = channel;
        this.file = file;
        // A whole number of floats, and enough for any header that the file can hold.
        int capacity = (int) Math.min(BUFFER_BYTES, channel.size() / Float.BYTES * Float.BYTES + 4 * Float.BYTES);
        this.buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        this.header = readHeader();
        requireLength();
    }

    /// Opens a file and checks its header and length.
    ///
    /// @throws InputException if it is not a `.npy` file of float32 in C order, or shorter or longer than its
    ///         shape asks for
    public static NpyReader open(Path path) throws IOException {
        FileRules.requireReadable(path);
        SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.READ);
        try {
            return new NpyReader(channel, path.toString());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Sizes, outermost first.
    public List<Integer> shape() { return header.shape(); }

    /// Sizes for people: `N×H×W×C`.
    public String shapeText() { return header.text(); }

    /// Reads the next elements.
    ///
    /// @param values receives them from index 0 on
    /// @param count how many
    public void read(float[] values, int count) throws IOException {
        int done = 0;
        while (done < count) {
            int piece = Math.min(count - done, buffer.capacity() / Float.BYTES);
            fill(piece * Float.BYTES);
            buffer.asFloatBuffer().get(values, done, piece);
            done += piece;
        }
    }

    @Override
    public void close() throws IOException { channel.close(); }

    private NpyHeader readHeader() throws IOException {
        if (channel.size() < MAGIC.length + 4) {
            throw new InputException(
                    file + ": expected a NumPy .npy file, found a file of " + channel.size() + " bytes");
        }
        fill(MAGIC.length + 2);
        for (byte expected : MAGIC) {
            if (buffer.get() != expected) {
                throw new InputException(file + ": expected a NumPy .npy file, found other first bytes");
            }
        }
        int major = buffer.get() & 0xff;
        int minor = buffer.get() & 0xff;
        if (major < 1 || major > 3 || minor != 0) {
            throw new InputException(file + ": expected .npy version 1.0, 2.0 or 3.0, found " + major + "." + minor);
        }
        fill(major == 1 ? Short.BYTES : Integer.BYTES);
        long length = major == 1 ? buffer.getShort() & 0xffff : buffer.getInt() & 0xffffffffL;
        if (length > Math.min(MAX_HEADER, channel.size() - channel.position())) {
            throw new InputException(file + ": the .npy header should have " + length + " bytes, more than "
                    + (length > MAX_HEADER ? MAX_HEADER : "the file has"));
        }
        fill((int) length);
        return NpyHeader.parse(file, StandardCharsets.UTF_8.decode(buffer).toString());
    }

    private void requireLength() throws IOException {
        long found = channel.size() - channel.position();
        long expected;
        try {
            expected = Math.multiplyExact(header.elements(), Float.BYTES);
        } catch (ArithmeticException e) {
            throw new InputException(file + ": the shape " + header.text() + " is larger than any file", e);
        }
        if (found != expected) {
            throw new InputException(file + ": expected " + expected + " bytes of data for the shape " + header.text()
                    + ", found " + found);
        }
    }

    private void fill(int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new InputException(file + ": the .npy file ends too early, after " + channel.size() + " bytes");
            }
        }
        buffer.flip();
    }
}
