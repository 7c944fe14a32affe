package dev.ghostlane.ghostnetv2.onnx.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Goes through the fields of a message in protobuf's wire format. What a field holds is checked to lie within the
/// message, and not copied.
final class Wire {

    /// Wire types: what follows a field's number.
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED32 = 5;

    private static final int MAX_TEXT = 1 << 16;

    private final byte[] bytes;
    private final int end;
    private int position;
    private int field;
    private int type;
    private long number;
    private int begin;

    /// A message that takes all of the bytes.
    Wire(byte[] bytes) { this(bytes, 0, bytes.length); }

    private Wire(byte[] bytes, int begin, int end) {
        this.bytes = bytes;
        this.position = begin;
        this.end = end;
    }

    /// Takes the next field.
    ///
    /// @return false at the end of the message
    boolean next() {
        if (position == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 32 != 0 || field == 0) {
            throw error("expected a field's number from 1 to 536870911, found " + Long.toUnsignedString(tag >>> 3));
        }
        begin = position;
        switch (type) {
            case VARINT -> number = varint();
            case FIXED64 -> number = fixed(Long.BYTES);
            case FIXED32 -> number = fixed(Integer.BYTES);
            case LENGTH_DELIMITED -> {
                long length = varint();
                begin = position;
                skip(length);
            }
            default -> throw error("field " + field + " has wire type " + type + ", which ONNX does not use");
        }
        return true;
    }

    /// Number of the field.
    int field() { return field; }

    /// The field's integer.
    long number() {
        require(type == VARINT, "an integer");
        return number;
    }

    /// The bits of the field's number, whatever its wire type.
    long bits() {
        require(type != LENGTH_DELIMITED, "a number");
        return number;
    }

    /// The field's float.
    float asFloat() {
        require(type == FIXED32, "a float");
        return Float.intBitsToFloat((int) number);
    }

    /// Whether the field is bytes: a text, a message, or several numbers at once.
    boolean isBytes() { return type == LENGTH_DELIMITED; }

    /// Whether another number of the message remains, where it is several numbers at once.
    boolean hasNumbers() { return position < end; }

    /// Takes one of several integers.
    long nextNumber() { return varint(); }

    /// Takes one of several numbers of so many bytes.
    long nextFixed(int size) { return fixed(size); }

    /// The field's message; nothing of it is read yet.
    Wire message() {
        require(type == LENGTH_DELIMITED, "bytes");
        return new Wire(bytes, begin, position);
    }

    /// Where the field's bytes begin in the file.
    int begin() {
        require(type == LENGTH_DELIMITED, "bytes");
        return begin;
    }

    /// How many bytes the field has.
    int length() { return position - begin(); }

    /// The field's text.
    String text() {
        if (length() > MAX_TEXT) {
            throw error("field " + field + " must be a text of at most " + MAX_TEXT + " bytes, found " + length());
        }
        return longText();
    }

    /// The field's text, however long. One of ASCII needs no decoder, which takes more memory than most texts.
    String longText() {
        boolean isAscii = true;
        for (int i = begin(); i < position; i++) {
            isAscii &= bytes[i] >= 0;
        }
        if (isAscii) {
            return new String(bytes, begin, length(), StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, length())).toString();
        } catch (CharacterCodingException e) {
            throw error("field " + field + " must be a text, found bytes that are not valid UTF-8");
        }
    }

    private void skip(long length) {
        if (length < 0 || length > end - position) {
            throw error("field " + field + " of " + Long.toUnsignedString(length) + " bytes reaches beyond byte " + end
                    + "; the file is truncated or damaged");
        }
        position += (int) length;
    }

    private long fixed(int size) {
        int from = position;
        skip(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[from + i] & 0xff;
        }
        return value;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == end) {
                throw error("a number has no end; the file is truncated or damaged");
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw error("a number has more than ten bytes");
    }

    private void require(boolean holds, String expected) {
        if (!holds) {
            throw error("field " + field + " must be " + expected + ", found wire type " + type);
        }
    }

    private OnnxException error(String message) { return new OnnxException("byte " + position + ": " + message); }
}
