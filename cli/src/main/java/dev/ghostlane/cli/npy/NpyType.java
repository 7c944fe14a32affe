package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A type of numbers in NumPy's files that can be read as float32.
///
/// @param kind `f` for floating point, `i` and `u` for integers with and without sign
/// @param bytes of a number
record NpyType(char kind, int bytes, ByteOrder order) {

    static final NpyType FLOAT32 = new NpyType('f', Float.BYTES, ByteOrder.LITTLE_ENDIAN);

    private static final Pattern NUMBERS = Pattern.compile("([<>])(f[248]|[iu][248])|[|<>]([iu]1)");

    private static final Map<Character, String> OTHERS = Map.of('b', ", truth values", 'c', ", complex numbers", 'O',
            ", Python objects, which are code", 'U', ", texts", 'S', ", texts", 'M', ", dates", 'm', ", durations", 'V',
            ", records");

    private static final String CONVERTIBLE = "bf";

    /// Reads NumPy's name of a type, such as `<f4`.
    ///
    /// @throws InputException if it is not one of numbers
    static NpyType parse(String file, String name) {
        Matcher numbers = NUMBERS.matcher(name);
        if (!numbers.matches()) {
            char other = name.length() > 1 ? name.charAt(1) : '?';
            throw new InputException(
                    file + ": expected numbers (float16, float32, float64 or integers), found the dtype '"
                            + Text.shorten(name, 40) + "'" + OTHERS.getOrDefault(other, "")
                            + (CONVERTIBLE.indexOf(other) < 0 ? "" : "; convert it with array.astype('float32')"));
        }
        String type = numbers.group(3) == null ? numbers.group(2) : numbers.group(3);
        return new NpyType(type.charAt(0), type.charAt(1) - '0',
                name.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    boolean isInteger() { return kind != 'f'; }

    /// As NumPy prints it: `float64`, `uint8`.
    String text() { return (kind == 'f' ? "float" : kind == 'i' ? "int" : "uint") + bytes * Byte.SIZE; }

    /// Reads a number, rounded to float32.
    ///
    /// @param from in this type's byte order
    float next(ByteBuffer from) {
        return switch (kind) {
            case 'f' -> switch (bytes) {
                case 2 -> Float.float16ToFloat(from.getShort());
                case 4 -> from.getFloat();
                default -> (float) from.getDouble();
            };
            case 'i' -> switch (bytes) {
                case 1 -> from.get();
                case 2 -> from.getShort();
                case 4 -> from.getInt();
                default -> from.getLong();
            };
            default -> switch (bytes) {
                case 1 -> Byte.toUnsignedInt(from.get());
                case 2 -> Short.toUnsignedInt(from.getShort());
                case 4 -> Integer.toUnsignedLong(from.getInt());
                default -> unsigned(from.getLong());
            };
        };
    }

    /// Half of a large value is rounded, with its last bit kept for that, so that it is rounded once.
    private static float unsigned(long value) {
        return value >= 0 ? value : 2 * (float) (value >>> 1 | value & 1);
    }
}
