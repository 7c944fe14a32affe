package dev.ghostlane.cli.soak;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.BatchResult;
import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.ClassifierPool;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.FeatureExtractorPool;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.PoolOptions;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/// Pools as a server has them: of changing sizes, called by virtual threads, beside classifiers and extractors that
/// live for one image, and closed while they are called.
///
/// @param model with random weights, for small images
/// @param input an image for the network
/// @param photo the file of another one
/// @param logits what the scalar kernels made of the input
/// @param maps what they made of it at the taps
/// @param classes what they made of the photo
public record SoakPools(GhostNetV2 model, float[] input, byte[] photo, float[] logits, List<float[]> maps,
        List<Classification> classes) {

    private static final List<Tap> TAPS = List.of(Tap.BLOCKS_3, Tap.HEAD);
    private static final int LARGEST_POOL = 5;
    private static final int CALLERS = 16;
    private static final int CALLS = 12;
    private static final int CLASSES = 10;

    /// For a machine that others use, too.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// A model, and what is expected of it.
    public static SoakPools of(long seed) {
        GhostNetV2 model = GhostNetV2.of(GhostNetV2.random(Configuration.of(Variant.GHOSTNETV2, 0.3, CLASSES), seed)
                .stateDict().with(Map.of("input_size", "48")));
        SplittableRandom random = new SplittableRandom(seed);
        float[] input = SoakCase.image(model.preprocessing().floats(), random);
        byte[] photo = photo(random);
        float[] prepared = new float[input.length];
        RgbImage pixels = ImageSource.of(photo, "the photo").decode(DecodeOptions.DEFAULT);
        model.preprocessing().apply(pixels, prepared, 0);
        float[] probabilities = GhostNetV2.softmax(scalar(model, model.network().output(), prepared));
        return new SoakPools(model, input, photo, scalar(model, model.network().output(), input),
                TAPS.stream().map(tap -> scalar(model, tap.value(), input)).toList(),
                model.selection().top(CLASSES).best(probabilities));
    }

    private static byte[] photo(SplittableRandom random) {
        BufferedImage pixels = new BufferedImage(60, 50, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 60 * 50; i++) {
            pixels.setRGB(i % 60, i / 60, random.nextInt());
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(pixels, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static float[] scalar(GhostNetV2 model, String value, float[] input) {
        int side = model.preprocessing().crop();
        try (Session session = model.network().compile(Kernels.scalar(), List.of(value)).plan(1, side, side)
                .session()) {
            return SoakCase.run(session, input);
        }
    }

    /// Opens two pools and calls them from many virtual threads, every third time until they are closed in the middle.
    ///
    /// @param checks counts the calls whose answers were compared
    /// @param end when no more calls begin but the first ones, by `System.nanoTime()`
    /// @throws SoakDifference if an answer is another, or a call ends without one though the pools are open
    void round(SplittableRandom random, AtomicLong checks, long end) throws InterruptedException {
        PoolOptions options = PoolOptions.DEFAULT.withTimeout(PATIENCE)
                .withSessions(random.nextInt(1, LARGEST_POOL + 1));
        int closeAt = random.nextInt(3) == 0 ? random.nextInt(CALLERS * CALLS) : Integer.MAX_VALUE;
        AtomicInteger calls = new AtomicInteger();
        ClassifierPool pool = model.pool(options);
        FeatureExtractorPool extractors = model.featurePool(TAPS, options);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                SplittableRandom own = random.split();
                callers.add(() -> {
                    for (int call = 0; call == 0 || call < CALLS && System.nanoTime() - end < 0; call++) {
                        if (calls.getAndIncrement() == closeAt) {
                            pool.close();
                            extractors.close();
                        }
                        callOrBeRefused(own.nextInt(8), pool, extractors, () -> calls.get() > closeAt);
                        checks.incrementAndGet();
                    }
                    return null;
                });
            }
            for (Future<Void> caller : threads.invokeAll(callers)) {
                caller.get();
            }
        } catch (ExecutionException e) {
            throw new SoakDifference("a call from a virtual thread: " + e.getCause(), e.getCause());
        } finally {
            pool.close();
            extractors.close();
        }
    }

    private void callOrBeRefused(int kind, ClassifierPool pool, FeatureExtractorPool extractors,
            BooleanSupplier closing) {
        try {
            call(kind, pool, extractors);
        } catch (IllegalStateException e) {
            if (!closing.getAsBoolean() || !e.getMessage().endsWith(" is closed")) {
                throw e;
            }
        }
    }

    private void call(int kind, ClassifierPool pool, FeatureExtractorPool extractors) {
        switch (kind) {
            case 0, 1 -> SoakCase.compare("a pool", logits, pool.logits(input));
            case 2 -> compare("a pool of extractors", extractors.extract(input));
            case 3 -> compare(pool.classify(photo, CLASSES));
            case 4 -> compareBatch(pool.classifyAll(List.of(ImageSource.of(photo, "whole"),
                    ImageSource.of(Arrays.copyOf(photo, photo.length / 2), "half"),
                    ImageSource.of(photo, "again")), CLASSES));
            case 5, 6 -> {
                try (Classifier once = model.classifier(kind - 4)) {
                    SoakCase.compare("a classifier for one image", logits, once.logits(input));
                }
            }
            default -> {
                try (FeatureExtractor once = model.features(TAPS)) {
                    compare("an extractor for one image", once.extract(input));
                }
            }
        }
    }

    private void compareBatch(List<BatchResult<List<Classification>>> batch) {
        for (BatchResult<List<Classification>> one : batch) {
            if (!one.image().name().equals("half")) {
                compare(one.get());
            } else if (one.failure() instanceof IllegalStateException closed) {
                throw closed;
            } else if (!(one.failure() instanceof ImageException)) {
                throw new SoakDifference("half a file: expected an ImageException, found " + one, one.failure());
            }
        }
    }

    private void compare(List<Classification> found) {
        if (!found.equals(classes)) {
            throw new SoakDifference("a photo: expected " + classes + ", found " + found, null);
        }
    }

    private void compare(String name, Map<Tap, FeatureMap> found) {
        for (int i = 0; i < TAPS.size(); i++) {
            SoakCase.compare(name + ", " + TAPS.get(i), maps.get(i),
                    Arrays.copyOf(found.get(TAPS.get(i)).data(), maps.get(i).length));
        }
    }
}
