package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.file.Path;

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

    private static final int LENGTH_BYTES = Long.BYTES;

    private Safetensors() {}

    /// Reads a file.
    ///
    /// @throws CheckpointException if the file is missing, not readable, not a file or larger than an array
    /// can hold (2 GiB), or if it breaks a rule of the format
    public static StateDict read(Path path) {
        String source = path.toString();
        return parse(CheckpointFile.read(path, "a safetensors file",
                (first, size) -> headerLength(first, size, source)), source);
    }

    /// Reads a file that is in memory already. The bytes are copied.
    ///
    /// @param source names the file in messages
    /// @throws CheckpointException if the bytes break a rule of the format
    public static StateDict read(byte[] bytes, String source) {
        headerLength(bytes, bytes.length, source);
        return parse(bytes.clone(), source);
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

    /// Whether a file begins like a safetensors file: with a length up to [#MAX_HEADER] and a brace.
    static boolean is(byte[] first) {
        return first.length > LENGTH_BYTES && first[LENGTH_BYTES] == '{' && first[7] == 0 && first[6] == 0
                && first[5] == 0 && first[4] == 0;
    }

    private static String hint(byte[] first) {
        boolean zip = first[0] == 'P' && first[1] == 'K';
        boolean pickle = (first[0] & 0xff) == 0x80 && first[1] <= 5;
        return zip || pickle
                ? "; it looks like a PyTorch checkpoint, which Checkpoints.read reads"
                : "";
    }

    /// The tensors of a file in memory, over the same bytes.
    static StateDict parse(byte[] file, String source) {
        int dataBegin = LENGTH_BYTES + headerLength(file, file.length, source);
        SafetensorsHeader header = SafetensorsHeader
                .parse(new JsonReader(file, LENGTH_BYTES, dataBegin, source), source);
        header.checkOffsets(file.length - dataBegin);
        return StateDict.of(source, header.tensors(file, dataBegin), header.metadata())
                .with(Finding.FORMAT, "safetensors: the length of a JSON header, which follows");
    }
}
