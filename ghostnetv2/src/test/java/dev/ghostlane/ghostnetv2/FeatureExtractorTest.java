package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.Resize;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Shared;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a user of feature maps and embeddings sees.
class FeatureExtractorTest {

    private static final GhostNetV2 MODEL = GhostNetV2.bundled();
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    @ParameterizedTest
    @CsvSource({"1.0,'16,24,40,112,160'", "1.3,'20,32,52,144,208'", "1.6,'24,40,64,180,256'"})
    void lastPerStrideHasTheDocumentedShapes(double width, String channels) {
        assertEquals(channels, shapes(width, Tap.LAST));
        assertEquals(channels.replace(",112,", ",80,").replace(",144,", ",104,").replace(",180,", ",128,"),
                shapes(width, Tap.TIMM), "timm's taps differ at stride 16 only");
    }

    /// Checks the sides, and gives the channels.
    private static String shapes(double width, List<Tap> taps) {
        GhostNetV2 model = GhostNetV2.of(Dicts.zeros(Configuration.of(width, 2)));
        List<String> channels = new ArrayList<>();
        try (FeatureExtractor backbone = model.features(taps, 97, 129, 1)) {
            assertEquals(taps, backbone.taps());
            assertEquals(new Shape(1, 97, 129, 3), backbone.inputShape());
            int expectedStride = 2;
            for (Tap tap : taps) {
                int stride = tap.stride(model.configuration());
                assertEquals(expectedStride, stride);
                assertEquals(new Shape(1, (97 + stride - 1) / stride, (129 + stride - 1) / stride,
                        tap.channels(model.configuration())), backbone.shape(tap), tap.toString());
                channels.add(String.valueOf(tap.channels(model.configuration())));
                expectedStride *= 2;
            }
        }
        return String.join(",", channels);
    }

    @Test
    void everyTapIsAValueOfEveryNetwork() {
        for (Variant variant : Variant.values()) {
            Configuration configuration = new Configuration(variant, 0.35, 2, 1, UpsampleMode.NEAREST);
            GhostNetV2 model = GhostNetV2.random(configuration, 1);
            try (FeatureExtractor all = model.features(List.of(Tap.values()), 64, 48, 1)) {
                for (Tap tap : Tap.values()) {
                    int stride = tap.stride(configuration);
                    assertEquals(new Shape(1, stride == 0 ? 1 : 64 / stride, stride == 0 ? 1 : 48 / stride,
                            tap.channels(configuration)), all.shape(tap), variant + " " + tap);
                    assertSame(tap, Tap.named(tap.toString()));
                }
            }
        }
    }

    /// A plan without the head has none of its steps, and nothing else that only the head needs.
    @Test
    void whatLiesBehindTheLastTapIsNotComputed() {
        long multiplyAdds = MODEL.plan(1, 64, 64).multiplyAdds();
        for (List<Tap> taps : List.of(Tap.TIMM, Tap.LAST, List.of(Tap.BLOCKS_9), List.of(Tap.POOLED))) {
            try (Session session = MODEL.compiled(taps).plan(1, 64, 64).session()) {
                List<String> steps = session.profile().entries().stream().map(Profile.Entry::name).toList();
                assertFalse(steps.contains("conv_head") || steps.contains("act2") || steps.contains("classifier"),
                        taps + ": " + steps);
                assertEquals(taps.contains(Tap.LAST.getLast()) || taps.getLast().ordinal() > Tap.BLOCKS_8.ordinal(),
                        steps.stream().anyMatch(step -> step.startsWith("blocks.8")), taps + ": " + steps);
                assertTrue(session.plan().multiplyAdds() < multiplyAdds, taps.toString());
            }
        }
        assertSame(MODEL.compiled(Tap.TIMM), MODEL.compiled(List.copyOf(Tap.TIMM)), "compiled once");
    }

