package dev.ghostlane.cli.console;

import java.util.Locale;

/// How results are printed.
public enum OutputFormat {
    /// For people.
    TABLE,
    /// One JSON value.
    JSON,
    /// A JSON object on each line.
    JSONL,
    /// Comma-separated values as RFC 4180 has them, with a line of names first; lines end with a line feed alone.
    CSV;

    /// As options have it.
    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }
}
