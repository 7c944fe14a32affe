package dev.ghostlane.bench.classify;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.Preprocessing;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What a Java program does that classifies a photo with ONNX Runtime: decode, preprocess, run once on one thread,
/// print the five best classes. Decoding and preprocessing are Ghostlane's, so that only the runtimes differ.
final class OnnxClassification {

    private OnnxClassification() {}

    /// @param args ONNX file, photo; prints a line `class probability` for each of the five best
    public static void main(String[] args) throws OrtException {
        Preprocessing preprocessing = Preprocessing.IMAGENET;
        int side = preprocessing.crop();
        float[] nhwc = new float[preprocessing.floats()];
        preprocessing.apply(ImageDecoder.decode(Path.of(args[1])), nhwc, 0);
        FloatBuffer nchw = FloatBuffer.allocate(nhwc.length);
        for (int c = 0; c < 3; c++) {
            for (int pixel = 0; pixel < side * side; pixel++) {
                nchw.put(nhwc[pixel * 3 + c]);
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(args[0], options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, nchw.flip(), new long[]{1, 3, side, side});
                    OrtSession.Result result = session.run(Map.of("input", input))) {
                float[] logits = ((float[][]) result.get(0).getValue())[0];
                double sum = IntStream.range(0, logits.length).mapToDouble(i -> Math.exp(logits[i])).sum();
                IntStream.range(0, logits.length).boxed().sorted((a, b) -> Float.compare(logits[b], logits[a]))
                        .limit(5).forEach(best -> System.out.println(String.format(Locale.ROOT, "%d %.6f", best,
                                Math.exp(logits[best]) / sum)));
            }
        }
    }
}
