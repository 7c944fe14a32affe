package dev.ghostlane.bench.common;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes JSON objects, and reads their members, with messages that say what was expected.
public final class Json {

    private Json() {}

    /// An object with members in this order.
    ///
    /// @param namesAndValues a name, its value, the next name ...
    public static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    public static String text(Map<?, ?> map, String name) { return member(map, name, String.class, "a text"); }

    public static Number number(Map<?, ?> map, String name) { return member(map, name, Number.class, "a number"); }

    public static int integer(Map<?, ?> map, String name) { return number(map, name).intValue(); }

    public static long count(Map<?, ?> map, String name) { return number(map, name).longValue(); }

    public static Map<?, ?> object(Map<?, ?> map, String name) { return member(map, name, Map.class, "an object"); }

    public static List<Map<?, ?>> objects(Map<?, ?> map, String name) {
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
