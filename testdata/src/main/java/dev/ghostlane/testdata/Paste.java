package dev.ghostlane.testdata;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Prints records as the Java expression that makes them, so that the case a failed test reports can be
/// pasted into a test of its own.
public final class Paste {

    private Paste() {}

    /// `new Name(component, …)`; components may be numbers, strings, enums and other records.
    public static String of(Record value) {
        return "new " + value.getClass().getSimpleName() + "("
                + Arrays.stream(value.getClass().getRecordComponents())
                        .map(component -> literal(read(component, value)))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String literal(Object value) {
        return switch (value) {
            case Long number -> number + "L";
            case Float number -> "Float.intBitsToFloat(0x%08x)".formatted(Float.floatToRawIntBits(number));
            case Enum<?> constant -> constant.getDeclaringClass().getSimpleName() + "." + constant.name();
            case String text -> '"' + text + '"';
            case Record record -> of(record);
            default -> String.valueOf(value);
        };
    }
}
