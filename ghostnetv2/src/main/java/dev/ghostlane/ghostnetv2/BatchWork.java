package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Session;
import dev.ghostlane.images.ImageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Many images on a pool, as many at once as it has sessions, on threads of their own and the calling one. Each image
/// takes a turn; where that pays, an image waits, decoded and prepared, until there are [SeveralImages] to run.
///
/// @param <T> what the pool lends
/// @param <R> what is found out about an image
final class BatchWork<T extends AutoCloseable, R> {
    private final SessionPool<T> pool;
    private final List<ImageSource> images;
    private final BiFunction<T, ImageSource, R> single;
    private final Function<T, SeveralImages> several;
    private final BiFunction<Session, Integer, R> reader;
    private final AtomicReferenceArray<BatchResult<R>> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Error> error = new AtomicReference<>();

    /// @param single does an image alone
    /// @param several makes what does several at once; null for one after the other
    /// @param reader reads the result of an image of a run of several, by its place
    BatchWork(SessionPool<T> pool, List<ImageSource> images, BiFunction<T, ImageSource, R> single,
            Function<T, SeveralImages> several, BiFunction<Session, Integer, R> reader) {
        this.pool = pool;
        this.images = images;
        this.single = single;
        this.several = several;
        this.reader = reader;
        this.results = new AtomicReferenceArray<>(images.size());
    }

    /// Does all of them.
    ///
    /// @return a result for each image, in their order
    List<BatchResult<R>> run(int threads) {
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, images.size()); i++) {
            others.add(Thread.ofPlatform().daemon().name("ghostlane-batch-" + i).start(this::work));
        }
        work();
        others.forEach(BatchWork::join);
        if (error.get() != null) {
            throw error.get();
        }
        return IntStream.range(0, images.size()).mapToObj(results::get).toList();
    }

    private void work() {
        try (Group group = new Group()) {
            for (int i = next.getAndIncrement(); i < images.size() && error.get() == null; i = next.getAndIncrement()) {
                try {
                    if (several == null) {
                        found(i, pool.decoded(images.get(i), single));
                    } else {
                        group.add(i);
                    }
                } catch (RuntimeException e) {
                    failed(i, e);
                }
            }
            group.finish();
        } catch (Error e) {
            error.compareAndSet(null, e);
        }
    }

    private void found(int image, R value) { results.set(image, new BatchResult<>(images.get(image), value, null)); }

    private void failed(int image, RuntimeException failure) {
        results.set(image, new BatchResult<>(images.get(image), null, failure));
    }

    /// What a thread has prepared and not run.
    private final class Group implements AutoCloseable {
        private final List<Integer> members = new ArrayList<>();
        private SeveralImages run;
        /// Whether the heap has no room for several at once, so that they run one by one.
        private boolean isImpossible;

        /// Prepares an image, and runs the group if that was the last one.
        void add(int image) {
            boolean waits = pool.decoded(images.get(image), (one, source) -> {
                if (run == null && !isImpossible) {
                    try {
                        run = several.apply(one);
                    } catch (OutOfMemoryError e) {
                        isImpossible = true;
                    }
                }
                if (run == null) {
                    found(image, single.apply(one, source));
                    return false;
                }
                run.put(members.size(), source);
                return true;
            });
            if (!waits) {
                return;
            }
            members.add(image);
            if (members.size() == SeveralImages.IMAGES) {
                finish();
            }
        }

        /// Runs what there is.
        void finish() {
            if (members.isEmpty()) {
                return;
            }
            try {
                pool.turn(_ -> {
                    run.run();
                    for (int place = 0; place < members.size(); place++) {
                        int at = place;
                        int image = members.get(place);
                        results.set(image, SeveralImages.result(images.get(image), _ -> run.get(at, reader)));
                    }
                    return null;
                });
            } catch (RuntimeException e) {
                members.forEach(image -> failed(image, e));
            } finally {
                members.clear();
            }
        }

        @Override
        public void close() {
            if (run != null) {
                run.close();
            }
        }
    }

    /// Waits for the end of a thread, which comes soon; an interrupt is kept for the caller.
    private static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
