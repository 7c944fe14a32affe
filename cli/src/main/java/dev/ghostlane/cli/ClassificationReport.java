package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.Classification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where the answers of `classify` go, one image after the other.
interface ClassificationReport extends AutoCloseable {

    /// The columns of CSV.
    String COLUMNS = "image,rank,index,label,probability,error";

    /// The report in a format.
    static ClassificationReport of(OutputFormat format, PrintWriter out) {
        return switch (format) {
            case TABLE -> new Table(out, Colours.ofOutput());
            case JSON, JSONL -> new Entries(new Records(out, format));
            case CSV -> new Lines(new Records(out, format, COLUMNS.split(",")));
        };
    }

    /// Writes what was found on an image.
    ///
    /// @param predictions best first
    void add(Path image, List<Classification> predictions);

    /// Writes that an image could not be used.
    void refuse(String image, String error);

    /// Ends the report, whatever came before.
    @Override
    void close();

    /// For people: rank, label and probability on a line, a dash if nothing was selected. What could not be used is
    /// reported beside the table.
    record Table(PrintWriter out, Colours colours) implements ClassificationReport {
        @Override
        public void add(Path image, List<Classification> predictions) {
            out.println(colours.bold(Text.printable(image.toString())));
            int columns = predictions.stream().mapToInt(p -> p.label().length()).max().orElse(1);
            String line = "%4d  %-" + Math.max(columns, 1) + "s  %6.2f %%";
            if (predictions.isEmpty()) {
                out.println("   -");
            }
            int rank = 1;
            for (Classification prediction : predictions) {
                out.println(Text.format(line, rank, Text.printable(prediction.label()),
                        100.0 * prediction.probability()));
                rank++;
            }
            out.println();
            out.flush();
        }

        @Override
        public void refuse(String image, String error) {}

        @Override
        public void close() { out.flush(); }
    }

    /// For programs: an object for each image.
    record Entries(Records records) implements ClassificationReport {
        @Override
        public void add(Path image, List<Classification> predictions) {
            records.add(Json.object("image", image.toString(), "predictions",
                    predictions.stream().map(Entries::object).toList()));
        }

        private static Map<String, Object> object(Classification prediction) {
            return Json.object("index", prediction.index(), "label", prediction.label(),
                    "probability", prediction.probability());
        }

        @Override
        public void refuse(String image, String error) { records.add(Json.object("image", image, "error", error)); }

        @Override
        public void close() { records.close(); }
    }

    /// For programs: a line for each label. An image of which nothing was selected has one with its name alone.
    record Lines(Records records) implements ClassificationReport {
        @Override
        public void add(Path image, List<Classification> predictions) {
            if (predictions.isEmpty()) {
                records.add(Map.of("image", image));
            }
            int rank = 1;
            for (Classification prediction : predictions) {
                records.add(Json.object("image", image, "rank", rank++, "index", prediction.index(),
                        "label", prediction.label(), "probability", prediction.probability()));
            }
        }

        @Override
        public void refuse(String image, String error) { records.add(Json.object("image", image, "error", error)); }

        @Override
        public void close() { records.close(); }
    }
}
