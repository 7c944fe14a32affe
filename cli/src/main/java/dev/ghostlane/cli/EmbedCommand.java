package dev.ghostlane.cli;

import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.npy.NpyWriter;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ImageArguments;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.ThreadsOption;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane embed`: images as vectors.
@Command(name = "embed", description = {
        "Writes embeddings of images: vectors that are near each other for images that look alike.", "",
        "The output is a NumPy .npy file of float32 with a row for each image; which row is which image is printed"
                + " as lines 'row TAB image', or in another format. An image that cannot be used has no"
                + " row; it is reported at the end, and the exit code is 1. The file replaces an existing one only"
                + " when it is complete. Each thread works on an image of its own; the output is the same on any number"
                + " of threads.",
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
    private FormatOption format;

    @Mixin
    private ThreadsOption threads = ThreadsOption.allProcessors();

    @Mixin
    private ImageArguments images;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        int count = threads.count();
        images.decoding();
        OutputFormat printed = format.format();
        ImageFiles found = images.files();
        for (Path file : found.files()) {
            requireOther(output, file, "an image and --output are the same file");
        }
        requireOther(output, model.path(), "--model and --output are the same file");
        GhostNetV2 network = model.load();
        int length = layer.tap.channels(network.configuration());
        try (ImageBatch<float[]> batch = new ImageBatch<>(images, found, count, ImageBatch.SMALL, () -> worker(network),
                err())) {
            int rows;
            try (NpyWriter writer = NpyWriter.create(output, List.of(found.files().size(), length))) {
                rows = write(batch, writer, length, printed);
                if (rows > 0 && !batch.interrupted()) {
                    writer.commit(rows);
                }
            }
            out().flush();
            if (batch.interrupted()) {
                say(output + ": not written, since not all images were done");
            } else {
                say(rows == 0
                        ? output + ": not written, since no image could be used"
                        : output + ": embeddings " + rows + "×" + length + ", model: " + network.description());
            }
            return batch.report();
        }
    }

    private int write(ImageBatch<float[]> batch, NpyWriter writer, int length, OutputFormat printed)
            throws IOException {
        AtomicInteger rows = new AtomicInteger();
        try (RowReport report = RowReport.of(printed, out())) {
            batch.run((file, embedding) -> {
                writer.write(embedding, length);
                report.add(rows.getAndIncrement(), file);
            }, report::refuse);
        }
        return rows.get();
    }

    private ImageBatch.Worker<float[]> worker(GhostNetV2 network) {
        FeatureExtractor extractor = network.features(List.of(layer.tap));
        return new ImageBatch.Worker<>(image -> embedding(extractor.extract(image)),
                images -> extractor.extractAll(images).stream()
                        .map(result -> (Supplier<float[]>) () -> embedding(result.get())).toList(),
                extractor::close);
    }

    private float[] embedding(Map<Tap, FeatureMap> maps) {
        return Finite.require("the embedding", maps.get(layer.tap).data());
    }
}
