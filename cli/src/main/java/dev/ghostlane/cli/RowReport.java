package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import java.io.PrintWriter;
import java.nio.file.Path;

/// Says which row of an array is which image, and which images have none.
interface RowReport extends AutoCloseable {

    /// The report in a format: for people lines `row TAB image`, for programs records with `row` and `image`, or with
    /// `image` and `error`.
    static RowReport of(OutputFormat format, PrintWriter out) {
        return format == OutputFormat.TABLE
                ? new Lines(out)
                : new Entries(new Records(out, format, "row", "image", "error"));
    }

    /// Writes what row an image has.
    void add(int row, Path image);

    /// Writes that an image has none, as it could not be used.
    void refuse(String image, String error);

    /// Ends the report, whatever came before.
    @Override
    void close();

    /// For people. What could not be used is reported beside the lines.
    record Lines(PrintWriter out) implements RowReport {
        @Override
        public void add(int row, Path image) { out.println(row + "\t" + Text.printable(image.toString())); }

        @Override
        public void refuse(String image, String error) {}

        @Override
        public void close() { out.flush(); }
    }

    /// For programs.
    record Entries(Records records) implements RowReport {
        @Override
        public void add(int row, Path image) { records.add(Json.object("row", row, "image", image.toString())); }

        @Override
        public void refuse(String image, String error) { records.add(Json.object("image", image, "error", error)); }

        @Override
        public void close() { records.close(); }
    }
}
