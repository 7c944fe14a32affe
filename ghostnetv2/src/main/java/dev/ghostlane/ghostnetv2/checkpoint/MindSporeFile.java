package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/// Reads MindSpore's checkpoints: a protobuf message `Checkpoint` (MindSpore's `checkpoint.proto`), read off the wire.
///
/// ```
/// Checkpoint  { repeated Value value = 1; }
/// Value       { string tag = 1; TensorProto tensor = 2; }
/// TensorProto { repeated int64 dims = 1; string tensor_type = 2; bytes tensor_content = 3; }
/// ```
///
/// Contents are little-endian, in row-major order. With `crc_check`, MindSpore appends `crc_num` and a CRC-32 of all
/// before it in ten bytes, which is checked. Nothing is allocated beyond the list of tensors.
final class MindSporeFile {

    static final CheckpointFormat FORMAT = new CheckpointFormat() {
        @Override
        public String title() { return "MindSpore's"; }

        /// By a message of field 1 that begins with a text of field 1.
        @Override
        public boolean recognizes(byte[] head) {
            int at = 1;
            while (at < 6 && at < head.length && head[at] < 0) {
                at++;
            }
            return at + 3 < head.length && head[0] == tag(1, BYTES) && head[at + 1] == tag(1, BYTES)
                    && head[at + 3] > ' ';
        }

        @Override
        public StateDict read(byte[] file, String source, String weights) {
            StateDict dict = StateDict.of(source, new MindSporeFile(file, source).checkpoint(), Map.of());
            return NetworkNames.of(dict.with(Finding.FORMAT, "MindSpore: a protobuf message of named tensors"),
                    weights);
        }
    };

    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int MAX_NAME = 4096;
    private static final int MAX_RANK = 64;
    private static final byte[] CRC_MARK = "crc_num".getBytes(StandardCharsets.US_ASCII);
    private static final int CRC_BYTES = 10;

    private static final Map<String, DType> TYPES = Map.ofEntries(Map.entry("Float16", DType.F16),
            Map.entry("BFloat16", DType.BF16), Map.entry("Float32", DType.F32), Map.entry("Float64", DType.F64),
            Map.entry("Int8", DType.I8), Map.entry("Int16", DType.I16), Map.entry("Int32", DType.I32),
            Map.entry("Int64", DType.I64), Map.entry("UInt8", DType.U8), Map.entry("UInt16", DType.U16),
            Map.entry("UInt32", DType.U32), Map.entry("UInt64", DType.U64), Map.entry("Bool", DType.BOOL));

    private final byte[] file;
    private final String source;
    private final int end;
    private int position;

    private MindSporeFile(byte[] file, String source) {
        this.file = file;
        this.source = source;
        this.end = file.length - checksum();
    }

    private static int tag(int field, int type) { return field << 3 | type; }

    /// Bytes of the checksum at the end, which is checked; 0 if there is none.
    private int checksum() {
        int length = CRC_MARK.length + CRC_BYTES;
        int begin = file.length - length;
        for (int i = 0; i < CRC_MARK.length; i++) {
            if (begin < 0 || file[begin + i] != CRC_MARK[i]) {
                return 0;
            }
        }
        CRC32 crc = new CRC32();
        crc.update(file, 0, begin);
        long stated = 0;
        for (int i = file.length - CRC_BYTES; i < file.length; i++) {
            stated = stated << 8 | file[i] & 0xff;
        }
        if (stated != crc.getValue()) {
            throw new CheckpointException(
                    source + ": the checksum at the end is not that of the file, which is damaged");
        }
        return length;
    }

    private List<Tensor> checkpoint() {
        List<Tensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (position < end) {
            int valueEnd = message(1, end, "a parameter");
            String name = text(1, valueEnd, "a parameter's name");
            if (!names.add(name)) {
                throw error("the parameter " + JsonReader.quote(name) + " occurs twice");
            }
            int tensorEnd = message(2, valueEnd, "the tensor of " + JsonReader.quote(name));
            tensors.add(tensor(name, tensorEnd));
            if (position != valueEnd) {
                throw error("the parameter " + JsonReader.quote(name) + " has something after its tensor");
            }
        }
        return tensors;
    }

