package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// Gives feature maps and embeddings of images to any number of threads, platform or virtual, each of which calls as if
/// it had a [FeatureExtractor] of its own, with the same bits. Order, patience and memory are those of a
/// [ClassifierPool].
public final class FeatureExtractorPool implements ImageFeatures {
    private final GhostNetV2 model;
    private final List<Tap> taps;
    private final Plan plan;
    private final SessionPool<FeatureExtractor> sessions;

    /// @param plan what the extractors run
    /// @param maker makes an extractor
    FeatureExtractorPool(GhostNetV2 model, List<Tap> taps, Plan plan, PoolOptions options,
            Supplier<FeatureExtractor> maker) {
        this.model = model;
        this.taps = List.copyOf(taps);
        this.plan = plan;
        this.sessions = new SessionPool<>("feature extractors", Objects.requireNonNull(options, "options"), maker);
    }

    @Override
    public GhostNetV2 model() { return model; }

    @Override
    public List<Tap> taps() { return taps; }

    @Override
    public Shape inputShape() { return plan.inputShape(); }

    @Override
    public Shape shape(Tap tap) { return FeatureExtractor.shape(plan, taps, tap); }

    /// {@return the number of sessions that have been made; at most [PoolOptions#sessions()]}
    public int sessions() { return sessions.made(); }

    /// {@return how many calls are waiting for their turn, or still reading their streams}
    public int waiting() { return sessions.waiting(); }

    @Override
    public Map<Tap, FeatureMap> extract(ImageSource image) {
        Objects.requireNonNull(image, "image");
        return sessions.call(image, FeatureExtractor::extract);
    }

    @Override
    public Map<Tap, FeatureMap> extract(RgbImage image) {
        Objects.requireNonNull(image, "image");
        return sessions.call(extractor -> extractor.extract(image));
    }

    @Override
    public Map<Tap, FeatureMap> extract(float[] nhwc) {
        Objects.requireNonNull(nhwc, "nhwc");
        return sessions.call(extractor -> extractor.extract(nhwc));
    }

    /// Gives the features of many images, as many at once as there are sessions, on threads of the pool and the calling
    /// one. Other calls get their turns between.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @return a result for each image, in their order; an image that failed, be it that it is bad, that it waited too
    ///         long or that the pool was closed, is a result with its exception
    /// @throws IllegalStateException if the pool is closed
    @Override
    public List<BatchResult<Map<Tap, FeatureMap>>> extractAll(List<ImageSource> images) {
        return sessions.all(images, FeatureExtractor::extract, plan.inputShape(), FeatureExtractor::several,
                (run, image) -> FeatureExtractor.features(taps, run, image));
    }

    /// As [ClassifierPool#close()].
    @Override
    public void close() { sessions.close(); }
}
