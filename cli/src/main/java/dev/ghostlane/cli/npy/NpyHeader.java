package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.InputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The header of a NumPy `.npy` file. Those that are written are of little-endian float32 in C order.
///
/// The format is NumPy's (`numpy.lib.format`): magic, version, length, then a Python dictionary with the keys
/// `descr`, `fortran_order` and `shape`, padded with spaces. It is read strictly: the three keys once each and
/// nothing else.
///
/// @param shape sizes, outermost first
/// @param type of the elements
/// @param fortran whether the elements are in Fortran order: those of the first axis are neighbours
public record NpyHeader(List<Integer> shape, NpyType type, boolean fortran) {

    /// NumPy aligns the data to this.
    private static final int ALIGNMENT = 64;

    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /// Of float32 in C order.
    public NpyHeader(List<Integer> shape) {
        this(shape, NpyType.FLOAT32, false);
    }

    /// Number of elements.
    ///
    /// @throws ArithmeticException if they exceed a `long`
    long elements() {
        long elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    /// A version 1.0 file up to the data.
    byte[] bytes() { return bytes(0); }

    /// A version 1.0 file up to the data.
    ///
    /// @param least as many bytes as there must be, a multiple of 64; spaces fill them
    byte[] bytes(int least) {
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes
                + (shape.size() == 1 ? ",), }" : "), }");
        int aligned = (10 + text.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int length = Math.max(aligned, least) - 10;
        byte[] bytes = (" ".repeat(10) + text + " ".repeat(length - text.length() - 1) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] prefix = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) length, (byte) (length >> 8)};
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        return bytes;
    }

    /// `N×H×W×C`.
    public String text() {
        return shape.isEmpty()
                ? "a single number"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    /// Reads the dictionary.
    ///
    /// @param file names the file in messages
    /// @param dictionary what follows the length
    /// @throws InputException if it breaks the format or describes anything but numbers
    static NpyHeader parse(String file, String dictionary) { return new Parser(file, dictionary).parse(); }

    private static final class Parser {
        private final String file;
        private final String text;
        private int position;

        Parser(String file, String text) {
            this.file = file;
            this.text = text;
        }

        NpyHeader parse() {
            Set<String> seen = new HashSet<>();
            List<Integer> shape = List.of();
            NpyType type = NpyType.FLOAT32;
            boolean fortran = false;
            take('{');
            while (peek() != '}') {
                String key = string("a key in quotes");
                if (!seen.add(key)) {
                    throw error("the key '" + key + "' is there twice");
                }
                take(':');
                switch (key) {
                    case "descr" -> type = type();
                    case "fortran_order" -> fortran = truth();
                    case "shape" -> shape = sizes();
                    default -> throw error("expected the keys descr, fortran_order and shape, found '" + key + "'");
                }
                if (peek() != '}') {
                    take(',');
                }
            }
            take('}');
            if (peek() != '\0') {
                throw error("expected only spaces after the dictionary, found " + found());
            }
            if (seen.size() != 3) {
                throw error("expected the keys descr, fortran_order and shape, found " + seen);
            }
            return new NpyHeader(shape, type, fortran);
        }

        private NpyType type() {
            if (peek() == '[') {
                throw new InputException(file + ": expected numbers, found a structured dtype; save one of its fields,"
                        + " array['name']");
            }
            return NpyType.parse(file, string("the dtype in quotes"));
        }

        private boolean truth() {
            peek();
            boolean truth = text.startsWith("True", position);
            if (!truth && !text.startsWith("False", position)) {
                throw error("expected True or False, found " + found());
            }
            position += String.valueOf(truth).length();
            return truth;
        }

        private List<Integer> sizes() {
            List<Integer> sizes = new ArrayList<>();
            take('(');
            while (peek() != ')') {
                sizes.add(size());
                if (peek() != ')') {
                    take(',');
                } else if (sizes.size() == 1) {
                    throw error("expected a tuple such as (3,), found a number in parentheses");
                }
            }
            take(')');
            return sizes;
        }

        private int size() {
            peek();
            int first = position;
            long value = 0;
            while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
                value = value * 10 + text.charAt(position) - '0';
                if (value > Integer.MAX_VALUE) {
                    throw error("expected sizes below 2³¹, found more");
                }
                position++;
            }
            if (position == first) {
                throw error("expected a size, found " + found());
            }
            // Python 2 wrote long integers so.
            if (text.startsWith("L", position)) {
                position++;
            }
            return (int) value;
        }

        private String string(String what) {
            char quote = peek();
            int end = quote == '\'' || quote == '"' ? text.indexOf(quote, position + 1) : -1;
            if (end < 0 || text.substring(position, end).indexOf('\\') >= 0) {
                throw error("expected " + what + ", found " + found());
            }
            String string = text.substring(position + 1, end);
            position = end + 1;
            return string;
        }

        private void take(char c) {
            if (peek() != c) {
                throw error("expected '" + c + "', found " + found());
            }
            position++;
        }

        /// The next character that is not white space; NUL at the end.
        private char peek() {
            while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
                position++;
            }
            return position < text.length() ? text.charAt(position) : '\0';
        }

        private String found() { return position < text.length() ? "'" + text.charAt(position) + "'" : "the end"; }

        private InputException error(String what) {
            return new InputException(file + ": the .npy header is damaged: " + what + " (character " + position
                    + " of the dictionary)");
        }
    }
}
