package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.function.BiFunction;

/// A session that runs several images at once, for batches. The weights are then read once for all of them, which for
/// small inputs is most of the time.
///
/// @param <R> what is found out about an image
final class SeveralImages<R> implements AutoCloseable {

    /// Images of a run. On one thread, width 1.0, these four take half the time of four runs at 64×64 and 0.9 times at
    /// 224×224; with eight it is 0.4 and 1.0 times.
    static final int IMAGES = 4;

    /// Working memory may take one part of so many of the heap.
    private static final int PART_OF_HEAP = 8;

    /// Makes an image the input of a run.
    interface Preparation {
        void prepare(RgbImage image, float[] data, int offset);
    }

    private final IdleSessions idle;
    private final Session session;
    private final Preparation preparation;
    private final BiFunction<Session, Integer, R> reader;

    /// @param plan for one image
    /// @param reader reads the result of an image, by its place from 0 on
    SeveralImages(IdleSessions idle, Plan plan, Preparation preparation, BiFunction<Session, Integer, R> reader) {
        this.idle = idle;
        this.session = idle.take(plan.compiled(), IMAGES, plan.inputShape().height(), plan.inputShape().width());
        this.preparation = preparation;
        this.reader = reader;
    }

    /// Whether so many images are worth it on so many sessions, and there is memory for that.
    ///
    /// @param plan for one image
    static boolean pay(int images, int sessions, Plan plan) {
        return images >= IMAGES * sessions
                && plan.arenaBytes() * IMAGES * sessions <= Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /// Prepares an image.
    ///
    /// @param place from 0 to [#IMAGES], exclusively
    void put(int place, RgbImage image) {
        FeatureMap input = session.input();
        preparation.prepare(image, input.data(), input.index(place * input.height(), 0));
    }

    /// Runs what is prepared.
    void run() { session.run(); }

    /// The result of an image of the last run.
    R get(int place) { return reader.apply(session, place); }

    @Override
    public void close() { idle.give(session); }
}
