package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.function.BiFunction;

/// A session that runs several images at once, for batches. The weights are then read once for all of them, which for
/// small inputs is most of the time.
///
/// @param <R> what is found out about an image
final class SeveralImages<R> implements AutoCloseable {

    static final int IMAGES = 4;

    /// Most pixels of an input: of larger ones the weights are a small part of what a run reads, and the working memory
    /// of four would be much.
    private static final int MOST_PIXELS = 160 * 160;

    private final IdleSessions idle;
    private final Session session;
    private final InputReader inputs;
    private final BiFunction<Session, Integer, R> reader;

    /// @param plan for one image
    /// @param inputs makes its inputs, and no others
    /// @param reader reads the result of an image, by its place from 0 on
    SeveralImages(IdleSessions idle, Plan plan, InputReader inputs, BiFunction<Session, Integer, R> reader) {
        this.idle = idle;
        this.session = idle.take(plan.compiled(), IMAGES, plan.inputShape().height(), plan.inputShape().width());
        this.inputs = inputs;
        this.reader = reader;
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
    R get(int place) { return reader.apply(session, place); }

    @Override
    public void close() { idle.give(session); }
}
