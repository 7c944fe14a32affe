package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Many images on the thread that calls: one by one, or [SeveralImages] at once where that pays. Keeps the session for
/// several until it is closed.
final class LocalBatch implements AutoCloseable {
    private final Supplier<SeveralImages> maker;
    private SeveralImages several;
    private boolean isImpossible;

    /// @param maker makes what runs several at once
    LocalBatch(Supplier<SeveralImages> maker) { this.maker = maker; }

    /// Does all images.
    ///
    /// @param session the one that `single` runs
    /// @param single does an image alone
    /// @param reader reads the result of an image of a run of several, by its place
    /// @return a result for each image, in their order
    <R> List<BatchResult<R>> all(List<ImageSource> images, Session session, Function<ImageSource, R> single,
            BiFunction<Session, Integer, R> reader) {
        List<BatchResult<R>> results = new ArrayList<>();
        while (results.size() < images.size()) {
            List<ImageSource> left = images.subList(results.size(), images.size());
            // While kernels are being compiled, a run of several would take as long as so many cold runs.
            if (session.threads() == 1 && session.isWarm()
                    && SeveralImages.pay(left.size(), 1, session.plan().inputShape()) && hasSeveral()) {
                results.addAll(several.all(left.subList(0, SeveralImages.IMAGES), reader));
            } else {
                results.add(SeveralImages.result(left.getFirst(), single));
            }
        }
        return results;
    }

    /// Whether several can run at once: if the heap has no room for that, they run one by one as before.
    private boolean hasSeveral() {
        if (several == null && !isImpossible) {
            try {
                several = maker.get();
            } catch (OutOfMemoryError e) {
                isImpossible = true;
            }
        }
        return several != null;
    }

    @Override
    public void close() {
        if (several != null) {
            several.close();
            several = null;
        }
    }
}
