package dev.ghostlane.cli.console;

import java.util.List;
import java.util.stream.Collectors;

/// Comma-separated values as RFC 4180 has them.
final class Csv {

    private Csv() {}

    /// A line, without its end.
    ///
    /// @param cells texts, numbers and booleans; null is an empty cell
    static String line(List<?> cells) { return cells.stream().map(Csv::cell).collect(Collectors.joining(",")); }

    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.equals(text.strip()) && text.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
