package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.image.ImageDecoder;
import dev.ghostlane.ghostnetv2.image.ImageException;
import dev.ghostlane.ghostnetv2.image.RgbImage;
import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/// Classifies images. Holds the working memory of a network for one image; serves one thread at a time, so use
/// one for each thread. Using one from two threads at once, or classifying after [#close()], is an
/// `IllegalStateException`.
public final class Classifier implements AutoCloseable {
    private final GhostNetV2 model;
    private final Session session;
    private final FeatureMap probabilities;
    private final AtomicBoolean busy = new AtomicBoolean();

    Classifier(GhostNetV2 model, int threads) {
        this.model = model;
        int side = model.preprocessing().crop();
        this.session = model.plan(1, side, side).session(threads);
        this.probabilities = FeatureMap.allocate(1, 1, 1, model.configuration().classes());
    }

    /// The model that answers.
    public GhostNetV2 model() { return model; }

    /// Decodes, preprocesses and classifies an image file.
    ///
    /// @param k how many answers are wanted, at least 1; there are no more than classes
    /// @return the most probable classes, best first; equal ones in the order of their index
    /// @throws ImageException if the file is no usable image
    /// @throws IllegalArgumentException if `k` is below 1
    /// @throws IllegalStateException if the classifier is closed or in use by another thread
    public List<Classification> classify(Path image, int k) {
        requirePositive(k);
        RgbImage pixels = ImageDecoder.decode(image);
        try {
            return classify(pixels, k);
        } catch (ImageException e) {
            throw new ImageException(image + ": " + e.getMessage(), e);
        }
    }

    /// Preprocesses and classifies an image in memory.
    ///
    /// @param k how many answers are wanted, at least 1; there are no more than classes
    /// @return the most probable classes, best first; equal ones in the order of their index
    /// @throws ImageException if the image is too elongated to be resized
    /// @throws IllegalArgumentException if `k` is below 1
    /// @throws IllegalStateException if the classifier is closed or in use by another thread
    public List<Classification> classify(RgbImage image, int k) {
        requirePositive(k);
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the classifier is in use by another thread; use a classifier for each thread");
        }
        try {
            FeatureMap input = session.input();
            model.preprocessing().apply(image, input.data(), input.offset());
            session.run();
            return best(k);
        } finally {
            busy.set(false);
        }
    }

    /// The logits of one image.
    ///
    /// @param nhwc a normalised image of the model's input size, `height × width × 3`
    /// @return one for each class
    /// @throws IllegalArgumentException if the length does not fit
    public float[] logits(float[] nhwc) {
        float[] logits = new float[model.configuration().classes()];
        session.run(nhwc, logits);
        return logits;
    }

    /// Ends the classifier and its threads; closing twice is harmless.
    @Override
    public void close() { session.close(); }

    private List<Classification> best(int k) {
        Kernels.best().softmax().run(session.output(), probabilities, 0, 1);
        float[] values = probabilities.data();
        List<Integer> order = IntStream.range(0, values.length).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> values[i]).reversed()).limit(k).toList();
        List<Classification> best = new ArrayList<>();
        for (int index : order) {
            best.add(new Classification(index, model.labels().get(index), values[index]));
        }
        return best;
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, found " + k);
        }
    }
}
