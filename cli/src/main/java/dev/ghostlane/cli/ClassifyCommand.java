package dev.ghostlane.cli;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.image.ImageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ghostlane classify`: what is on these images.
@Command(name = "classify", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Says what is on images.", "",
                "An image that cannot be used is reported on the error stream; the others are still done, and the"
                        + " exit code is 1.",
                ""},
        footerHeading = "%nJSON:%n",
        footer = {"  [{\"image\":…,\"predictions\":[{\"index\":…,\"label\":…,\"probability\":…},…]},…]",
                "  Only images that could be classified are listed; most probable label first."})
final class ClassifyCommand implements Callable<Integer> {
    @Option(names = {"-m", "--model"}, paramLabel = "MODEL",
            description = "GhostNetV2 checkpoint in safetensors format (default: the bundled model)")
    private Path model;

    @Option(names = {"-k", "--top"}, paramLabel = "K", defaultValue = "5",
            description = "how many labels per image, at most the number of classes (default: ${DEFAULT-VALUE})")
    private int k;

    @Option(names = "--json", description = "print JSON instead of tables")
    private boolean json;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "image files: PNG, JPEG, GIF, BMP, …")
    private List<Path> images;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (k < 1) {
            throw new ParameterException(spec.commandLine(), "-k must be at least 1, found " + k);
        }
        GhostNetV2 network = model == null ? GhostNetV2.bundled() : GhostNetV2.load(model);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        ImageReport report = json ? new JsonReport(out) : new TableReport(out);
        int bad = 0;
        try (Classifier classifier = network.classifier(); report) {
            Progress progress = new Progress(err, "images", images.size());
            int top = Math.min(k, network.configuration().classes());
            for (int i = 0; i < images.size(); i++) {
                progress.done(i);
                Path image = images.get(i);
                List<Classification> predictions;
                try {
                    predictions = classifier.classify(image, top);
                } catch (ImageException e) {
                    progress.clear();
                    Failures.report(e, err);
                    bad++;
                    continue;
                }
                progress.clear();
                report.add(image, predictions);
            }
            progress.clear();
        }
        String description = "model: " + Text.printable(network.description());
        if (json) {
            err.println(description);
        } else {
            out.println(description);
        }
        if (bad > 0 && images.size() > 1) {
            err.println("ghostlane: " + bad + " of " + images.size() + " images could not be used");
        }
        return bad == 0 ? Main.GOOD : Main.BAD_INPUT;
    }

    /// Where the answers go, one image after the other.
    private interface ImageReport extends AutoCloseable {
        void add(Path image, List<Classification> predictions);

        @Override
        void close();
    }

    private record TableReport(PrintWriter out) implements ImageReport {
        @Override
        public void add(Path image, List<Classification> predictions) {
            out.println(Text.printable(image.toString()));
            int columns = predictions.stream().mapToInt(p -> p.label().length()).max().orElse(0);
            int rank = 1;
            for (Classification prediction : predictions) {
                String label = Text.printable(prediction.label());
                out.println(Text.format("%4d  %-" + Math.max(columns, 1) + "s  %6.2f %%", rank, label,
                        100.0 * prediction.probability()));
                rank++;
            }
            out.println();
            out.flush();
        }

        @Override
        public void close() { out.flush(); }
    }

    /// Writes each image at once; closing it makes the array whole, whatever came between.
    private static final class JsonReport implements ImageReport {
        private final PrintWriter out;
        private String separator = "";

        JsonReport(PrintWriter out) {
            this.out = out;
            out.print("[");
        }

        @Override
        public void add(Path image, List<Classification> predictions) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("image", image.toString());
            entry.put("predictions", predictions.stream().map(JsonReport::prediction).toList());
            out.print(separator + Json.text(entry));
            out.flush();
            separator = ",\n ";
        }

        private static Map<String, Object> prediction(Classification prediction) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("index", prediction.index());
            entry.put("label", prediction.label());
            entry.put("probability", prediction.probability());
            return entry;
        }

        @Override
        public void close() {
            out.println("]");
            out.flush();
        }
    }
}
