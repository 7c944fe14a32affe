package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/// Reads safetensors files: eight bytes of header length, a JSON header, the tensors' bytes.
///
/// A file is accepted only if it keeps all of the format's rules:
///
/// - the header's length is at most [#MAX_HEADER] and within the file; the header is JSON in strict UTF-8,
///   starts with `{` and may end with spaces;
/// - no name occurs twice, neither of a tensor nor of a field; a tensor has the fields `dtype`, `shape` and
///   `data_offsets` and no other; `__metadata__` maps strings to strings;
/// - in the order of their offsets the tensors follow each other from 0 without gap or overlap up to the
///   end of the file, each with exactly the bytes that its dtype and shape need.
///
/// Scalars (rank 0) and empty tensors are legal. Whatever a file contains, reading it ends in a [StateDict]
/// or a [CheckpointException], in time and memory proportional to the file's size.
public final class Safetensors {
    /// Longest header in bytes; the format's own reader has the same limit.
    public static final int MAX_HEADER = 100_000_000;

    /// Length of a Java array that every JVM can allocate.
    private static final int MAX_FILE = Integer.MAX_VALUE - 8;

    private static final int LENGTH_BYTES = Long.BYTES;

    private Safetensors() {}

    /// Reads a file.
    ///
    /// @throws CheckpointException if the file is missing, not readable, not a file or larger than an array
    /// can hold (2 GiB), or if it breaks a rule of the format
    public static StateDict read(Path path) {
        String source = path.toString();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                String found = attributes.isDirectory() ? "a directory" : "neither a file nor a directory";
                throw new CheckpointException(source + ": expected a safetensors file, found " + found,
                        new IOException("not a regular file"));
            }
            return parse(load(path, attributes.size(), source), source);
        } catch (NoSuchFileException e) {
            throw new CheckpointException(source + ": file not found", e);
        } catch (AccessDeniedException e) {
            throw new CheckpointException(source + ": no permission to read the file", e);
        } catch (IOException e) {
            throw new CheckpointException(source + ": cannot read the file: " + e.getMessage(), e);
        }
    }

    /// Reads a file that is in memory already. The bytes are copied.
    ///
    /// @param source names the file in messages
    /// @throws CheckpointException if the bytes break a rule of the format
    public static StateDict read(byte[] bytes, String source) {
        headerLength(bytes, bytes.length, source);
        return parse(bytes.clone(), source);
    }

    /// All bytes of a file whose first bytes promise a safetensors header.
    private static byte[] load(Path path, long size, String source) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] first = in.readNBytes(LENGTH_BYTES + 1);
            headerLength(first, first.length < LENGTH_BYTES + 1 ? first.length : size, source);
            if (size > MAX_FILE) {
                throw new CheckpointException(source + ": expected a file of at most " + MAX_FILE
                        + " bytes, found " + size + " bytes");
            }
            byte[] bytes = Arrays.copyOf(first, (int) size);
            int read = first.length + in.readNBytes(bytes, first.length, bytes.length - first.length);
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        }
    }

    /// Reads the header's length and checks it.
    ///
    /// @param first the first bytes of the file, at least 9 unless the file is shorter
    /// @param size bytes of the whole file
    private static int headerLength(byte[] first, long size, String source) {
        if (first.length < LENGTH_BYTES || size < LENGTH_BYTES) {
            throw new CheckpointException(source + ": expected a safetensors file, found only "
                    + Math.min(first.length, size) + " bytes; it starts with 8 bytes of header length");
        }
        long length = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            length = length << 8 | first[i] & 0xff;
        }
        if (Long.compareUnsigned(length, MAX_HEADER) > 0) {
            throw new CheckpointException(source + ": expected a safetensors header of at most " + MAX_HEADER
                    + " bytes, found length " + Long.toUnsignedString(length) + hint(first));
        }
        if (length > size - LENGTH_BYTES) {
            throw new CheckpointException(source + ": expected a header of " + length + " bytes, found "
                    + (size - LENGTH_BYTES) + " bytes after the header's length; the file is truncated");
        }
        if (length == 0) {
            throw new CheckpointException(
                    source + ": expected a header that starts with '{', found an empty header");
        }
        if (first[LENGTH_BYTES] != '{') {
            throw new CheckpointException(
                    source + ": expected a header that starts with '{', found byte " + first[LENGTH_BYTES]);
        }
        return (int) length;
    }

    private static String hint(byte[] first) {
        boolean zip = first[0] == 'P' && first[1] == 'K';
        boolean pickle = (first[0] & 0xff) == 0x80 && first[1] <= 5;
        return zip || pickle
                ? "; it looks like a PyTorch checkpoint: save its state dict with safetensors"
                : "";
    }

    private static StateDict parse(byte[] file, String source) {
        int dataBegin = LENGTH_BYTES + headerLength(file, file.length, source);
        SafetensorsHeader header = SafetensorsHeader
                .parse(new JsonReader(file, LENGTH_BYTES, dataBegin, source), source);
        header.checkOffsets(file.length - dataBegin);
        return StateDict.of(source, header.tensors(file, dataBegin), header.metadata());
    }
}
