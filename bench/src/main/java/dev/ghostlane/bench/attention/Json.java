package dev.ghostlane.bench.attention;

import java.util.List;
import java.util.Map;

/// Reads members of JSON objects, with messages that say what was expected.
final class Json {

    private Json() {}

    static String text(Map<?, ?> map, String name) { return member(map, name, String.class, "a text"); }

    static Number number(Map<?, ?> map, String name) { return member(map, name, Number.class, "a number"); }

    static int integer(Map<?, ?> map, String name) { return number(map, name).intValue(); }

    static long count(Map<?, ?> map, String name) { return number(map, name).longValue(); }

    static Map<?, ?> object(Map<?, ?> map, String name) { return member(map, name, Map.class, "an object"); }

    static List<Map<?, ?>> objects(Map<?, ?> map, String name) {
        List<?> list = member(map, name, List.class, "a list of objects");
        return list.stream().<Map<?, ?>>map(element -> cast(element, name, Map.class, "a list of objects")).toList();
    }

    private static <T> T member(Map<?, ?> map, String name, Class<T> type, String expected) {
        return cast(map.get(name), name, type, expected);
    }

    private static <T> T cast(Object value, String name, Class<T> type, String expected) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("expected " + expected + " as '" + name + "', found "
                    + (value == null ? "none" : value.getClass().getSimpleName() + " " + value));
        }
        return type.cast(value);
    }
}
