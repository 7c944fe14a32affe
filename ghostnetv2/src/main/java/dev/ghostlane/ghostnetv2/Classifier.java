package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Classifies images. Holds the working memory of a network for one image; serves one thread at a time, so use one for
/// each thread. Using one from two threads at once, or classifying after [#close()], is an `IllegalStateException`.
public final class Classifier implements ImageClassifier {
    private final GhostNetV2 model;
    private final ExclusiveSession session;
    private final InputReader inputs;
    private final FeatureMap probabilities;

    Classifier(GhostNetV2 model, int threads) {
        this.model = model;
        int side = model.preprocessing().crop();
        this.session = new ExclusiveSession("classifier", "model.pool()",
                model.idle(), model.compiled(), side, side, threads, () -> InputReader.of(model.preprocessing()));
        this.inputs = InputReader.of(model.preprocessing());
        this.probabilities = FeatureMap.allocate(1, 1, 1, model.configuration().classes());
    }

    @Override
    public GhostNetV2 model() { return model; }

    /// Decodes, preprocesses and classifies an image from anywhere.
    ///
    /// @param image a file, bytes, a stream or pixels, with a name for messages
    /// @param selection which classes the answer may name, made by this classifier's model
    /// @return the selected classes, best first; equal ones in the order of their index; none, if no class is
    ///         probable enough
    /// @throws ArithmeticException if a logit is not finite, because the model's weights, mean or std are wrong
    /// @throws ImageException if the file is no usable image
    /// @throws ImageMemoryException if there is no memory to decode it now
    /// @throws IllegalArgumentException if the selection is of a model with other labels
    /// @throws IllegalStateException if the classifier is closed or in use by another thread
    @Override
    public List<Classification> classify(ImageSource image, Selection selection) {
        Objects.requireNonNull(image, "image");
        Selection.require(selection, model);
        Session running = session.enter();
        try {
            inputs.read(image, running.input().data(), running.input().offset());
            return best(running, selection);
        } finally {
            session.leave();
        }
    }

    /// Preprocesses and classifies an image in memory.
    ///
    /// @param image the pixels
    /// @param selection which classes the answer may name, made by this classifier's model
    /// @return the selected classes, best first; equal ones in the order of their index; none, if no class is
    ///         probable enough
    /// @throws ArithmeticException if a logit is not finite, because the model's weights, mean or std are wrong
    /// @throws ImageException if the image is too elongated to be resized
    /// @throws IllegalArgumentException if the selection is of a model with other labels
    /// @throws IllegalStateException if the classifier is closed or in use by another thread
    @Override
    public List<Classification> classify(RgbImage image, Selection selection) {
        Objects.requireNonNull(image, "image");
        Selection.require(selection, model);
        Session running = session.enter();
        try {
            inputs.read(image, running.input().data(), running.input().offset());
            return best(running, selection);
        } finally {
            session.leave();
        }
    }

    private List<Classification> best(Session running, Selection selection) {
        running.run();
        requireFinite(model, running.output(), 0);
        Kernels.best().softmax().run(running.output(), probabilities, 0, 1);
        return selection.best(probabilities.data());
    }

    /// Classifies many images on the calling thread; one after the other, if the classifier has threads of its own.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @param selection which classes the answers may name, made by this classifier's model
    /// @return a result for each image, in their order; an image that failed is a result with its exception
    /// @throws IllegalArgumentException if the selection is of a model with other labels
    /// @throws IllegalStateException if the classifier is closed or in use by another thread
    @Override
    public List<BatchResult<List<Classification>>> classifyAll(List<ImageSource> images, Selection selection) {
        List<ImageSource> sources = List.copyOf(Objects.requireNonNull(images, "images"));
        Selection.require(selection, model);
        Session running = session.enter();
        try {
            return session.batch().all(sources, running, image -> {
                inputs.read(image, running.input().data(), running.input().offset());
                return best(running, selection);
            }, (run, image) -> best(model, run, image, selection));
        } finally {
            session.leave();
        }
    }

    /// What is found on an image of a run of several.
    ///
    /// @throws ArithmeticException if a logit of the image is not finite
    static List<Classification> best(GhostNetV2 model, Session run, int image, Selection selection) {
        FeatureMap logits = run.output();
        requireFinite(model, logits, image);
        int from = logits.index(image, 0);
        return selection.best(
                GhostNetV2.softmax(Arrays.copyOfRange(logits.data(), from, from + logits.channels())));
    }

    /// @throws ArithmeticException if a logit of an image is not finite
    static void requireFinite(GhostNetV2 model, FeatureMap logits, int image) {
        for (int i = 0; i < logits.channels(); i++) {
            float logit = logits.data()[logits.index(image, 0) + i];
            if (!Float.isFinite(logit)) {
                throw new ArithmeticException("the logits must be finite, found " + logit + " for class " + i + " ("
                        + model.labels().get(i) + "); the model's weights, mean or std are not what they should be");
            }
        }
    }

    /// The logits of one image.
    ///
    /// @param nhwc a normalised image of the model's input size, `height × width × 3`
    /// @return one for each class
    /// @throws IllegalArgumentException if the length does not fit
    /// @throws IllegalStateException if the classifier is closed or in use by another thread
    @Override
    public float[] logits(float[] nhwc) {
        Objects.requireNonNull(nhwc, "nhwc");
        float[] logits = new float[model.configuration().classes()];
        Session running = session.enter();
        try {
            running.run(nhwc, logits);
        } finally {
            session.leave();
        }
        return logits;
    }

    /// What classifies several images at once.
    SeveralImages several() {
        return new SeveralImages(model.idle(), session.plan(), InputReader.of(model.preprocessing()));
    }

    /// Ends the classifier and its threads; closing twice is harmless.
    @Override
    public void close() { session.close(); }
}