    @Test
    void embeddingsLeadToTheLogits() {
        float[] input = new float[MODEL.preprocessing().floats()];
        MODEL.preprocessing().apply(ImageDecoder.decode(CHELSEA), input, 0);
        try (FeatureExtractor embedder = MODEL.features(List.of(Tap.HEAD, Tap.POOLED));
                Classifier classifier = MODEL.classifier()) {
            Map<Tap, FeatureMap> embeddings = embedder.extract(CHELSEA);
            assertEquals(List.of(Tap.HEAD, Tap.POOLED), List.copyOf(embeddings.keySet()), "in the order asked for");
            float[] head = embeddings.get(Tap.HEAD).data();
            assertEquals(1280, head.length);
            assertEquals(480, embeddings.get(Tap.POOLED).data().length);
            float[] weights = MODEL.stateDict().find("classifier.weight").orElseThrow().floats();
            float[] bias = MODEL.stateDict().find("classifier.bias").orElseThrow().floats();
            float[] logits = classifier.logits(input);
            for (int i = 0; i < logits.length; i++) {
                double sum = bias[i];
                double size = Math.abs(sum);
                for (int j = 0; j < head.length; j++) {
                    sum += (double) head[j] * weights[i * head.length + j];
                    size += Math.abs((double) head[j] * weights[i * head.length + j]);
                }
                assertEquals(sum, logits[i], 1281 * 0x1p-24 * size, "class " + i);
            }
        }
    }

    @Test
    void fileImageAndTensorGiveTheSameAndResultsStay() {
        RgbImage image = ImageDecoder.decode(CHELSEA);
        float[] input = new float[MODEL.preprocessing().floats()];
        MODEL.preprocessing().apply(image, input, 0);
        try (FeatureExtractor backbone = MODEL.features(Tap.LAST)) {
            Map<Tap, FeatureMap> first = backbone.extract(CHELSEA);
            Map<Tap, FeatureMap> second = backbone.extract(image);
            backbone.extract(new float[input.length]);
            Map<Tap, FeatureMap> third = backbone.extract(input);
            for (Tap tap : Tap.LAST) {
                assertArrayEquals(first.get(tap).data(), second.get(tap).data(), tap.toString());
                assertArrayEquals(first.get(tap).data(), third.get(tap).data(), tap.toString());
                assertEquals(backbone.shape(tap).floats(), first.get(tap).data().length);
                assertEquals(backbone.shape(tap).toString(), first.get(tap).shape());
            }
        }
    }

    @Test
    void forASizeTheWholeImageIsResized() {
        RgbImage image = ImageDecoder.decode(CHELSEA);
        float[] input = new float[40 * 64 * 3];
        MODEL.preprocessing().normalise(Resize.resize(image, 64, 40, MODEL.preprocessing().resampling()), input, 0);
        try (FeatureExtractor backbone = MODEL.features(Tap.TIMM, 40, 64, 2)) {
            Map<Tap, FeatureMap> expected = backbone.extract(input);
            Map<Tap, FeatureMap> actual = backbone.extract(image);
            Tap.TIMM.forEach(
                    tap -> assertArrayEquals(expected.get(tap).data(), actual.get(tap).data(), tap.toString()));
        }
    }

    @Test
    void wrongArgumentsAreRefused() {
        says("at least one tap", assertThrows(IllegalArgumentException.class, () -> MODEL.features(List.of())));
        says("blocks.10", assertThrows(IllegalArgumentException.class, () -> Tap.named("blocks.10")));
        says("folded", assertThrows(IllegalArgumentException.class, () -> MODEL.folded().features(Tap.TIMM)));
        MODEL.folded().features(Tap.LAST).close();
        assertThrows(IllegalArgumentException.class, () -> MODEL.features(Tap.LAST, 8, 8, 1));
        try (FeatureExtractor backbone = MODEL.features(Tap.LAST)) {
            says("blocks.1", assertThrows(IllegalArgumentException.class, () -> backbone.shape(Tap.BLOCKS_1)));
            says("found 5", assertThrows(IllegalArgumentException.class, () -> backbone.extract(new float[5])));
            says("pom.xml", assertThrows(ImageException.class,
                    () -> backbone.extract(Shared.repository().resolve("pom.xml"))));
            assertSame(MODEL, backbone.model());
        }
    }

    @Test
    void aClosedExtractorGivesNothingAndCanBeClosedAgain() {
        FeatureExtractor backbone = MODEL.features(Tap.LAST);
        backbone.close();
        backbone.close();
        assertThrows(IllegalStateException.class, () -> backbone.extract(CHELSEA));
    }

    private static void says(String words, Exception e) { assertTrue(e.getMessage().contains(words), e.getMessage()); }
}
