package dev.ghostlane.bench.compare;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.network.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What is compared: a network on some images.
///
/// @param model a checkpoint, or null for random weights and 1000 classes
/// @param width factor on the network's channel counts
/// @param weightsAs what the weights are rounded to, F16 or BF16, or null if they stay as they are
/// @param size height and width of the images
/// @param threads threads of a run
/// @param batch images of a run
record Case(Path model, double width, DType weightsAs, Size size, int threads, int batch) {
    static final int CLASSES = 1000;

    /// Seed of the random weights.
    static final long WEIGHT_SEED = 3;

    /// Seed of the images.
    static final long INPUT_SEED = 4;

    /// Height and width in pixels.
    record Size(int height, int width) {

        /// Reads `HxW`.
        ///
        /// @throws IllegalArgumentException if the text is something else
        static Size parse(String text) {
            if (!text.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
                throw new IllegalArgumentException("expected height x width, such as 224x224, found '" + text + "'");
            }
            String[] sides = text.split("x");
            return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }

        @Override
        public String toString() { return height + "x" + width; }
    }

    /// As arguments of a process.
    List<String> arguments() {
        return List.of(model == null ? "" : model.toString(), Double.toString(width), size.toString(),
                Integer.toString(threads), Integer.toString(batch), weightsAs == null ? "" : weightsAs.name());
    }

    /// What [#arguments()] gave.
    static Case parse(List<String> arguments) {
        String model = arguments.get(0);
        String weightsAs = arguments.get(5);
        return new Case(model.isEmpty() ? null : Path.of(model), Double.parseDouble(arguments.get(1)),
                weightsAs.isEmpty() ? null : DType.valueOf(weightsAs), Size.parse(arguments.get(2)),
                Integer.parseInt(arguments.get(3)), Integer.parseInt(arguments.get(4)));
    }

    /// The same on other threads.
    Case onThreads(int threads) { return new Case(model, width, weightsAs, size, threads, batch); }

    /// The network with its weights.
    GhostNetV2 network() {
        GhostNetV2 network = model == null
                ? GhostNetV2.random(Configuration.of(width, CLASSES), WEIGHT_SEED)
                : GhostNetV2.load(model);
        return weightsAs == null ? network : network.rounded(weightsAs);
    }

    /// Name of the model's file: threads make no difference to it.
    String fileName() { return String.format(Locale.ROOT, "width%s-%s-batch%d.onnx", width, size, batch); }

    @Override
    public String toString() {
        return (model == null ? "width " + width : model.getFileName().toString())
                + (weightsAs == null ? "" : " in " + weightsAs) + ", " + size + ", batch " + batch + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }
}
