package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Set;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A pool answers any number of threads as a classifier answers one.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClassifierPoolTest {
    private static final GhostNetV2 MODEL = GhostNetV2.bundled();
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final List<Tap> TAPS = List.of(Tap.BLOCKS_2, Tap.HEAD);

    /// A stream that ends when it may: until then, a call that reads it, or waits for it, stays in a pool.
    private static final class Gate extends InputStream {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public int read() {
            await();
            return -1;
        }

        private boolean await() {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return true;
        }
    }

    /// Occupies a session of a pool until the gate opens.
    private static void occupy(SessionPool<?> pool, Gate gate) {
        pool.call(_ -> gate.await());
    }

    private static SessionPool<Classifier> sessions(PoolOptions options) {
        return new SessionPool<>("classifiers", options, MODEL::classifier);
    }

    private static void awaitWaiting(SessionPool<?> pool, int calls) {
        while (pool.waiting() < calls) {
            Thread.onSpinWait();
        }
    }

    @Test
    void answersAreThoseOfAClassifier() throws IOException {
        byte[] file = Files.readAllBytes(CHELSEA);
        RgbImage pixels = ImageDecoder.decode(CHELSEA);
        float[] input = new float[MODEL.preprocessing().floats()];
        MODEL.preprocessing().apply(pixels, input, 0);
        try (Classifier classifier = MODEL.classifier(); ClassifierPool pool = MODEL.pool(2)) {
            List<Classification> expected = classifier.classify(CHELSEA, 10);
            for (ImageClassifier one : List.of(classifier, pool)) {
                assertEquals(expected, one.classify(CHELSEA, 10));
                assertEquals(expected, one.classify(file, 10));
                assertEquals(expected, one.classify(pixels, 10));
                assertEquals(expected, one.classify(ImageSource.of(file, "a cat"), 10));
                try (InputStream in = Files.newInputStream(CHELSEA)) {
                    assertEquals(expected, one.classify(in, 10));
                }
                assertEquals(expected.subList(0, 1), one.classify(file, MODEL.selection().top(1)));
                assertEquals(expected, MODEL.selection().best(GhostNetV2.softmax(one.logits(input))));
            }
            assertEquals(MODEL, pool.model());
            assertEquals(0, pool.waiting());
            assertEquals(1, pool.sessions(), "one call at a time needs one");
        }
    }

    @Test
    void featuresAreThoseOfAnExtractor() throws IOException {
        byte[] file = Files.readAllBytes(CHELSEA);
        RgbImage pixels = ImageDecoder.decode(CHELSEA);
        try (FeatureExtractor extractor = MODEL.features(TAPS);
                FeatureExtractorPool pool = MODEL.featurePool(TAPS);
                FeatureExtractor large = MODEL.features(TAPS, 64, 96, 1);
                FeatureExtractorPool largePool = MODEL.featurePool(TAPS, 64, 96, PoolOptions.DEFAULT)) {
            Map<Tap, FeatureMap> expected = extractor.extract(CHELSEA);
            for (ImageFeatures one : List.of(extractor, pool)) {
                assertSame(expected, one.extract(CHELSEA));
                assertSame(expected, one.extract(file));
                assertSame(expected, one.extract(pixels));
                try (InputStream in = Files.newInputStream(CHELSEA)) {
                    assertSame(expected, one.extract(in));
                }
                assertEquals(extractor.inputShape(), one.inputShape());
                assertEquals(extractor.shape(Tap.HEAD), one.shape(Tap.HEAD));
                assertThrows(IllegalArgumentException.class, () -> one.shape(Tap.BLOCKS_0));
                assertEquals(TAPS, one.taps());
            }
            assertSame(large.extract(pixels), largePool.extract(pixels));
            float[] input = new float[large.inputShape().floats()];
            assertSame(large.extract(input), largePool.extract(input));
        }
    }

    private static void assertSame(Map<Tap, FeatureMap> expected, Map<Tap, FeatureMap> found) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
        expected.forEach((tap, map) -> assertArrayEquals(map.data(), found.get(tap).data(), tap.toString()));
    }

    @Test
    void whoWaitsTooLongIsTold() throws InterruptedException {
        Gate gate = new Gate();
        SessionPool<Classifier> pool = sessions(
                PoolOptions.DEFAULT.withSessions(1).withTimeout(Duration.ofMillis(20)));
        Thread busy = Thread.startVirtualThread(() -> occupy(pool, gate));
        gate.reached.await();
        long start = System.nanoTime();
        String message = assertThrows(PoolBusyException.class, () -> pool.call(Classifier::model)).getMessage();
        assertTrue(System.nanoTime() - start >= 20_000_000, "it did not wait for 20 ms");
        assertTrue(message.matches("waited [0-9]+ ms for one of 1 classifiers of the pool; 0 other calls wait"),
                message);
        Thread.currentThread().interrupt();
        assertThrows(PoolBusyException.class, () -> pool.call(Classifier::model));
        assertTrue(Thread.interrupted());
        gate.open.countDown();
        busy.join();
        assertEquals(MODEL, pool.call(Classifier::model));
        pool.close();
    }

    @Test
    void aFullQueueRefusesAtOnce() throws Exception {
        Gate gate = new Gate();
        SessionPool<Classifier> pool = sessions(PoolOptions.DEFAULT.withSessions(1).withQueue(2));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> occupy(pool, gate));
            gate.reached.await();
            List<Future<GhostNetV2>> waiting = List.of(threads.submit(() -> pool.call(Classifier::model)),
                    threads.submit(() -> pool.call(Classifier::model)));
            awaitWaiting(pool, 2);
            String message = assertThrows(PoolBusyException.class, () -> pool.call(Classifier::model)).getMessage();
            assertEquals("the queue of the pool is full: 2 calls wait for 1 classifiers, so this one did not",
                    message);
            gate.open.countDown();
            for (Future<GhostNetV2> one : waiting) {
                assertEquals(MODEL, one.get());
            }
        }
        assertEquals(0, pool.waiting());
        pool.close();
    }

    @Test
    void whoComesFirstIsServedFirst() throws InterruptedException {
        Gate gate = new Gate();
        SessionPool<Classifier> pool = sessions(PoolOptions.DEFAULT.withSessions(1));
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Thread busy = Thread.startVirtualThread(() -> occupy(pool, gate));
        gate.reached.await();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            Thread thread = Thread.ofPlatform().start(() -> pool.call(_ -> order.add(number)));
            threads.add(thread);
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        gate.open.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        busy.join();
        List<Integer> sorted = new ArrayList<>(order);
        Collections.sort(sorted);
        assertEquals(20, order.size());
        assertEquals(sorted, order);
        pool.close();
    }

    @Test
    void closingLetsRunningCallsFinishAndEndsThoseThatWait() throws Exception {
        Gate gate = new Gate();
        SessionPool<Classifier> pool = sessions(PoolOptions.DEFAULT.withSessions(1));
        float[] input = new float[MODEL.preprocessing().floats()];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<float[]> running = threads.submit(() -> pool.call(classifier -> {
                gate.await();
                return classifier.logits(input);
            }));
            gate.reached.await();
            List<Future<GhostNetV2>> waiting = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiting.add(threads.submit(() -> pool.call(Classifier::model)));
            }
            awaitWaiting(pool, 5);
            pool.close();
            pool.close();
            for (Future<GhostNetV2> one : waiting) {
                Throwable cause = assertThrows(ExecutionException.class, one::get).getCause();
                assertInstanceOf(IllegalStateException.class, cause);
                assertEquals("the pool of classifiers is closed", cause.getMessage());
            }
            assertFalse(running.isDone());
            gate.open.countDown();
            try (Classifier classifier = MODEL.classifier()) {
                assertArrayEquals(classifier.logits(input), running.get());
            }
        }
        assertEquals(0, pool.made(), "the last one is closed when it is given back");
        assertThrows(IllegalStateException.class, () -> pool.call(Classifier::model));
    }

    @Test
    void aClosedPoolEndsItsThreadsAtOnce() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ClassifierPool pool = MODEL.pool(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> pool.logits(new float[MODEL.preprocessing().floats()]));
            }
        }
        List<Thread> computing = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ghostlane-pool-") && !before.contains(thread)).toList();
        assertFalse(computing.isEmpty());
        pool.close();
        for (Thread thread : computing) {
            assertTrue(thread.join(Duration.ofSeconds(2)), "idle threads of an open pool stay for five seconds");
        }
    }

    @Test
    void aSlowUploadTakesNoSession() throws Exception {
        Gate gate = new Gate();
        try (ClassifierPool pool = MODEL.pool(1)) {
            Thread slow = Thread.startVirtualThread(
                    () -> assertThrows(ImageException.class, () -> pool.classify(gate, 1)));
            gate.reached.await();
            assertEquals("cat", pool.classify(CHELSEA, 1).getFirst().label());
            gate.open.countDown();
            slow.join();
        }
    }

    @Test
    void badImagesAndEndlessStreamsAreRefusedAndThePoolGoesOn() {
        InputStream endless = new InputStream() {
            @Override
            public int read() { return 0; }

            @Override
            public int read(byte[] to, int from, int length) { return length; }
        };
        PoolOptions options = PoolOptions.DEFAULT.withSessions(1)
                .withDecoding(DecodeOptions.DEFAULT.withMemoryLimit(DecodeOptions.SMALLEST_LIMIT));
        try (ClassifierPool pool = MODEL.pool(options)) {
            assertEquals("the stream: expected an image of at most 1048576 bytes, found a larger file",
                    assertThrows(ImageException.class, () -> pool.classify(endless, 1)).getMessage());
            assertThrows(ImageException.class, () -> pool.classify(new byte[50], 1));
            assertThrows(ImageException.class, () -> pool.classify(Path.of("nowhere.png"), 1));
            assertThrows(IllegalArgumentException.class, () -> pool.classify(CHELSEA, 0));
            assertThrows(IllegalArgumentException.class, () -> pool.logits(new float[3]));
            assertEquals("cat", pool.classify(CHELSEA, 1).getFirst().label());
        }
    }

    /// The model is there once; each session has its working memory, and little more.
    @Test
    void memoryIsThatOfTheSessions() throws Exception {
        int sessions = 6;
        int side = 640;
        long arena = MODEL.compiled(TAPS).plan(1, side, side).arenaBytes();
        Gate gate = new Gate();
        SessionPool<FeatureExtractor> pool = new SessionPool<>("feature extractors",
                PoolOptions.DEFAULT.withSessions(sessions), () -> MODEL.features(TAPS, side, side, 1));
        pool.call(FeatureExtractor::model);
        long before = used();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch all = new CountDownLatch(sessions);
            for (int i = 0; i < 2 * sessions; i++) {
                threads.submit(() -> pool.call(_ -> {
                    all.countDown();
                    return gate.await();
                }));
            }
            all.await();
            assertEquals(sessions, pool.made());
            long grown = used() - before;
            long expected = (sessions - 1) * arena;
            assertTrue(Math.abs(grown - expected) < expected / 10 + (2 << 20), "expected " + expected + " bytes for "
                    + (sessions - 1) + " more sessions, found " + grown);
            gate.open.countDown();
        }
        assertEquals(sessions, pool.made());
        pool.close();
    }

    private static long used() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(20);
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        for (int sessions : new int[]{0, -1, 1025}) {
            assertThrows(IllegalArgumentException.class, () -> MODEL.pool(sessions));
        }
        assertThrows(IllegalArgumentException.class, () -> PoolOptions.DEFAULT.withQueue(-1));
        assertThrows(IllegalArgumentException.class, () -> PoolOptions.DEFAULT.withTimeout(Duration.ofSeconds(-1)));
        assertEquals(Integer.MAX_VALUE, PoolOptions.DEFAULT.withQueue(Integer.MAX_VALUE).queue());
        try (ClassifierPool patient = MODEL.pool(PoolOptions.DEFAULT.withQueue(Integer.MAX_VALUE)
                .withTimeout(Duration.ofSeconds(Long.MAX_VALUE)))) {
            assertEquals("cat", patient.classify(CHELSEA, 1).getFirst().label());
        }
    }

    @Test
    void aSharedClassifierNamesThePool() throws Exception {
        try (Classifier classifier = MODEL.classifier(); FeatureExtractor extractor = MODEL.features(TAPS)) {
            assertTrue(whileInUse(classifier::logits, MODEL.preprocessing().floats()).contains("model.pool()"));
            assertTrue(whileInUse(extractor::extract, extractor.inputShape().floats())
                    .contains("model.featurePool(taps)"));
        }
    }

    /// Calls something from two threads until one of them is refused.
    private static String whileInUse(Consumer<float[]> call, int floats) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            while (true) {
                List<Future<String>> both = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    both.add(threads.submit(() -> {
                        try {
                            for (int run = 0; run < 50; run++) {
                                call.accept(new float[floats]);
                            }
                            return "";
                        } catch (IllegalStateException e) {
                            return e.getMessage();
                        }
                    }));
                }
                String said = both.get(0).get() + both.get(1).get();
                if (!said.isEmpty()) {
                    return said;
                }
            }
        }
    }
}
