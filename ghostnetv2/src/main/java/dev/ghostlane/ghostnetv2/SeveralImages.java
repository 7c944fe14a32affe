package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A session that runs several images at once, for batches. The weights of small maps are then read once for all of
/// them.
final class SeveralImages implements AutoCloseable {

    static final int IMAGES = BatchResult.IMAGES_AT_ONCE;

    /// Most pixels of an input: of larger ones the weights are a small part of what a run reads.
    private static final int MOST_PIXELS = 320 * 320;

    private final IdleSessions idle;
    private final Session session;
    private final InputReader inputs;

    /// @param plan for one image
    /// @param inputs makes its inputs, and no others
    SeveralImages(IdleSessions idle, Plan plan, InputReader inputs) {
        this.idle = idle;
        this.session = idle.take(plan.compiled(), IMAGES, plan.inputShape().height(), plan.inputShape().width());
        this.inputs = inputs;
    }

    /// Whether runs of several take less time.
    ///
    /// @param images how many there are for so many sessions
    /// @param input the input for one image
    static boolean pay(int images, int sessions, Shape input) {
        return images >= IMAGES * sessions && input.height() * input.width() <= MOST_PIXELS;
    }

    /// Prepares an image.
    ///
    /// @param place from 0 to [#IMAGES], exclusively
    void put(int place, ImageSource image) {
        FeatureMap input = session.input();
        inputs.read(image, input.data(), input.index(place * input.height(), 0));
    }

    /// Runs what is prepared.
    void run() { session.run(); }

    /// The result of an image of the last run.
    ///
    /// @param reader reads it, by its place
    <R> R get(int place, BiFunction<Session, Integer, R> reader) { return reader.apply(session, place); }

    /// Does all images on the calling thread.
    ///
    /// @param images as many as are to run at once
    /// @param reader reads the result of an image, by its place
    /// @return a result for each image, in their order
    <R> List<BatchResult<R>> all(List<ImageSource> images, BiFunction<Session, Integer, R> reader) {
        List<RuntimeException> failures = new ArrayList<>();
        for (int place = 0; place < images.size(); place++) {
            try {
                put(place, images.get(place));
                failures.add(null);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        RuntimeException failed = null;
        try {
            run();
        } catch (RuntimeException e) {
            failed = e;
        }
        List<BatchResult<R>> results = new ArrayList<>();
        for (int place = 0; place < images.size(); place++) {
            int at = place;
            RuntimeException failure = failures.get(place) == null ? failed : failures.get(place);
            results.add(failure == null
                    ? result(images.get(place), _ -> get(at, reader))
                    : new BatchResult<>(images.get(place), null, failure));
        }
        return results;
    }

    /// What becomes of an image.
    static <R> BatchResult<R> result(ImageSource image, Function<ImageSource, R> work) {
        try {
            return new BatchResult<>(image, work.apply(image), null);
        } catch (RuntimeException e) {
            return new BatchResult<>(image, null, e);
        }
    }

    @Override
    public void close() { idle.give(session); }
}
