package programs;

import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import java.nio.file.Path;
import java.util.List;

/// Ghostlane's program for the comparison.
final class ServedGhostlane extends Served {
    private static final int CHANNELS = 3;

    private final Path model;
    private final int threads;
    private final GhostlaneProgram program;

    private ServedGhostlane(String[] args) throws Exception {
        model = Path.of(args[0]);
        threads = Integer.parseInt(args[2]);
        program = new GhostlaneProgram(model, Path.of(args[1]));
    }

    /// @param args model, labels, threads of a run, photos at once
    public static void main(String[] args) throws Exception { new ServedGhostlane(args).serve(args[3]); }

    @Override
    List<String> classify(Path photo) { return program.classify(photo); }

    @Override
    float[] pixels(Path photo) {
        InputReader reader = InputReader.of(GhostNetV2.load(model).preprocessing());
        float[] nhwc = new float[reader.floats()];
        reader.read(ImageSource.of(photo), nhwc, 0);
        int area = nhwc.length / CHANNELS;
        float[] nchw = new float[nhwc.length];
        for (int i = 0; i < nhwc.length; i++) {
            nchw[i % CHANNELS * area + i / CHANNELS] = nhwc[i];
        }
        return nchw;
    }

    @Override
    float[] logits(float[] nchw) {
        int area = nchw.length / CHANNELS;
        float[] nhwc = new float[nchw.length];
        for (int i = 0; i < nhwc.length; i++) {
            nhwc[i] = nchw[i % CHANNELS * area + i / CHANNELS];
        }
        try (Classifier classifier = GhostNetV2.load(model).classifier(threads)) {
            return classifier.logits(nhwc);
        }
    }
}
