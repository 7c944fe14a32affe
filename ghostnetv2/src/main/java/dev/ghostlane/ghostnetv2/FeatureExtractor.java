package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Gives feature maps and embeddings of images: what a network has at some [Tap]s. What comes after the last of them
/// is not computed.
///
/// {@snippet file="dev/ghostlane/ghostnetv2/SamplesTest.java" region="features"}
///
/// Holds the working memory of a network for one image; serves one thread at a time, so use one for each thread, or
/// a [FeatureExtractorPool]. Using one from two threads at once, or after [#close()], is an `IllegalStateException`.
public final class FeatureExtractor implements ImageFeatures {
    private final GhostNetV2 model;
    private final List<Tap> taps;
    private final boolean whole;
    private final ExclusiveSession session;
    private final InputReader inputs;

    /// @param whole whether images are resized to the input's size as they are, rather than preprocessed
    FeatureExtractor(GhostNetV2 model, List<Tap> taps, int height, int width, boolean whole, int threads) {
        this.model = model;
        this.taps = List.copyOf(Objects.requireNonNull(taps, "taps"));
        this.whole = whole;
        this.session = new ExclusiveSession("feature extractor", "model.featurePool(taps)", model.idle(),
                model.compiled(taps), height, width, threads, this::inputs);
        this.inputs = inputs();
    }

    @Override
    public GhostNetV2 model() { return model; }

    @Override
    public List<Tap> taps() { return taps; }

    @Override
    public Shape inputShape() { return session.plan().inputShape(); }

    @Override
    public Shape shape(Tap tap) { return shape(session.plan(), taps, tap); }

    /// Shape of a tap's map: `1×H×W×C`.
    ///
    /// @throws IllegalArgumentException if it is not among those asked for
    static Shape shape(Plan plan, List<Tap> taps, Tap tap) {
        if (!taps.contains(Objects.requireNonNull(tap, "tap"))) {
            throw new IllegalArgumentException("expected one of the taps " + taps + ", found " + tap);
        }
        return plan.shape(tap.value());
    }

    /// Decodes and prepares an image from anywhere and gives its features.
    ///
    /// @param image a file, bytes, a stream or pixels, with a name for messages
    /// @return a map for each tap, in their order, in NHWC layout without gaps from index 0 of an array of its own
    /// @throws ImageException if the file is no usable image
    /// @throws ImageMemoryException if there is no memory to decode it now
    /// @throws IllegalStateException if the extractor is closed or in use by another thread
    @Override
    public Map<Tap, FeatureMap> extract(ImageSource image) {
        Objects.requireNonNull(image, "image");
        Session running = session.enter();
        try {
            inputs.read(image, running.input().data(), running.input().offset());
            running.run();
            return features(running, 0);
        } finally {
            session.leave();
        }
    }

    /// Prepares an image and gives its features. If the extractor was made for the model's own input size, the image
    /// goes through the model's preprocessing, which cuts a square out of its middle; if it was made for a size, all of
    /// the image is resized to that, by the preprocessing's filter, and normalised.
    ///
    /// @param image the pixels
    /// @return a map for each tap, in their order, in NHWC layout without gaps from index 0 of an array of its own
    /// @throws ImageException if the image is too elongated to be resized
    /// @throws IllegalStateException if the extractor is closed or in use by another thread
    @Override
    public Map<Tap, FeatureMap> extract(RgbImage image) {
        Objects.requireNonNull(image, "image");
        Session running = session.enter();
        try {
            inputs.read(image, running.input().data(), running.input().offset());
            running.run();
            return features(running, 0);
        } finally {
            session.leave();
        }
    }

    /// The features of an image that is a tensor already.
    ///
    /// @param nhwc a normalised image of the input's size, `height × width × 3`
    /// @return a map for each tap, in their order, in NHWC layout without gaps from index 0 of an array of its own
    /// @throws IllegalArgumentException if the length does not fit
    /// @throws IllegalStateException if the extractor is closed or in use by another thread
    @Override
    public Map<Tap, FeatureMap> extract(float[] nhwc) {
        Objects.requireNonNull(nhwc, "nhwc");
        if (nhwc.length != inputShape().floats()) {
            throw new IllegalArgumentException("the input must have " + inputShape().floats() + " floats for "
                    + inputShape() + ", found " + nhwc.length);
        }
        Session running = session.enter();
        try {
            System.arraycopy(nhwc, 0, running.input().data(), running.input().offset(), nhwc.length);
            running.run();
            return features(running, 0);
        } finally {
            session.leave();
        }
    }

    /// Gives the features of many images on the calling thread; one after the other, if the extractor has threads of
    /// its own.
    ///
    /// @param images files, bytes, streams or pixels, each with a name for messages
    /// @return a result for each image, in their order; an image that failed is a result with its exception
    /// @throws IllegalStateException if the extractor is closed or in use by another thread
    @Override
    public List<BatchResult<Map<Tap, FeatureMap>>> extractAll(List<ImageSource> images) {
        List<ImageSource> sources = List.copyOf(Objects.requireNonNull(images, "images"));
        Session running = session.enter();
        try {
            return session.batch().all(sources, running, image -> {
                inputs.read(image, running.input().data(), running.input().offset());
                running.run();
                return features(running, 0);
            }, this::features);
        } finally {
            session.leave();
        }
    }

    /// What makes the inputs; one for each thread.
    private InputReader inputs() {
        return whole
                ? InputReader.whole(model.preprocessing(), inputShape().width(), inputShape().height())
                : InputReader.of(model.preprocessing());
    }

    private Map<Tap, FeatureMap> features(Session run, int image) { return features(taps, run, image); }

    /// The maps of an image of a run.
    static Map<Tap, FeatureMap> features(List<Tap> taps, Session run, int image) {
        Map<Tap, FeatureMap> features = new LinkedHashMap<>();
        for (Tap tap : taps) {
            features.put(tap, copy(run.output(tap.value()), image));
        }
        return Collections.unmodifiableMap(features);
    }

    /// The map of an image of a run, in an array of its own.
    static FeatureMap copy(FeatureMap from, int image) {
        FeatureMap to = FeatureMap.allocate(1, from.height(), from.width(), from.channels());
        int first = from.index(image * from.height(), 0);
        for (int pixel = 0; pixel < to.pixels(); pixel++) {
            System.arraycopy(from.data(), first + pixel * from.pixelStride(), to.data(), pixel * to.channels(),
                    to.channels());
        }
        return to;
    }

    /// What gives the features of several images at once.
    SeveralImages several() { return new SeveralImages(model.idle(), session.plan(), inputs()); }

    /// Ends the extractor and its threads; closing twice is harmless.
    @Override
    public void close() { session.close(); }
}
