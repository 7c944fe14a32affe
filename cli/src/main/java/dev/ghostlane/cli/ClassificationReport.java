package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.Classification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where the answers of `classify` go, one image after the other.
interface ClassificationReport extends AutoCloseable {

    /// Writes what was found on an image.
    ///
    /// @param predictions best first
    void add(Path image, List<Classification> predictions);

    /// Ends the report, whatever came before.
    @Override
    void close();

    /// For people: rank, label and probability on a line, a dash if nothing was selected.
    record Table(PrintWriter out) implements ClassificationReport {
        @Override
        public void add(Path image, List<Classification> predictions) {
            out.println(Text.printable(image.toString()));
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
        public void close() { out.flush(); }
    }

    /// For programs: writes each image at once, and the closing bracket even if a later image stops everything.
    final class JsonArray implements ClassificationReport {
        private final PrintWriter out;
        private String separator = "";

        JsonArray(PrintWriter out) {
            this.out = out;
            out.print("[");
        }

        @Override
        public void add(Path image, List<Classification> predictions) {
            out.print(separator + Json.text(Json.object("image", image.toString(),
                    "predictions", predictions.stream().map(JsonArray::object).toList())));
            out.flush();
            separator = ",\n ";
        }

        private static Map<String, Object> object(Classification prediction) {
            return Json.object("index", prediction.index(), "label", prediction.label(),
                    "probability", prediction.probability());
        }

        @Override
        public void close() {
            out.println("]");
            out.flush();
        }
    }
}
