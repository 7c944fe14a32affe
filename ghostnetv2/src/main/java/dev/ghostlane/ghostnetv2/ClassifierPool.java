package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;
import java.util.Objects;

/// Classifies images for any number of threads, platform or virtual, each of which calls as if it had a [Classifier] of
/// its own, with the same bits.
///
/// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="pool"}
///
/// - **Calls** run on the thread that calls, those of virtual threads on platform threads of the pool, which leaves the
///   carriers to others. So many run at once as [PoolOptions#sessions()]; the others wait, first come, first served. A
///   call that waits longer than [PoolOptions#timeout()], that finds [PoolOptions#queue()] others
///   waiting, or whose thread is interrupted while it waits, is a [PoolBusyException]; an interrupt stays set.
/// - **Memory:** the model, and [Plan#arenaBytes()] for each session. A session is made when a call needs one and all
///   others work, and kept until [#close()]. While it runs several images of a batch at once, the memory of such a
///   run comes on top for each session, some two times as much.
/// - **Decoding:** images that are decoded at once share the [DecodeOptions#memoryLimit()] of
///   [PoolOptions#decoding()]. Each waits, in its turn, until its share is free; one that would take more than all is
///   decoded with subsampling. What does not get its share in time, or finds no room in the heap, is an
///   [ImageMemoryException]. The bytes of uploads that wait belong to their callers.
/// - **Streams** are read before it is the call's turn: a slow upload keeps nobody waiting but its thread.
public final class ClassifierPool implements ImageClassifier {
    private final GhostNetV2 model;
    private final SessionPool<Classifier> sessions;

    ClassifierPool(GhostNetV2 model, PoolOptions options) {
        this.model = model;
        this.sessions = new SessionPool<>("classifiers", Objects.requireNonNull(options, "options"),
                model::classifier);
    }

    @Override
    public GhostNetV2 model() { return model; }

    /// {@return the number of sessions that have been made; at most [PoolOptions#sessions()]}
    public int sessions() { return sessions.made(); }

    /// {@return how many calls are waiting for their turn, or still reading their streams}
    public int waiting() { return sessions.waiting(); }

    @Override
    public List<Classification> classify(ImageSource image, Selection selection) {
        Objects.requireNonNull(image, "image");
        Selection.require(selection, model);
        return sessions.call(image, (classifier, pixels) -> classifier.classify(pixels, selection));
    }

    @Override
    public List<Classification> classify(RgbImage image, Selection selection) {
        Objects.requireNonNull(image, "image");
        Selection.require(selection, model);
        return sessions.call(classifier -> classifier.classify(image, selection));
    }

    @Override
    public float[] logits(float[] nhwc) {
        Objects.requireNonNull(nhwc, "nhwc");
        return sessions.call(classifier -> classifier.logits(nhwc));
    }

    /// Classifies many images, as many at once as there are sessions, on threads of the pool and the calling one. Other
    /// calls get their turns between.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @param selection which classes the answers may name, made by this pool's model
    /// @return a result for each image, in their order; an image that failed, be it that it is bad, that it waited too
    ///         long or that the pool was closed, is a result with its exception
    /// @throws IllegalArgumentException if the selection is of a model with other labels
    /// @throws IllegalStateException if the pool is closed
    @Override
    public List<BatchResult<List<Classification>>> classifyAll(List<ImageSource> images, Selection selection) {
        Selection.require(selection, model);
        int side = model.preprocessing().crop();
        return sessions.all(images, (classifier, pixels) -> classifier.classify(pixels, selection),
                new Shape(1, side, side, 3), Classifier::several,
                (run, image) -> Classifier.best(model, run, image, selection));
    }

    /// Refuses new calls and ends those that wait, with an `IllegalStateException`. Those that run come to their end,
    /// for which this does not wait. Closing twice is harmless.
    @Override
    public void close() { sessions.close(); }
}
