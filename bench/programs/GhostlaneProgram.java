package programs;

import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.ClassifierPool;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Says what is on photos, with Ghostlane. Size and normalisation are known from the model.
final class GhostlaneProgram implements AutoCloseable {
    private final ClassifierPool pool;

    GhostlaneProgram(Path model, Path labels) throws IOException {
        pool = GhostNetV2.load(model).withLabels(Files.readAllLines(labels)).pool();
    }

    List<String> classify(Path photo) {
        return pool.classify(photo, 5).stream().map(Classification::label).toList();
    }

    @Override
    public void close() { pool.close(); }
}
