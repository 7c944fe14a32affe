package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Progress;
import dev.ghostlane.cli.npy.NpyReader;
import dev.ghostlane.cli.npy.NpyWriter;
import dev.ghostlane.cli.npy.TensorLayout;
import dev.ghostlane.cli.options.CheckpointOptions;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.cli.options.ThreadsOption;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.engine.ThreadTeam;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane infer`: tensors in, logits out.
@Command(name = "infer", description = {"Computes the logits of images that are tensors already.", "",
        "Input and output are NumPy .npy files of float32 in C order. The output has the shape N×classes."
                + " It replaces an existing file only when it is complete.",
        "An image gives the same bits alone, in any batch and on any number of threads.", ""})
final class InferCommand extends Subcommand {
    private static final int CHANNELS = 3;

    /// Pixels that go through the network at once: 16 images of 224×224. More would only take memory.
    private static final int PIXELS_AT_ONCE = 16 * 224 * 224;

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL", required = true,
            description = CheckpointOptions.CHECKPOINT)
    private Path model;

    @Option(names = {"-i", "--input"}, paramLabel = "X.npy", required = true,
            description = "normalised images, any number of one size")
    private Path input;

    @Option(names = {"-o", "--output"}, paramLabel = "Y.npy", required = true, description = "receives the logits")
    private Path output;

    @Option(names = "--layout", paramLabel = "LAYOUT", defaultValue = "nhwc",
            description = "order of the input's axes: nhwc or nchw (default: ${DEFAULT-VALUE})")
    private TensorLayout layout;

    @Mixin
    private ThreadsOption threads = new ThreadsOption(1);

    @Mixin
    private CheckpointOptions options;

    @Override
    public Integer call() throws IOException {
        int count = threads.count();
        requireOther(output, input, "--input and --output are the same file");
        requireOther(output, model, "--model and --output are the same file");
        try (NpyReader reader = NpyReader.open(input)) {
            TensorLayout.Batch all = layout.batch(input.toString(), reader.shape(), reader.shapeText(), CHANNELS);
            GhostNetV2 network = options.load(model);
            int classes = network.configuration().classes();
            try (ThreadTeam team = ThreadTeam.of(count);
                    NpyWriter writer = NpyWriter.create(output, List.of(all.images(), classes))) {
                run(reader, writer, network, all, team, new Progress(err(), "images", all.images()));
                writer.commit();
            }
            say(output + ": logits " + all.images() + "×" + classes + ", model: "
                    + network.description());
        }
        return Main.GOOD;
    }

    private void run(NpyReader reader, NpyWriter writer, GhostNetV2 network, TensorLayout.Batch all,
            ThreadTeam team, Progress progress) throws IOException {
        long pixels = (long) all.height() * all.width();
        int atOnce = Math.clamp(PIXELS_AT_ONCE / pixels, 1, all.images());
        int classes = network.configuration().classes();
        float[] tensor = new float[0];
        int done = 0;
        while (done < all.images()) {
            int images = Math.min(atOnce, all.images() - done);
            Plan plan = Models.plan(network, images, new ImageSize(all.height(), all.width()), input.toString());
            // The plan has checked that the network takes this size, and that the floats fit an array.
            int floats = plan.inputShape().floats();
            tensor = tensor.length == floats ? tensor : new float[floats];
            float[] nhwc = new float[floats];
            float[] logits = new float[images * classes];
            try (Session session = plan.session(team)) {
                while (images == Math.min(atOnce, all.images() - done)) {
                    progress.done(done);
                    reader.read(tensor, floats);
                    layout.toNhwc(tensor, nhwc, images, (int) pixels, CHANNELS);
                    session.run(nhwc, logits);
                    writer.write(logits, logits.length);
                    done += images;
                }
            }
        }
        progress.clear();
    }
}
