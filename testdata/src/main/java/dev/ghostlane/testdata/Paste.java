package dev.ghostlane.testdata;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Records by their components: printed as the Java expression that makes them, so that the case a failed test
/// reports can be pasted into a test of its own, and copied with a change.
public final class Paste {

    private Paste() {}

    /// {@return the Java expression that makes a record, `new Name(component, …)`; components may be numbers, strings,
    /// enums and other records}
    ///
    /// @param value a record
    public static String of(Record value) {
        return "new " + value.getClass().getSimpleName() + "("
                + Arrays.stream(value.getClass().getRecordComponents())
                        .map(component -> literal(read(component, value)))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /// {@return a copy of a record in which another value takes the place of the components of its class}
    ///
    /// @param value a record
    /// @param other what takes their place
    public static Record with(Record value, Object other) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        try {
            Constructor<? extends Record> constructor = value.getClass().getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(components).map(
                    component -> component.getType().isInstance(other) ? other : read(component, value)).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot copy " + value, e);
        }
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
