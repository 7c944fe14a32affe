package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Progress;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.npy.ArrayFile;
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
        "The input is a NumPy file of float32, or of float16 or float64, which become float32. The output is a .npy"
                + " file of float32 with the shape N×classes. It replaces an existing file only when it is complete. If"
                + " logits are not finite, the exit code is 1.",
        "An image gives the same bits alone, in any batch and on any number of threads.", ""})
final class InferCommand extends Subcommand {
    private static final int CHANNELS = 3;

    /// Pixels that go through the network at once: 16 images of 224×224. More would only take memory.
    private static final int PIXELS_AT_ONCE = 16 * 224 * 224;

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL", required = true,
            description = CheckpointOptions.CHECKPOINT)
    private Path model;

    @Option(names = {"-i", "--input"}, paramLabel = "X.npy", required = true,
            description = "normalised images, any number of one size; X.npz if it has one array, or X.npz:NAME")
    private String input;

    @Option(names = {"-o", "--output"}, paramLabel = "Y.npy", required = true, description = "receives the logits")
    private Path output;

    @Option(names = "--layout", paramLabel = "LAYOUT", defaultValue = "nhwc",
            description = "order of the input's axes: nhwc or nchw (default: ${DEFAULT-VALUE})")
    private TensorLayout layout;

    @Option(names = "--normalise",
            description = "the input has red, green and blue from 0 to 255, as integers or not; apply the model's mean"
                    + " and standard deviation")
    private boolean normalise;

    @Mixin
    private ThreadsOption threads = new ThreadsOption(1);

    @Mixin
    private CheckpointOptions options;

    @Override
    public Integer call() throws IOException {
        int count = threads.count();
        ArrayFile file = ArrayFile.of(input);
        requireOther(output, file.path(), "--input and --output are the same file");
        requireOther(output, model, "--model and --output are the same file");
        long notFinite;
        try (NpyReader reader = file.open()) {
            TensorLayout.Batch all = batch(reader);
            GhostNetV2 network = options.load(model);
            int classes = network.configuration().classes();
            try (ThreadTeam team = ThreadTeam.of(count);
                    NpyWriter writer = NpyWriter.create(output, List.of(all.images(), classes))) {
                notFinite = run(reader, writer, network, all, team, new Progress(err(), "images", all.images()));
                writer.commit();
            }
            say(output + ": logits " + all.images() + "×" + classes + ", model: "
                    + network.description());
            if (notFinite > 0) {
                say("ghostlane: " + output + ": the logits of " + notFinite + " of " + all.images() + " images are not"
                        + " finite; the input, or the model's weights, mean or std, are not what they should be");
            }
        }
        return notFinite == 0 ? Main.GOOD : Main.BAD_INPUT;
    }

    private TensorLayout.Batch batch(NpyReader reader) {
        String advice = reader.isInteger() && !normalise
                ? "; for red, green and blue from 0 to 255 add --normalise"
                : "";
        TensorLayout.Batch all;
        try {
            all = layout.batch(input, reader.shape(), reader.shapeText(), CHANNELS);
        } catch (InputException e) {
            throw new InputException(e.getMessage() + advice, e);
        }
        if (!advice.isEmpty()) {
            throw new InputException(input + ": expected normalised images, found " + reader.typeText() + advice);
        }
        return all;
    }

    /// @return of how many images the logits are not finite
    private long run(NpyReader reader, NpyWriter writer, GhostNetV2 network, TensorLayout.Batch all,
            ThreadTeam team, Progress progress) throws IOException {
        long pixels = (long) all.height() * all.width();
        int atOnce = Math.clamp(PIXELS_AT_ONCE / pixels, 1, all.images());
        int classes = network.configuration().classes();
        PixelValues values = new PixelValues(input, network.preprocessing(), normalise);
        long notFinite = 0;
        float[] tensor = new float[0];
        int done = 0;
        while (done < all.images()) {
            int images = Math.min(atOnce, all.images() - done);
            Plan plan = Models.plan(network, images, new ImageSize(all.height(), all.width()), input);
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
                    values.prepare(nhwc);
                    session.run(nhwc, logits);
                    writer.write(logits, logits.length);
                    notFinite += Finite.otherRows(logits, classes);
                    done += images;
                }
            }
        }
        progress.clear();
        if (values.doubt() != null) {
            say("ghostlane: " + values.doubt());
        }
        return notFinite;
    }
}
