package dev.ghostlane.cli.console;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/// Records for programs, one after the other: as a JSON array, as JSON lines or as CSV. Each is written at once, and a
/// JSON array gets its closing bracket even if a later record stops everything.
public final class Records implements AutoCloseable {
    private final PrintWriter out;
    private final OutputFormat format;
    private final List<String> columns;
    private String separator = "";

    /// @param format any but [OutputFormat#TABLE], which is no form for programs
    /// @param columns the names of CSV's columns; JSON has the names that a record has
    public Records(PrintWriter out, OutputFormat format, String... columns) {
        this.out = out;
        this.format = format;
        this.columns = List.of(columns);
        switch (format) {
            case JSON -> out.print("[");
            case CSV -> out.print(Csv.line(this.columns) + "\n");
            case JSONL -> {
            }
            case TABLE -> throw new IllegalArgumentException("a table is not made of records");
        }
    }

    /// Writes the only record there is: in JSON by itself, not in an array, and in CSV with its names as columns.
    public static void one(PrintWriter out, OutputFormat format, Map<String, ?> record) {
        OutputFormat lines = format == OutputFormat.JSON ? OutputFormat.JSONL : format;
        try (Records records = new Records(out, lines, record.keySet().toArray(String[]::new))) {
            records.add(record);
        }
    }

    /// Writes a record. In CSV a column of which it has nothing is empty.
    public void add(Map<String, ?> record) {
        switch (format) {
            case JSON -> {
                out.print(separator + Json.text(record));
                separator = ",\n ";
            }
            case JSONL -> out.print(Json.text(record) + "\n");
            default -> out.print(Csv.line(columns.stream().map(record::get).toList()) + "\n");
        }
        out.flush();
    }

    /// Ends the output, whatever came before.
    @Override
    public void close() {
        if (format == OutputFormat.JSON) {
            out.println("]");
        }
        out.flush();
    }
}
