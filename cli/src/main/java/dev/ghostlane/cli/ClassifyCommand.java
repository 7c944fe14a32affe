package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ImageArguments;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.cli.options.ThreadsOption;
import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Selection;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane classify`: what is on these images.
@Command(name = "classify", description = {"Says what is on images.", "",
        "An image that cannot be used does not stop the others; it is reported on the error stream at the end,"
                + " and the exit code is 1. Each thread works on an image of its own; the output is the same on any"
                + " number of threads.",
        ""},
        footerHeading = "%nFormats:%n",
        footer = {"  json   [{\"image\":…,\"predictions\":[{\"index\":…,\"label\":…,\"probability\":…},…]},",
                "          {\"image\":…,\"error\":…},…]", "  jsonl  the same objects, one on each line",
                "  csv    " + ClassificationReport.COLUMNS + ": a line for each label",
                "  An image that cannot be used is an entry with its error. The most probable label comes first."})
final class ClassifyCommand extends Subcommand {
    @Option(names = {"-k", "--top"}, paramLabel = "K", defaultValue = "5",
            description = "how many labels per image, at most the number of classes (default: ${DEFAULT-VALUE})")
    private int k;

    @Option(names = "--threshold", paramLabel = "P", defaultValue = "0",
            description = "only labels of at least this probability, from 0 to 1 (default: ${DEFAULT-VALUE})")
    private float threshold;

    @Option(names = "--allow", paramLabel = "LABEL",
            description = "only this label, or the class of this number; may be repeated. Probabilities stay those"
                    + " among all classes")
    private List<String> allowed;

    @Option(names = "--deny", paramLabel = "LABEL",
            description = "not this label, or the class of this number; may be repeated")
    private List<String> denied = List.of();

    @Mixin
    private FormatOption format;

    @Mixin
    private ThreadsOption threads = ThreadsOption.allProcessors();

    @Mixin
    private ImageArguments images;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        require(k >= 1, "--top must be at least 1, found " + k);
        require(threshold >= 0 && threshold <= 1, "--threshold must be from 0 to 1, found " + threshold);
        OutputFormat printed = format.format();
        int count = threads.count();
        images.decoding();
        GhostNetV2 network = model.load();
        Selection selection = selection(network);
        try (ImageBatch<List<Classification>> batch = new ImageBatch<>(images, images.files(), count, ImageBatch.SMALL,
                () -> worker(network, selection), err())) {
            try (ClassificationReport report = ClassificationReport.of(printed, out())) {
                batch.run(report::add, report::refuse);
            }
            say("model: " + network.description());
            return batch.report();
        }
    }

    private static ImageBatch.Worker<List<Classification>> worker(GhostNetV2 network, Selection selection) {
        Classifier classifier = Models.classifier(network);
        return new ImageBatch.Worker<>(image -> answer(() -> classifier.classify(image, selection)),
                images -> classifier.classifyAll(images, selection).stream()
                        .map(result -> (Supplier<List<Classification>>) () -> answer(result::get)).toList(),
                classifier::close);
    }

    private static List<Classification> answer(Supplier<List<Classification>> classification) {
        try {
            return classification.get();
        } catch (ArithmeticException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private Selection selection(GhostNetV2 network) {
        Selection selection = network.selection().top(k).above(threshold);
        Selection without = select("--deny", () -> selection.deny(denied));
        return allowed == null ? without : select("--allow", () -> without.allow(allowed));
    }

    /// @param option what is at fault if there is no such selection
    private Selection select(String option, Supplier<Selection> selection) {
        try {
            return selection.get();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(option + ": " + e.getMessage(), e);
        }
    }
}
