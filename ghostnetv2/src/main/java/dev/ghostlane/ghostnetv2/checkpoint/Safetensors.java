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

    static final CheckpointFormat FORMAT = new CheckpointFormat() {
        @Override
        public String title() { return "safetensors"; }

        /// By a length of less than 4 GiB and a brace.
        @Override
        public boolean recognizes(byte[] head) {
            return head.length > LENGTH_BYTES && head[LENGTH_BYTES] == '{' && head[7] == 0 && head[6] == 0
                    && head[5] == 0 && head[4] == 0;
        }

        @Override
        public StateDict read(byte[] file, String source, String weights) {
            return NetworkNames.of(parse(file, source), weights);
        }
    };

    private static final int LENGTH_BYTES = Long.BYTES;

    private Safetensors() {}

    /// Reads a file.
    ///
    /// @param path the file
    /// @return its tensors and metadata
    /// @throws CheckpointException if the file is missing, not readable, not a file or larger than an array
    ///         can hold (2 GiB), or if it breaks a rule of the format
    public static StateDict read(Path path) {
        String source = path.toString();
        return parse(CheckpointFile.read(path, "a safetensors file",
                (head, size) -> headerLength(head, size, source)), source);
    }

    /// Reads a file that is in memory already. The bytes are copied.
    ///
    /// @param bytes the whole file
    /// @param source names the file in messages
    /// @return its tensors and metadata
    /// @throws CheckpointException if the bytes break a rule of the format
    public static StateDict read(byte[] bytes, String source) {
        headerLength(bytes, bytes.length, source);
        return parse(bytes.clone(), source);
    }

    /// Reads the header's length and checks it.
    ///
    /// @param head the first bytes of the file, at least 9 unless the file is shorter
    /// @param size bytes of the whole file
    private static int headerLength(byte[] head, long size, String source) {
        if (head.length < LENGTH_BYTES || size < LENGTH_BYTES) {
            throw new CheckpointException(source + ": expected a safetensors file, found only "
                    + Math.min(head.length, size) + " bytes; it starts with 8 bytes of header length");
        }
        long length = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            length = length << 8 | head[i] & 0xff;
        }
        if (Long.compareUnsigned(length, MAX_HEADER) > 0) {
            throw new CheckpointException(source + ": expected a safetensors header of at most " + MAX_HEADER
                    + " bytes, found length " + Long.toUnsignedString(length) + hint(head));
        }
        if (length > size - LENGTH_BYTES) {
            throw new CheckpointException(source + ": expected a header of " + length + " bytes, found "
                    + (size - LENGTH_BYTES) + " bytes after the header's length; the file is truncated");
        }
        if (length == 0) {
            throw new CheckpointException(source + ": expected a header that starts with '{', found an empty header");
        }
        if (head[LENGTH_BYTES] != '{') {
            throw new CheckpointException(
                    source + ": expected a header that starts with '{', found byte " + head[LENGTH_BYTES]);
        }
        return (int) length;
    }

    private static String hint(byte[] head) {
        boolean zip = head[0] == 'P' && head[1] == 'K';
        boolean pickle = (head[0] & 0xff) == 0x80 && head[1] <= 5;
        return zip || pickle
                ? "; it looks like a PyTorch checkpoint, which Checkpoints.read reads"
                : "";
    }

    /// The tensors of a file in memory, over the same bytes.
    private static StateDict parse(byte[] file, String source) {
        int dataBegin = LENGTH_BYTES + headerLength(file, file.length, source);
        SafetensorsHeader header = SafetensorsHeader
                .parse(new JsonReader(file, LENGTH_BYTES, dataBegin, source), source);
        header.checkOffsets(file.length - dataBegin);
        return StateDict.of(source, header.tensors(file, dataBegin), header.metadata())
                .with(Finding.FORMAT, "safetensors: the length of a JSON header, which follows");
    }
}
