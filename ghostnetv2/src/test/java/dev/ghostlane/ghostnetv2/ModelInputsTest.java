package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.hub.HubException;
import dev.ghostlane.ghostnetv2.hub.HubSettings;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Models from memory and by name, answers from logits of one's own, and what a null gets.
class ModelInputsTest {
    private static final GhostNetV2 MODEL = GhostNetV2.bundled();

    @TempDir
    private Path folder;

    private static byte[] file() throws IOException {
        try (InputStream resource = GhostNetV2.class.getResourceAsStream("bundled.safetensors")) {
            return resource.readAllBytes();
        }
    }

    @Test
    void aModelLoadsFromBytesAndStreamsAsFromAFile() throws IOException {
        LoadOptions options = LoadOptions.NONE.withMetadata("labels", "a,b,c,d,e,f,g,h,i,j");
        Path path = Files.write(folder.resolve("model.safetensors"), file());
        float[] input = new float[MODEL.preprocessing().floats()];
        try (Classifier expected = GhostNetV2.load(path, options).classifier();
                Classifier bytes = GhostNetV2.load(file(), options).classifier();
                Classifier stream = GhostNetV2.load(new ByteArrayInputStream(file()), options).classifier()) {
            for (Classifier found : List.of(bytes, stream)) {
                assertEquals(expected.model().labels(), found.model().labels());
                assertArrayEquals(expected.logits(input), found.logits(input));
            }
        }
        String message = assertThrows(CheckpointException.class,
                () -> GhostNetV2.load(new byte[10], LoadOptions.NONE)).getMessage();
        assertTrue(message.startsWith("the checkpoint in memory: expected a checkpoint in "), message);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException { throw new IOException("connection reset"); }
        };
        assertEquals("the checkpoint cannot be read: connection reset",
                assertThrows(CheckpointException.class, () -> GhostNetV2.load(broken, LoadOptions.NONE)).getMessage());
    }

    @Test
    void aModelOfTheHubIsLoadedByItsName() throws IOException {
        HubSettings settings = HubSettings.of(Map.of("GHOSTLANE_CACHE", folder.toString(), "HF_HUB_OFFLINE", "1"));
        assertThrows(HubException.class, () -> GhostNetV2.pull("ghostnetv2_100.in1k", settings));
        Files.createDirectories(folder.resolve("timm"));
        Files.write(folder.resolve("timm/ghostnetv2_100.in1k.safetensors"), file());
        assertEquals(MODEL.labels(), GhostNetV2.pull("ghostnetv2_100.in1k", settings).labels());
        assertEquals(MODEL.labels(), GhostNetV2.pull("timm/ghostnetv2_100", settings).labels());
        String message = assertThrows(IllegalArgumentException.class, () -> GhostNetV2.pull("resnet50", settings))
                .getMessage();
        assertTrue(message.startsWith("expected one of the models ghostnetv2_100.in1k, ")
                && message.endsWith("found resnet50"), message);
    }

    @Test
    void probabilitiesAndTopKOfLogitsOfOnesOwn() {
        float[] logits = {0, 0, 3, 0, 1, 0, 0, 0, 0, 0};
        float[] probabilities = GhostNetV2.softmax(logits);
        double sum = 8 + Math.exp(3) + Math.exp(1);
        for (int i = 0; i < logits.length; i++) {
            assertEquals(Math.exp(logits[i]) / sum, probabilities[i], 1e-6);
        }
        List<Classification> best = MODEL.selection().top(2).best(probabilities);
        assertEquals(List.of(2, 4), best.stream().map(Classification::index).toList());
        assertEquals(MODEL.labels().get(2), best.getFirst().label());
        assertThrows(IllegalArgumentException.class, () -> MODEL.selection().best(new float[9]));
        assertThrows(IllegalArgumentException.class, () -> GhostNetV2.softmax(new float[0]));
    }

    private static void refused(String name, Executable call) {
        assertEquals(name, assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void nullsAreRefusedByName() {
        refused("checkpoint", () -> GhostNetV2.load((Path) null));
        refused("options", () -> GhostNetV2.load(Path.of("x"), null));
        refused("checkpoint", () -> GhostNetV2.load((byte[]) null, LoadOptions.NONE));
        refused("checkpoint", () -> GhostNetV2.load((InputStream) null, LoadOptions.NONE));
        refused("options", () -> GhostNetV2.load(new byte[1], null));
        refused("dict", () -> GhostNetV2.of(null));
        refused("configuration", () -> GhostNetV2.random(null, 1));
        refused("name", () -> GhostNetV2.pull(null));
        refused("labels", () -> MODEL.withLabels(null));
        refused("taps", () -> MODEL.features(null));
        refused("taps", () -> MODEL.featurePool(null));
        refused("options", () -> MODEL.pool((PoolOptions) null));
        refused("logits", () -> GhostNetV2.softmax(null));
        refused("probabilities", () -> MODEL.selection().best(null));
        refused("classes", () -> MODEL.selection().allow(null));
        RgbImage image = new RgbImage(1, 1, new byte[3]);
        try (Classifier classifier = MODEL.classifier(); ClassifierPool pool = MODEL.pool()) {
            for (ImageClassifier one : List.of(classifier, pool)) {
                refused("image", () -> one.classify((Path) null, 1));
                refused("image", () -> one.classify((byte[]) null, 1));
                refused("image", () -> one.classify((InputStream) null, 1));
                refused("image", () -> one.classify((RgbImage) null, 1));
                refused("image", () -> one.classify((ImageSource) null, 1));
                refused("selection", () -> one.classify(image, null));
                refused("nhwc", () -> one.logits(null));
            }
            refused("images", () -> pool.classifyAll(null, 1));
        }
        try (FeatureExtractor extractor = MODEL.features(Tap.TIMM);
                FeatureExtractorPool pool = MODEL.featurePool(Tap.TIMM)) {
            for (ImageFeatures one : List.of(extractor, pool)) {
                refused("image", () -> one.extract((Path) null));
                refused("image", () -> one.extract((byte[]) null));
                refused("image", () -> one.extract((InputStream) null));
                refused("image", () -> one.extract((RgbImage) null));
                refused("image", () -> one.extract((ImageSource) null));
                refused("nhwc", () -> one.extract((float[]) null));
                refused("tap", () -> one.shape(null));
            }
            refused("images", () -> pool.extractAll(null));
        }
    }
}
