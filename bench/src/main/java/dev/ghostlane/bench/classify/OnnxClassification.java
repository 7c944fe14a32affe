package dev.ghostlane.bench.classify;

import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.Preprocessing;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a Java program does that classifies a photo with ONNX Runtime: decode, preprocess, run once on one thread,
/// print the five best classes. Decoding and preprocessing are Ghostlane's, so that only the runtimes differ.
final class OnnxClassification {

    private OnnxClassification() {}

    /// @param args ONNX file, photo; prints a line `class probability` for each of the five best
    public static void main(String[] args) {
        Preprocessing preprocessing = Preprocessing.IMAGENET;
        float[] nhwc = new float[preprocessing.floats()];
        preprocessing.apply(ImageDecoder.decode(Path.of(args[1])), nhwc, 0);
        long[] shape = {1, 3, preprocessing.crop(), preprocessing.crop()};
        try (OnnxRuntime network = OnnxRuntime.of(Path.of(args[0]), nhwc, shape, 1)) {
            float[] logits = network.logits();
            double sum = IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).sum();
            IntStream.range(0, logits.length).boxed().sorted((a, b) -> Float.compare(logits[b], logits[a]))
                    .limit(5).forEach(best -> System.out.println(String.format(Locale.ROOT, "%d %.6f", best,
                            Math.exp(logits[best]) / sum)));
        }
    }
}
