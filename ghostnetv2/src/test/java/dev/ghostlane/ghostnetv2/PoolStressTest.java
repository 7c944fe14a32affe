package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many virtual threads on pools, among them classifiers and extractors that live for one image: always the same bits,
/// nothing lost, nobody forgotten. `-Dghostlane.pool.images=10000` makes it as long as one likes: so many images for
/// each of 64 threads. From 100 on, how long calls waited is checked too, for which the machine should be idle.
@Timeout(value = 4, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PoolStressTest {
    private static final int THREADS = 64;
    private static final int IMAGES = Integer.getInteger("ghostlane.pool.images", 4);

    /// Images for each thread from which on the longest wait says something of fairness.
    private static final int FAIR_FROM = 100;

    /// Kinds of calls from which on they do not go through a pool.
    private static final int ONE_SHOT = 10;

    /// As narrow as the network can be, and for the smallest input it can take.
    private static final GhostNetV2 MODEL = GhostNetV2.of(GhostNetV2
            .random(Configuration.of(Variant.GHOSTNETV2, 0.1, 10), 3).stateDict().with(Map.of("input_size", "33")));
    private static final List<Tap> TAPS = List.of(Tap.BLOCKS_3, Tap.HEAD);
    private static final byte[] PHOTO = photo();
    private static final byte[] BAD = Arrays.copyOf(PHOTO, PHOTO.length / 2);

    private final float[] input = input();
    private final List<Classification> classes;
    private final float[] logits;
    private final Map<Tap, FeatureMap> features;

    PoolStressTest() {
        try (Classifier classifier = MODEL.classifier(); FeatureExtractor extractor = MODEL.features(TAPS)) {
            classes = classifier.classify(PHOTO, 10);
            logits = classifier.logits(input);
            features = extractor.extract(input);
        }
    }

    /// A photo that is decoded as quickly as the network runs, so that a million of them take minutes.
    private static byte[] photo() {
        BufferedImage pixels = new BufferedImage(40, 36, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(5);
        for (int i = 0; i < 40 * 36; i++) {
            pixels.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(pixels, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /// Patient, for a machine that others use, too.
    private static PoolOptions options(int sessions) {
        return PoolOptions.DEFAULT.withSessions(sessions).withTimeout(Duration.ofMinutes(10));
    }

    private static float[] input() {
        float[] input = new float[MODEL.preprocessing().floats()];
        Random random = new Random(7);
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }

    /// How long calls waited, once everything is compiled: in time, which other processes stretch as well, and in calls
    /// that ended meanwhile, which is fairness alone.
    private static final class Waits {
        private final AtomicLong ended = new AtomicLong();
        private final LongSummaryStatistics nanos = new LongSummaryStatistics();
        private final LongSummaryStatistics others = new LongSummaryStatistics();

        synchronized void add(long nanosWaited, long endedBefore) {
            nanos.accept(nanosWaited);
            others.accept(ended.get() - endedBefore);
        }

        double longestInMeans() {
            return Math.max(nanos.getMax() / nanos.getAverage(), others.getMax() / others.getAverage());
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d calls of %.1f ms in the mean, the longest %.1f ms, %.1f times that;"
                    + " while one waited, %.0f others ended in the mean, %d at most, %.1f times that", nanos.getCount(),
                    nanos.getAverage() / 1e6, nanos.getMax() / 1e6, nanos.getMax() / nanos.getAverage(),
                    others.getAverage(), others.getMax(), others.getMax() / others.getAverage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyCallGivesTheSameBits(int sessions) throws InterruptedException {
        try (ClassifierPool pool = MODEL.pool(options(sessions));
                FeatureExtractorPool extractors = MODEL.featurePool(TAPS,
                        options(sessions))) {
            Waits waits = new Waits();
            List<Throwable> wrong = onAllThreads((random, image) -> {
                int kind = random.nextInt(12);
                long ended = waits.ended.get();
                long begin = System.nanoTime();
                call(kind, pool, extractors);
                if (kind < ONE_SHOT) {
                    if (image >= IMAGES / 10) {
                        waits.add(System.nanoTime() - begin, ended);
                    }
                    waits.ended.incrementAndGet();
                }
            });
            assertEquals(List.of(), wrong);
            System.out.println(sessions + " sessions: " + waits);
            if (IMAGES >= FAIR_FROM) {
                assertTrue(waits.longestInMeans() <= 10, waits.toString());
            }
            assertEquals(0, pool.waiting() + extractors.waiting());
            assertTrue(pool.sessions() <= sessions && extractors.sessions() <= sessions);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void closedInTheMiddleEveryCallIsAnsweredOrToldSo(int sessions) throws InterruptedException {
        ClassifierPool pool = MODEL.pool(options(sessions));
        FeatureExtractorPool extractors = MODEL.featurePool(TAPS, options(sessions));
        AtomicLong answered = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<Throwable> wrong = onAllThreads((random, _) -> {
            if (answered.get() >= THREADS * (long) IMAGES / 3) {
                pool.close();
                extractors.close();
            }
            try {
                call(random.nextInt(ONE_SHOT), pool, extractors);
                answered.incrementAndGet();
            } catch (IllegalStateException e) {
                assertTrue(e.getMessage().endsWith("is closed"), e.getMessage());
                refused.incrementAndGet();
            }
        });
        pool.close();
        extractors.close();
        assertEquals(List.of(), wrong);
        assertEquals(THREADS * (long) IMAGES, answered.get() + refused.get());
        assertTrue(refused.get() > 0, "some came too late");
        assertEquals(0, pool.sessions() + extractors.sessions());
    }

    /// Makes a call; the kinds from 10 on are those with a classifier or extractor of their own.
    private void call(int kind, ClassifierPool pool, FeatureExtractorPool extractors) {
        switch (kind) {
            case 0, 1, 2, 3 -> assertBits(logits, pool.logits(input));
            case 4, 5, 6 -> assertSame(extractors.extract(input));
            case 7 -> assertEquals(classes, pool.classify(PHOTO, 10));
            case 8 -> {
                try {
                    pool.classify(BAD, 1);
                    throw new AssertionError("half a file was classified");
                } catch (ImageException e) {
                    assertTrue(e.getMessage().startsWith("the image: "), e.getMessage());
                }
            }
            case 9 -> {
                List<BatchResult<List<Classification>>> both = pool
                        .classifyAll(List.of(ImageSource.of(BAD, "half"), ImageSource.of(PHOTO, "photo")), 10);
                if (both.stream().anyMatch(result -> result.failure() instanceof IllegalStateException)) {
                    throw both.get(1).failed() ? both.get(1).failure() : both.get(0).failure();
                }
                assertTrue(both.get(0).failure() instanceof ImageException, both.toString());
                assertEquals(classes, both.get(1).get());
            }
            case 10 -> {
                try (Classifier once = MODEL.classifier()) {
                    assertBits(logits, once.logits(input));
                }
            }
            default -> {
                try (FeatureExtractor once = MODEL.features(TAPS)) {
                    assertSame(once.extract(input));
                }
            }
        }
    }

    private static void assertBits(float[] expected, float[] found) {
        assertTrue(Arrays.equals(expected, found), "other bits");
    }

    private void assertSame(Map<Tap, FeatureMap> found) {
        features.forEach((tap, map) -> assertBits(map.data(), found.get(tap).data()));
    }

    /// What a thread does for one image.
    @FunctionalInterface
    private interface Task {
        void run(Random random, int image);
    }

    private static List<Throwable> onAllThreads(Task task) throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    start.await();
                    for (int image = 0; image < IMAGES; image++) {
                        task.run(random, image);
                    }
                } catch (Throwable e) {
                    wrong.add(e);
                }
            }));
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(wrong);
    }
}
