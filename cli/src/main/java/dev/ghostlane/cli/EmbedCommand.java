package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.npy.NpyWriter;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ImageOptions;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.cli.options.OutputFile;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ghostlane embed`: images as vectors.
@Command(name = "embed", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Writes embeddings of images: vectors that are near each other for images that look alike.", "",
                "The output is a NumPy .npy file of float32 with a row for each image; which row is which image is printed"
                        + " as lines 'row TAB image'. An image that cannot be used has no row; it is reported at the end,"
                        + " and the exit code is 1. The file replaces an existing one only when it is complete.",
                ""})
final class EmbedCommand implements Callable<Integer> {

    /// What can be taken for an embedding.
    private enum Layer {
        HEAD(Tap.HEAD), POOLED(Tap.POOLED);

        private final Tap tap;

        Layer(Tap tap) { this.tap = tap; }

        /// As options have it.
        @Override
        public String toString() { return name().toLowerCase(Locale.ROOT); }
    }

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL", description = Models.HELP)
    private Path model;

    @Option(names = {"-o", "--output"}, paramLabel = "X.npy", required = true, description = "receives the embeddings")
    private Path output;

    @Option(names = "--layer", paramLabel = "LAYER", defaultValue = "head",
            description = "head: the 1280 numbers that the classifier reads; pooled: the global average of the last"
                    + " feature map, 960 numbers at width 1.0 (default: ${DEFAULT-VALUE})")
    private Layer layer;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = ImageFiles.HELP)
    private List<String> images;

    @Mixin
    private ImageOptions imageOptions;

    @Mixin
    private ModelOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        imageOptions.decoding();
        ImageFiles found = ImageFiles.of(images);
        for (Path file : found.files()) {
            OutputFile.requireOther(spec, output, "an image", file);
        }
        if (model != null) {
            OutputFile.requireOther(spec, output, "--model", model);
        }
        GhostNetV2 network = options.load(model);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int length = layer.tap.channels(network.configuration());
        List<Path> rows = new ArrayList<>();
        ImageBatch batch = new ImageBatch(imageOptions, found, err);
        try (FeatureExtractor extractor = network.features(List.of(layer.tap));
                NpyWriter writer = NpyWriter.create(output, List.of(found.files().size(), length))) {
            batch.run((file, image) -> {
                writer.write(extractor.extract(image).get(layer.tap).data(), length);
                out.println(rows.size() + "\t" + Text.printable(file.toString()));
                rows.add(file);
            });
            if (!rows.isEmpty()) {
                writer.commit(rows.size());
            }
        }
        out.flush();
        err.println(Text.printable(rows.isEmpty()
                ? output + ": not written, since no image could be used"
                : output + ": embeddings " + rows.size() + "×" + length + ", model: " + network.description()));
        return batch.report();
    }
}
