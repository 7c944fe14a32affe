package dev.ghostlane.bench.compare;

import java.util.List;
import java.util.Locale;

/// What is compared: a GhostNetV2 of 1000 classes on some images.
///
/// @param width factor on the network's channel counts
/// @param size height and width of the images
/// @param threads threads of a run
/// @param batch images of a run
record Case(double width, Size size, int threads, int batch) {
    static final int CLASSES = 1000;

    /// Seed of the random weights.
    static final long WEIGHT_SEED = 3;

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
        return List.of(Double.toString(width), size.toString(), Integer.toString(threads), Integer.toString(batch));
    }

    /// What [#arguments()] gave.
    static Case parse(List<String> arguments) {
        return new Case(Double.parseDouble(arguments.get(0)), Size.parse(arguments.get(1)),
                Integer.parseInt(arguments.get(2)), Integer.parseInt(arguments.get(3)));
    }

    /// Name of the model's file: threads make no difference to it.
    String fileName() { return String.format(Locale.ROOT, "width%s-%s-batch%d.onnx", width, size, batch); }

    @Override
    public String toString() {
        return "width " + width + ", " + size + ", batch " + batch + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }
}