    private Tensor tensor(String name, int tensorEnd) {
        List<Integer> shape = shape(name, tensorEnd);
        String type = text(2, tensorEnd, "the type of " + JsonReader.quote(name));
        DType dtype = Optional.ofNullable(TYPES.get(type)).orElseThrow(() -> error("the type of "
                + JsonReader.quote(name) + " is " + JsonReader.quote(type) + ", which is not known"));
        int contentEnd = message(3, tensorEnd, "the content of " + JsonReader.quote(name));
        int bytes = contentEnd - position;
        // MindSpore writes scalars as of size 0.
        if (shape.equals(List.of(0)) && bytes == dtype.bytes()) {
            shape = List.of();
        }
        long expected;
        try {
            expected = Math.multiplyExact(Tensor.elements(shape), dtype.bytes());
        } catch (ArithmeticException e) {
            throw error("the number of bytes of " + JsonReader.quote(name) + " of shape " + shape + " overflows");
        }
        if (bytes != expected || contentEnd != tensorEnd) {
            throw error(JsonReader.quote(name) + " of type " + dtype + " and shape " + shape + " must have " + expected
                    + " bytes of content and nothing after them, found " + bytes + " and " + (tensorEnd - contentEnd));
        }
        Tensor tensor = new Tensor(source, name, dtype, shape, file, position);
        position = contentEnd;
        return tensor;
    }

    /// Sizes one by one or, as newer protobuf has them, packed.
    private List<Integer> shape(String name, int tensorEnd) {
        List<Integer> shape = new ArrayList<>(4);
        if (position < tensorEnd && file[position] == tag(1, BYTES)) {
            int sizesEnd = message(1, tensorEnd, "the sizes of " + JsonReader.quote(name));
            while (position < sizesEnd) {
                add(shape, name, sizesEnd);
            }
        }
        while (position < tensorEnd && file[position] == tag(1, VARINT)) {
            position++;
            add(shape, name, tensorEnd);
        }
        return shape;
    }

    private void add(List<Integer> shape, String name, int limit) {
        long size = varint(limit);
        if (size < 0 || size > Integer.MAX_VALUE || shape.size() == MAX_RANK) {
            throw error(JsonReader.quote(name) + " must have at most " + MAX_RANK + " sizes from 0 to "
                    + Integer.MAX_VALUE);
        }
        shape.add((int) size);
    }

    private String text(int field, int limit, String what) {
        int textEnd = message(field, limit, what);
        int bytes = textEnd - position;
        if (bytes == 0 || bytes > MAX_NAME) {
            throw error(what + " must have 1 to " + MAX_NAME + " bytes, found " + bytes);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file, position, bytes)).toString();
        } catch (CharacterCodingException e) {
            throw error(what + " is not valid UTF-8");
        } finally {
            position = textEnd;
        }
    }

    /// Takes the tag and the length of a field of bytes.
    ///
    /// @return where it ends
    private int message(int field, int limit, String what) {
        if (position >= limit || file[position] != tag(field, BYTES)) {
            throw error("expected " + what + " (field " + field + "), found " + (position >= limit
                    ? "the end of the message"
                    : "byte 0x%02x".formatted(file[position] & 0xff)));
        }
        position++;
        long bytes = varint(limit);
        if (bytes < 0 || bytes > limit - position) {
            throw error(what + " of " + Long.toUnsignedString(bytes) + " bytes reaches beyond byte " + limit
                    + "; the file is truncated or damaged");
        }
        return position + (int) bytes;
    }

    private long varint(int limit) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position >= limit) {
                throw error("a number has no end; the file is truncated or damaged");
            }
            byte next = file[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw error("a number has more than ten bytes");
    }

    private CheckpointException error(String message) {
        return new CheckpointException(source + ": byte " + position + ": " + message);
    }
}
