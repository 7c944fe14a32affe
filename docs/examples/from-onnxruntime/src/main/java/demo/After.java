package demo;

import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;

/// The same with Ghostlane. Size, normalisation and labels are read from the model's metadata.
final class After implements AutoCloseable {
    private final Classifier classifier;

    After(Path model) { classifier = GhostNetV2.load(model).classifier(); }

    String label(Path photo) { return classifier.classify(photo, 1).getFirst().label(); }

    float[] logits(float[] nhwc) { return classifier.logits(nhwc); }

    @Override
    public void close() { classifier.close(); }
}
