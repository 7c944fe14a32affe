package dev.ghostlane.cli;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.image.ImageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            description = Models.HELP)
    private Path model;

    @Option(names = {"-k", "--top"}, paramLabel = "K", defaultValue = "5",
            description = "how many labels per image, at most the number of classes (default: ${DEFAULT-VALUE})")
    private int k;

    @Option(names = "--json", description = "print JSON instead of tables")
    private boolean json;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "image files: PNG, JPEG, GIF, BMP, …")
    private List<Path> images;

    @Mixin
    private ModelOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (k < 1) {
            throw new ParameterException(spec.commandLine(), "-k must be at least 1, found " + k);
        }
        GhostNetV2 network = options.load(model);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int bad = 0;
        try (Classifier classifier = Models.classifier(network);
                ClassificationReport report = json ? ClassificationReport.json(out) : ClassificationReport.table(out)) {
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
}
