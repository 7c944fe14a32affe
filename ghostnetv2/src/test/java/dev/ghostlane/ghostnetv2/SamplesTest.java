package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The samples in the Javadoc of this module are regions of this file, and do what they say.
class SamplesTest {

    private static final GhostNetV2 SMALL = GhostNetV2.random(Configuration.of(0.1, 10), 1);

    private final Path photo = Shared.repository().resolve("testdata/photos/chelsea.png");

    @Test
    void classify() {
        // @start region="classify"
        GhostNetV2 model = GhostNetV2.bundled(); // or load(Path.of("model.safetensors")); shared
        try (Classifier classifier = model.classifier()) { // one for each thread
            for (Classification c : classifier.classify(photo, 5)) {
                System.out.println(c.label() + " " + c.probability());
            }
        }
        // @end
        try (Classifier classifier = model.classifier()) {
            assertEquals("cat", classifier.classify(photo, 5).getFirst().label());
        }
    }

    @Test
    void attention() {
        GhostNetV2 model = GhostNetV2.bundled();
        // @start region="attention"
        AttentionMaps maps = model.attention(photo);
        float[] mean = maps.gates().getFirst().mean(); // height × width, line by line, each from 0 to 1
        ClassMap best = maps.classes().getFirst(); // of the most probable class
        float[] evidence = best.evidence().data(); // in units of the logit
        // @end
        assertEquals(16 * 16, mean.length);
        assertEquals(2 * 2, evidence.length);
        assertEquals("cat", best.classification().label());
    }

    @Test
    void pool() throws IOException {
        GhostNetV2 model = SMALL;
        byte[] upload = Files.readAllBytes(photo);
        List<Classification> best;
        // @start region="pool"
        try (ClassifierPool pool = model.pool()) { // one for the service
            best = pool.classify(upload, 5); // from any thread
        }
        // @end
        assertEquals(5, best.size());
    }

    @Test
    void selection() {
        GhostNetV2 model = GhostNetV2.bundled();
        // @start region="selection"
        Selection pets = model.selection().allow(List.of("cat", "dog")).above(0.2f).top(1);
        // @end
        try (Classifier classifier = model.classifier()) {
            assertEquals(List.of("cat"), classifier.classify(photo, pets).stream().map(Classification::label).toList());
        }
    }

    @Test
    void features() {
        GhostNetV2 model = SMALL;
        RgbImage image = ImageDecoder.decode(photo);
        FeatureMap finest;
        // @start region="features"
        try (FeatureExtractor backbone = model.features(Tap.LAST, 640, 640, 1)) { // one for each thread
            finest = backbone.extract(image).get(Tap.BLOCKS_2); // 1×160×160×24 at width 1.0
        }
        // @end
        assertEquals(160, finest.height());
        assertEquals(160, finest.width());
    }

    @Test
    void batchesOfFeatures() {
        GhostNetV2 model = SMALL;
        // @start region="batch"
        Session session = model.compiled(Tap.TIMM).plan(8, 224, 224).session();
        FeatureMap map = session.output(Tap.BLOCKS_3.value());
        // @end
        session.close();
        assertEquals(new Shape(8, 28, 28, map.channels()).toString(), map.shape());
    }
}
