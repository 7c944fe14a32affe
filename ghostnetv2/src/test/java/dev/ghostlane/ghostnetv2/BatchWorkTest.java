package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many images at once on a pool: a result for each, in their order, with the bits of a call for each.
class BatchWorkTest {
    private static final GhostNetV2 MODEL = GhostNetV2.bundled();
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final List<Tap> TAPS = List.of(Tap.BLOCKS_2, Tap.HEAD);

    @Test
    void aBatchHasAResultForEachImageInOrder() throws IOException {
        byte[] cat = Files.readAllBytes(CHELSEA);
        List<ImageSource> images = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            images.add(ImageSource.of(i % 7 == 3 ? new byte[i] : cat, "image " + i));
        }
        try (ClassifierPool pool = MODEL.pool(3); FeatureExtractorPool features = MODEL.featurePool(TAPS)) {
            List<Classification> expected = pool.classify(cat, 2);
            List<BatchResult<List<Classification>>> results = pool.classifyAll(images, 2);
            assertEquals(images, results.stream().map(BatchResult::image).toList());
            for (int i = 0; i < images.size(); i++) {
                BatchResult<List<Classification>> result = results.get(i);
                assertEquals(i % 7 == 3, result.failed());
                if (result.failed()) {
                    assertNull(result.value());
                    assertTrue(assertThrows(ImageException.class, result::get).getMessage()
                            .startsWith("image " + i + ": "));
                } else {
                    assertEquals(expected, result.get());
                }
            }
            assertEquals(List.of(), pool.classifyAll(List.of(), 1));
            assertEquals(30, features.extractAll(images).size());
        }
        ClassifierPool closed = MODEL.pool();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.classifyAll(images, 2));
    }

    /// Images that are all different, so that no two can be mistaken for each other, with bad ones between.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void severalImagesOfARunHaveTheBitsOfSingleOnes(int sessions) {
        List<ImageSource> images = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            byte[] pixels = new byte[40 * (33 + i) * 3];
            new Random(i).nextBytes(pixels);
            images.add(i % 9 == 5
                    ? ImageSource.of(new byte[i], "bad")
                    : ImageSource.of(new RgbImage(40, 33 + i, pixels), "good"));
        }
        PoolOptions options = PoolOptions.DEFAULT.withSessions(sessions);
        try (ClassifierPool pool = MODEL.pool(options);
                FeatureExtractorPool features = MODEL.featurePool(TAPS, options);
                FeatureExtractorPool large = MODEL.featurePool(TAPS, 48, 64, options)) {
            for (int count : new int[]{8 * sessions - 1, 8 * sessions, 17, 27}) {
                List<ImageSource> some = images.subList(27 - count, 27);
                List<BatchResult<List<Classification>>> classes = pool.classifyAll(some, 10);
                List<BatchResult<Map<Tap, FeatureMap>>> maps = features.extractAll(some);
                List<BatchResult<Map<Tap, FeatureMap>>> largeMaps = large.extractAll(some);
                for (int i = 0; i < count; i++) {
                    ImageSource image = some.get(i);
                    assertEquals(image.name().equals("bad"), classes.get(i).failure() instanceof ImageException);
                    assertEquals(classes.get(i).failed(), maps.get(i).failed() && largeMaps.get(i).failed());
                    if (!classes.get(i).failed()) {
                        assertEquals(pool.classify(image, MODEL.selection().top(10)), classes.get(i).get());
                        assertSame(features.extract(image), maps.get(i).get());
                        assertSame(large.extract(image), largeMaps.get(i).get());
                    }
                }
            }
        }
    }

    /// Without a pool, on the calling thread.
    @Test
    void severalImagesOfAClassifierHaveTheBitsOfSingleOnes() {
        List<ImageSource> images = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            byte[] pixels = new byte[(33 + i) * 40 * 3];
            new Random(i).nextBytes(pixels);
            images.add(i % 9 == 5
                    ? ImageSource.of(new byte[i], "bad")
                    : ImageSource.of(new RgbImage(33 + i, 40, pixels), "good"));
        }
        try (Classifier classifier = MODEL.classifier();
                FeatureExtractor features = MODEL.features(TAPS);
                FeatureExtractor onTwoThreads = MODEL.features(TAPS, 48, 64, 2)) {
            for (int count : new int[]{0, 7, 8, 27}) {
                List<ImageSource> some = images.subList(0, count);
                List<BatchResult<List<Classification>>> classes = classifier.classifyAll(some, 3);
                List<BatchResult<Map<Tap, FeatureMap>>> maps = features.extractAll(some);
                List<BatchResult<Map<Tap, FeatureMap>>> largeMaps = onTwoThreads.extractAll(some);
                assertEquals(some, classes.stream().map(BatchResult::image).toList());
                assertEquals(some, maps.stream().map(BatchResult::image).toList());
                for (int i = 0; i < count; i++) {
                    ImageSource image = some.get(i);
                    assertEquals(image.name().equals("bad"), classes.get(i).failure() instanceof ImageException);
                    assertEquals(classes.get(i).failed(), maps.get(i).failed() && largeMaps.get(i).failed());
                    if (!classes.get(i).failed()) {
                        assertEquals(classifier.classify(image, 3), classes.get(i).get());
                        assertSame(features.extract(image), maps.get(i).get());
                        assertSame(onTwoThreads.extract(image), largeMaps.get(i).get());
                    }
                }
            }
        }
        Classifier closed = MODEL.classifier();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.classifyAll(images, 3));
    }

    /// As many images a run as each session gets, if inputs are not too large.
    @Test
    void severalImagesRunAtOnceWhereThatPays() {
        Shape input = new Shape(1, 320, 320, 3);
        assertFalse(SeveralImages.pay(15, 2, input));
        assertTrue(SeveralImages.pay(16, 2, input));
        assertFalse(SeveralImages.pay(100, 2, new Shape(1, 321, 320, 3)));
        try (Classifier classifier = MODEL.classifier(); SeveralImages several = classifier.several()) {
            several.run();
            assertEquals(several.<List<Classification>>get(0, BatchWorkTest::best),
                    several.get(7, BatchWorkTest::best));
        }
    }

    /// Where the heap has no room for a run of several, images go one by one, as they did before.
    @Test
    void withoutRoomForSeveralImagesGoOneByOne() {
        int side = MODEL.preprocessing().crop();
        List<ImageSource> images = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            images.add(ImageSource.of(new RgbImage(1, 1, new byte[3]), "image " + i));
        }
        List<String> makers = new ArrayList<>();
        try (Session session = MODEL.compiled().plan(1, side, side).session(); LocalBatch batch = new LocalBatch(() -> {
            makers.add("asked");
            throw new OutOfMemoryError("no room");
        })) {
            List<BatchResult<String>> results = batch.all(images, session, ImageSource::name, (_, _) -> "several");
            assertEquals(images.stream().map(ImageSource::name).toList(),
                    results.stream().map(BatchResult::get).toList());
            assertEquals(session.isWarm() ? List.of("asked") : List.of(), makers);
        }
    }

    /// Weights that give no finite logits are found out in runs of several, too: no label is better than a wrong one.
    @Test
    void logitsThatAreNotFiniteAreRefusedInRunsOfSeveral() {
        try (Classifier classifier = MODEL.classifier(); SeveralImages several = classifier.several()) {
            several.run();
            FeatureMap logits = several.get(0, (run, _) -> run.output());
            assertEquals(1, several.<List<Classification>>get(6, BatchWorkTest::best).size());
            logits.data()[logits.index(5, 0) + 1] = Float.NaN;
            assertEquals(1, several.<List<Classification>>get(6, BatchWorkTest::best).size());
            assertTrue(assertThrows(ArithmeticException.class, () -> several.get(5, BatchWorkTest::best)).getMessage()
                    .contains("found NaN for class 1"));
        }
    }

    private static List<Classification> best(Session run, int image) {
        return Classifier.best(MODEL, run, image, MODEL.selection().top(1));
    }

    private static void assertSame(Map<Tap, FeatureMap> expected, Map<Tap, FeatureMap> found) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
        expected.forEach((tap, map) -> assertArrayEquals(map.data(), found.get(tap).data(), tap.toString()));
    }
}
