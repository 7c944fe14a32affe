package dev.ghostlane.ghostnetv2.checkpoint;

import dev.ghostlane.ghostnetv2.files.Quote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Reads JSON, such as the header of a checkpoint, from front to back, strictly by RFC 8259.
///
/// The caller asks for what must come next, so there is no tree in memory and no recursion: a value of
/// another kind, however deep, is refused at its first byte. Every error is a [CheckpointException] that says
/// what was expected and what was found at which byte.
final class JsonReader {
    private static final int MAX_DEPTH = 32;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final byte[] bytes;
    private final int begin;
    private final int end;
    private final String source;
    private final String part;
    private int position;

    /// @param source names the file in messages
    JsonReader(byte[] bytes, int begin, int end, String source) { this(bytes, begin, end, source, "the header"); }

    /// @param source names the file in messages
    /// @param part what of it the JSON is, for messages
    JsonReader(byte[] bytes, int begin, int end, String source, String part) {
        this.bytes = bytes;
        this.begin = begin;
        this.end = end;
        this.source = source;
        this.part = part;
        this.position = begin;
    }

    /// A name from a file as messages show it: in quotes, control characters replaced, cut if very long.
    static String quote(String text) {
        return Quote.of(text);
    }

    /// Takes an opening brace or bracket.
    ///
    /// @return false if something else comes next, which is not taken
    boolean open(char bracket) {
        skipSpace();
        if (position == end || bytes[position] != bracket) {
            return false;
        }
        position++;
        return true;
    }

    /// Whether another member follows; takes the comma before it, or the closing brace or bracket after the last one.
    ///
    /// @param count members that were read before
    boolean next(char bracket, int count) {
        skipSpace();
        if (position < end && bytes[position] == bracket) {
            position++;
            return false;
        }
        if (count > 0) {
            if (position == end || bytes[position] != ',') {
                throw expected("',' or '" + bracket + "'");
            }
            position++;
        }
        return true;
    }

    /// Takes the name of a member and the colon.
    String key() {
        String key = string("a name in quotes");
        skipSpace();
        if (position == end || bytes[position] != ':') {
            throw expected("':' after the name " + quote(key));
        }
        position++;
        return key;
    }

    /// Takes a number that is whole, not negative and fits a `long`.
    long wholeNumber(String what) {
        skipSpace();
        int first = position;
        long value = 0;
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            int digit = bytes[position] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw error(what + " is too large", first);
            }
            value = value * 10 + digit;
            position++;
        }
        if (position == first) {
            if (position < end && bytes[position] == '-') {
                throw error(what + " must not be negative", first);
            }
            throw expected(what);
        }
        if (bytes[first] == '0' && position > first + 1) {
            throw error(what + " has a leading zero", first);
        }
        if (position < end && (bytes[position] == '.' || bytes[position] == 'e' || bytes[position] == 'E')) {
            throw error(what + " must be a whole number without fraction or exponent", first);
        }
        return value;
    }

    /// Takes a string.
    String string(String what) {
        skipSpace();
        if (position == end || bytes[position] != '"') {
            throw expected(what);
        }
        int first = ++position;
        boolean ascii = true;
        boolean escapes = false;
        while (position < end && bytes[position] != '"') {
            if (bytes[position] >= 0 && bytes[position] < ' ') {
                throw error("a string holds a control character that is not escaped", position);
            }
            ascii &= bytes[position] > 0;
            if (bytes[position] == '\\') {
                escapes = true;
                position++;
            }
            position++;
        }
        if (position >= end) {
            throw error("a string has no end", first - 1);
        }
        String text = ascii
                ? new String(bytes, first, position - first, StandardCharsets.ISO_8859_1)
                : utf8(first);
        position++;
        return escapes ? unescape(text, first) : text;
    }

    private String utf8(int first) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, first, position - first))
                    .toString();
        } catch (CharacterCodingException e) {
            throw error("a string is not valid UTF-8", first);
        }
    }

    private String unescape(String text, int at) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            i++;
            switch (text.charAt(i)) {
                case '"' -> plain.append('"');
                case '\\' -> plain.append('\\');
                case '/' -> plain.append('/');
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    plain.append(unit(text, i + 1, at));
                    i += 4;
                }
                default -> throw error("a string has an escape that JSON does not know", at);
            }
        }
        for (int i = 0; i < plain.length(); i += Character.charCount(plain.codePointAt(i))) {
            int codePoint = plain.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw error("a string has half of a surrogate pair", at);
            }
        }
        return plain.toString();
    }

    private char unit(String text, int first, int at) {
        int unit = 0;
        for (int i = first; i < first + 4; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw error("\\u needs four hexadecimal digits", at);
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /// The first character of the next value; 0 at the end.
    char peek() {
        skipSpace();
        return position < end ? (char) (bytes[position] & 0xff) : 0;
    }

    /// Takes a number and gives its text, of at most 40 characters.
    String number(String what) {
        skipSpace();
        int first = position;
        while (position < end && position - first <= 40 && "+-.0123456789eE".indexOf(bytes[position]) >= 0) {
            position++;
        }
        String number = new String(bytes, first, position - first, StandardCharsets.ISO_8859_1);
        if (!NUMBER.matcher(number).matches()) {
            position = first;
            throw expected(what + " as a number");
        }
        return number;
    }

    /// Takes a value that does not matter, which may be nested 32 deep.
    void skip() { skip(0); }

    private void skip(int depth) {
        char first = peek();
        if (depth == MAX_DEPTH) {
            throw error("values are nested deeper than " + MAX_DEPTH + " levels", position);
        }
        switch (first) {
            case '"' -> string("a string");
            case '{', '[' -> {
                char close = open('{') ? '}' : open('[') ? ']' : 0;
                for (int count = 0; next(close, count); count++) {
                    if (close == '}') {
                        key();
                    }
                    skip(depth + 1);
                }
            }
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number("a value");
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (position == end || bytes[position] != word.charAt(i)) {
                throw expected(word);
            }
            position++;
        }
    }

    /// Only white space may follow.
    void end() {
        skipSpace();
        if (position < end) {
            throw expected("only spaces after the last '}'");
        }
    }

    private void skipSpace() {
        while (position < end && (bytes[position] == ' ' || bytes[position] == '\n' || bytes[position] == '\r'
                || bytes[position] == '\t')) {
            position++;
        }
    }

    /// The error that something else comes next than what was expected.
    CheckpointException expected(String what) { return error("expected " + what + ", found " + found(), position); }

    private CheckpointException error(String what, int at) {
        return new CheckpointException(source + ": " + what + " (byte " + (at - begin) + " of " + part + ")");
    }

    private String found() {
        if (position == end) {
            return "the end of " + part;
        }
        byte c = bytes[position];
        return switch (c) {
            case '{' -> "an object";
            case '[' -> "an array";
            case '"' -> "a string";
            case 't', 'f' -> "a truth value";
            case 'n' -> "null";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
            default -> c > ' ' && c < 127 ? "'" + (char) c + "'" : "byte 0x%02x".formatted(c & 0xff);
        };
    }
}
