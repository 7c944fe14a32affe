package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.npy.NpyWriter;
import dev.ghostlane.cli.options.ImageArguments;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane embed`: images as vectors.
@Command(name = "embed", description = {
        "Writes embeddings of images: vectors that are near each other for images that look alike.", "",
        "The output is a NumPy .npy file of float32 with a row for each image; which row is which image is printed"
                + " as lines 'row TAB image'. An image that cannot be used has no row; it is reported at the end,"
                + " and the exit code is 1. The file replaces an existing one only when it is complete.",
        ""})
final class EmbedCommand extends Subcommand {

    /// What can be taken for an embedding.
    private enum Layer {
        HEAD(Tap.HEAD), POOLED(Tap.POOLED);

        private final Tap tap;

        Layer(Tap tap) { this.tap = tap; }

        /// As options have it.
        @Override
        public String toString() { return name().toLowerCase(Locale.ROOT); }
    }

    @Option(names = {"-o", "--output"}, paramLabel = "X.npy", required = true, description = "receives the embeddings")
    private Path output;

    @Option(names = "--layer", paramLabel = "LAYER", defaultValue = "head",
            description = "head: the 1280 numbers that the classifier reads; pooled: the global average of the last"
                    + " feature map, 960 numbers at width 1.0 (default: ${DEFAULT-VALUE})")
    private Layer layer;

    @Mixin
    private ImageArguments images;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        images.decoding();
        ImageFiles found = images.files();
        for (Path file : found.files()) {
            requireOther(output, file, "an image and --output are the same file");
        }
        requireOther(output, model.path(), "--model and --output are the same file");
        GhostNetV2 network = model.load();
        PrintWriter out = out();
        int length = layer.tap.channels(network.configuration());
        List<Path> rows = new ArrayList<>();
        ImageBatch batch = new ImageBatch(images, found, err());
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
        say(rows.isEmpty()
                ? output + ": not written, since no image could be used"
                : output + ": embeddings " + rows.size() + "×" + length + ", model: " + network.description());
        return batch.report();
    }
}
