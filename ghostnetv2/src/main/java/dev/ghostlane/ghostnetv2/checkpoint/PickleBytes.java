package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.checkpoint.PickleValue.Inert;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// The bytes of a pickle, taken from front to back: opcodes and what follows them.
final class PickleBytes {

    /// Bytes of a text that is kept; names are shorter, long texts are arguments and sources of training scripts.
    static final int MAX_TEXT = 1 << 20;

    /// Bytes of a text that is passed over.
    static final int MAX_SKIPPED = 1 << 26;

    /// Bytes of a module's name, and of the name in it.
    static final int MAX_GLOBAL = 200;

    /// Lone surrogates, which Python writes of file names that are no UTF-8.
    private static final Pattern SURROGATE = Pattern.compile("\u00ed[\u00a0-\u00bf][\u0080-\u00bf]");

    private final ByteBuffer pickle;
    private final String source;
    private int at;
    private int opcode;

    PickleBytes(byte[] file, ZipDirectory.Entry pickle, String source) {
        this.pickle = ByteBuffer.wrap(file, pickle.begin(), pickle.size()).slice().order(ByteOrder.LITTLE_ENDIAN);
        this.source = source;
    }

    /// Takes the next opcode, which errors name from now on.
    int opcode() {
        at = pickle.position();
        opcode = -1;
        opcode = unsigned8();
        return opcode;
    }

    boolean hasMore() { return pickle.hasRemaining(); }

    int unsigned8() { return Byte.toUnsignedInt(pickle.get(skip(1))); }

    int unsigned16() { return Short.toUnsignedInt(pickle.getShort(skip(2))); }

    int signed32() { return pickle.getInt(skip(4)); }

    long unsigned32() { return Integer.toUnsignedLong(signed32()); }

    /// A length of eight bytes; one that no file has is refused where it is used.
    long length64() { return pickle.getLong(skip(8)); }

    double bigEndianDouble() { return Double.longBitsToDouble(Long.reverseBytes(pickle.getLong(skip(8)))); }

    /// Position of the next bytes, which are taken.
    int skip(long bytes) {
        int position = pickle.position();
        if (bytes < 0 || bytes > pickle.remaining()) {
            throw error("the pickle is truncated: expected " + Long.toUnsignedString(bytes) + " more bytes, found "
                    + pickle.remaining());
        }
        pickle.position(position + (int) bytes);
        return position;
    }

    /// Bytes, which have no meaning here.
    Inert bytes(long count) {
        skip(count);
        return new Inert("bytes", false);
    }

    /// A whole number of so many bytes, or a note of it if it is too long for a `long`.
    Object number(long bytes) {
        int begin = skip(bytes);
        if (bytes > Long.BYTES) {
            return new Inert("a number of " + bytes + " bytes", false);
        }
        long value = 0;
        for (int i = (int) bytes - 1; i >= 0; i--) {
            byte digit = pickle.get(begin + i);
            value = i == bytes - 1 ? digit : value << 8 | digit & 0xff;
        }
        return value;
    }

    /// A number in a line of digits, with which protocol 1 also writes truth values.
    Object decimal() {
        int begin = pickle.position();
        int end = lineEnd(MAX_TEXT);
        int last = end > begin && pickle.get(end - 1) == 'L' ? end - 1 : end;
        boolean negative = begin < last && pickle.get(begin) == '-';
        int first = negative ? begin + 1 : begin;
        long value = 0;
        for (int i = first; i < last; i++) {
            int digit = pickle.get(i) - '0';
            if (digit < 0 || digit > 9) {
                throw error("expected a line with a number");
            }
            value = value * 10 + digit;
        }
        if (first == last) {
            throw error("expected a line with a number");
        }
        if (end - begin == 2 && pickle.get(begin) == '0') {
            return value != 0;
        }
        return last - first > 18 ? new Inert("a number", false) : Long.valueOf(negative ? -value : value);
    }

    /// A text, or a note of it if it is long.
    Object text(long bytes) {
        if (bytes < 0 || bytes > MAX_SKIPPED) {
            throw error("a text of " + Long.toUnsignedString(bytes) + " bytes, at most " + MAX_SKIPPED + " are read");
        }
        int begin = skip(bytes);
        return bytes > MAX_TEXT ? new Inert("a text", false) : decode(begin, (int) bytes);
    }

    private Object decode(int begin, int bytes) {
        boolean ascii = true;
        for (int i = begin; ascii && i < begin + bytes; i++) {
            ascii = pickle.get(i) >= 0;
        }
        String latin = new String(pickle.array(), pickle.arrayOffset() + begin, bytes, StandardCharsets.ISO_8859_1);
        if (ascii) {
            return latin;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(pickle.slice(begin, bytes)).toString();
        } catch (CharacterCodingException e) {
            if (SURROGATE.matcher(latin).find()) {
                return new Inert("a text", false);
            }
            throw error("a text that is not valid UTF-8");
        }
    }

    /// A name up to the end of the line.
    String line() {
        int begin = pickle.position();
        return name(decode(begin, lineEnd(MAX_GLOBAL) - begin));
    }

    /// Takes a line and gives the position of its end.
    private int lineEnd(int limit) {
        int begin = pickle.position();
        int end = begin;
        while (end < pickle.limit() && end - begin <= limit && pickle.get(end) != '\n') {
            end++;
        }
        if (end == pickle.limit() || pickle.get(end) != '\n') {
            throw error("a name without end");
        }
        skip(end + 1 - begin);
        return end;
    }

    /// A value that must be the name of a module or of something in it.
    String name(Object value) {
        if (value instanceof String name && name.length() <= MAX_GLOBAL) {
            return name;
        }
        throw error("expected the name of a module, or of something in it, of at most " + MAX_GLOBAL + " bytes");
    }

    CheckpointException error(String message) {
        String after = opcode < 0
                ? ""
                : " (opcode 0x%02x%s)".formatted(opcode,
                        opcode > ' ' && opcode < 127 ? " '" + (char) opcode + "'" : "");
        return new CheckpointException(source + ": byte " + at + " of data.pkl" + after + ": " + message);
    }
}
