package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Reads the numbers of a NumPy `.npy` file as float32 in C order, piece by piece, so that a file may be larger than
/// memory; only those in Fortran order are read as a whole.
public final class NpyReader implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /// A longer header than this is not a plain array's; NumPy itself refuses more than 10,000 bytes.
    private static final int MAX_HEADER = 1 << 14;

    private static final int BUFFER_BYTES = 1 << 15;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ReadableByteChannel channel;
    private final String file;
    private final long size;
    private final NpyHeader header;
    private final ByteBuffer buffer;
    private long position;

    /// Elements that were read.
    private long elements;

    /// Elements in Fortran order, once they are in C order; before that and for others null.
    private float[] reordered;

    /// Reads from a channel, which it closes.
    ///
    /// @param size bytes that the channel has
    /// @param file names it in messages
    /// @throws InputException as [#open(Path)]
    NpyReader(ReadableByteChannel channel, long size, String file) throws IOException {
        this.channel = channel;
        this.file = file;
        this.size = size;
        // A whole number of elements, and enough for any header that the file can hold.
        int capacity = (int) Math.min(BUFFER_BYTES, size / Long.BYTES * Long.BYTES + 2 * Long.BYTES);
        this.buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        this.header = readHeader();
        buffer.order(header.type().order());
        requireLength();
    }

    /// Opens a file and checks its header and length.
    ///
    /// @throws InputException if it is not a `.npy` file of numbers, or shorter or longer than its shape asks for
    public static NpyReader open(Path path) throws IOException {
        FileRules.requireReadable(path);
        SeekableByteChannel channel = Files.newByteChannel(path, StandardOpenOption.READ);
        try {
            return new NpyReader(channel, channel.size(), path.toString());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Opens a file whose numbers must be float32.
    ///
    /// @throws InputException as [#open(Path)], and if they are others
    public static NpyReader openFloat32(Path path) throws IOException {
        NpyReader reader = open(path);
        if (!reader.typeText().equals(NpyType.FLOAT32.text())) {
            reader.close();
            throw new InputException(path + ": expected numbers of float32, found " + reader.typeText());
        }
        return reader;
    }

    /// Sizes, outermost first.
    public List<Integer> shape() { return header.shape(); }

    /// Sizes for people: `N×H×W×C`.
    public String shapeText() { return header.text(); }

    /// Whether the numbers are integers.
    public boolean isInteger() { return header.type().isInteger(); }

    /// Type of the numbers, as NumPy prints it.
    public String typeText() { return header.type().text(); }

    /// Reads the next elements, in C order.
    ///
    /// @param values receives them from index 0 on
    /// @param count how many
    /// @throws InputException if the file does not have them, or one that float32 cannot hold
    public void read(float[] values, int count) throws IOException {
        if (header.fortran()) {
            if (reordered == null) {
                reordered = reordered();
            }
            System.arraycopy(reordered, Math.toIntExact(elements), values, 0, count);
            elements += count;
        } else {
            readNext(values, count);
        }
    }

    @Override
    public void close() throws IOException { channel.close(); }

    /// In the order of the file.
    private void readNext(float[] values, int count) throws IOException {
        NpyType type = header.type();
        int atOnce = buffer.capacity() / type.bytes();
        for (int done = 0; done < count;) {
            int piece = Math.min(count - done, atOnce);
            fill(piece * type.bytes());
            for (int end = done + piece; done < end; done++, elements++) {
                values[done] = type.next(buffer);
                if (Float.isInfinite(values[done])) {
                    requireInfinite(type);
                }
            }
        }
    }

    /// Refuses the finite double before the buffer's position, which became an infinite float.
    private void requireInfinite(NpyType type) {
        if (type.bytes() == Double.BYTES && Double.isFinite(buffer.getDouble(buffer.position() - Double.BYTES))) {
            throw new InputException(file + ": expected values that float32 can hold, found "
                    + buffer.getDouble(buffer.position() - Double.BYTES) + " as element " + elements);
        }
    }

    private float[] reordered() throws IOException {
        List<Integer> shape = header.shape();
        if (header.elements() > LARGEST_ARRAY) {
            throw new InputException(file + ": expected C order for more than " + LARGEST_ARRAY
                    + " numbers, found Fortran order; convert it with numpy.ascontiguousarray(array)");
        }
        float[] all = new float[(int) header.elements()];
        int[] index = new int[shape.size()];
        int[] strides = new int[shape.size()];
        for (int axis = shape.size() - 1, stride = 1; axis >= 0; stride *= shape.get(axis--)) {
            strides[axis] = stride;
        }
        float[] piece = new float[Math.min(all.length, BUFFER_BYTES)];
        for (int done = 0, to = 0; done < all.length; done += piece.length) {
            int count = Math.min(piece.length, all.length - done);
            readNext(piece, count);
            for (int i = 0; i < count; i++) {
                all[to] = piece[i];
                for (int axis = 0; axis < index.length; axis++) {
                    to += strides[axis];
                    if (++index[axis] < shape.get(axis)) {
                        break;
                    }
                    to -= strides[axis] * index[axis];
                    index[axis] = 0;
                }
            }
        }
        elements = 0;
        return all;
    }

    private NpyHeader readHeader() throws IOException {
        if (size < MAGIC.length + 4) {
            throw new InputException(file + ": expected a NumPy .npy file, found a file of " + size + " bytes");
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
        if (length > Math.min(MAX_HEADER, size - position)) {
            throw new InputException(file + ": the .npy header should have " + length + " bytes, more than "
                    + (length > MAX_HEADER ? MAX_HEADER : "the file has"));
        }
        fill((int) length);
        return NpyHeader.parse(file, StandardCharsets.UTF_8.decode(buffer).toString());
    }

    private void requireLength() {
        long found = size - position;
        long expected;
        try {
            expected = Math.multiplyExact(header.elements(), header.type().bytes());
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
            int count = channel.read(buffer);
            if (count < 0) {
                throw new InputException(file + ": the .npy file ends too early, after " + position + " bytes");
            }
            position += count;
        }
        buffer.flip();
    }
}
