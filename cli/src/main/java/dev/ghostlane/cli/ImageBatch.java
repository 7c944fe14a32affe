package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Interruption;
import dev.ghostlane.cli.console.Progress;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ImageOptions;
import dev.ghostlane.ghostnetv2.BatchResult;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Does something for each of many images, on several threads, with progress on the error stream. Results come in the
/// order of the images, from a window of a fixed size. An image that cannot be used, or for which there is no memory,
/// does not stop the others; it is reported at the end.
///
/// @param <R> what is computed from an image
final class ImageBatch<R> implements AutoCloseable {

    /// Small results that may wait, for each thread, until an image before them is done: images can be done together.
    static final int SMALL = 16;

    /// Large results that may wait.
    static final int LARGE = 2;

    /// Computes on one thread at a time.
    ///
    /// @param one does an image
    /// @param several does images together; a result, or what it throws, for each of them
    /// @param end called when nothing is left to do
    record Worker<R>(Function<ImageSource, R> one, Function<List<ImageSource>, List<Supplier<R>>> several,
            Runnable end) {

        /// Does images one by one.
        Worker(Function<ImageSource, R> one, Runnable end) {
            this(one, images -> images.stream().map(image -> (Supplier<R>) () -> one.apply(image)).toList(), end);
        }
    }

    /// Takes results, always on the thread that called [#run].
    @FunctionalInterface
    interface Sink<R> {
        void accept(Path file, R result) throws IOException;
    }

    /// Takes the images that cannot be used, on the same thread and in their places among the results.
    @FunctionalInterface
    interface Refusals {

        /// @param image the file, or what was asked for and could not be found
        /// @param reason what is wrong with it
        void accept(String image, String reason);
    }

    private final ImageOptions options;
    private final List<Path> files;
    private final int threads;
    private final int ahead;
    private final Supplier<Worker<R>> workers;
    private final Worker<R> first;
    private final Deque<ImageFiles.Failure> notFound;
    private final List<RuntimeException> failures = new ArrayList<>();
    private final PrintWriter err;
    private final Progress progress;
    private final int asked;
    private Refusals refusals;
    private int done;
    private volatile boolean interrupted;

    /// @param threads most images that are worked on at once
    /// @param ahead how many results may wait for each thread, [#SMALL] or [#LARGE]
    /// @param workers makes a worker for each thread; the first one here, so that what no worker can do is known early
    ImageBatch(ImageOptions options, ImageFiles images, int threads, int ahead, Supplier<Worker<R>> workers,
            PrintWriter err) {
        this.options = options;
        this.files = images.files();
        this.threads = Math.min(threads, files.size());
        this.ahead = ahead;
        this.workers = workers;
        this.first = workers.get();
        this.notFound = new ArrayDeque<>(images.failures());
        this.asked = files.size() + notFound.size();
        this.err = err;
        this.progress = new Progress(err, "images", files.size());
    }

    /// Goes through the images. Those that cannot be used are reported by [#report()] alone.
    ///
    /// @throws IOException as [#run(Sink, Refusals)]
    void run(Sink<R> sink) throws IOException { run(sink, (_, _) -> {}); }

    /// Goes through the images.
    ///
    /// @param refusals receives the images that cannot be used, too
    /// @throws IOException as the sink; that, and whatever a worker throws but [ImageException],
    ///         [ImageMemoryException] and [InputException], ends the run
    void run(Sink<R> sink, Refusals refusals) throws IOException {
        this.refusals = refusals;
        if (files.size() == 1) {
            // No thread is started for that.
            OrderedWork.Outcome<R> outcome = apply(first, 0, 1).getFirst();
            take(0, outcome, sink);
            takeNotFound(Integer.MAX_VALUE);
            return;
        }
        OrderedWork<R> work = new OrderedWork<>(files.size(), threads, ahead * Math.max(threads, 1),
                ahead < BatchResult.IMAGES_AT_ONCE ? 1 : BatchResult.IMAGES_AT_ONCE);
        Interruption.tell(() -> {
            interrupted = true;
            work.stop();
        });
        try {
            for (int i = 0; i < threads; i++) {
                Lane lane = new Lane(i == 0 ? first : null);
                work.start(lane::apply, lane::close);
            }
            for (int i = 0; i < files.size() && !(interrupted && i >= work.begun()); i++) {
                progress.done(done);
                OrderedWork.Outcome<R> outcome = work.take();
                if (outcome != null) {
                    take(i, outcome, sink);
                } else if (!interrupted) {
                    throw new IllegalStateException("the thread that prints was interrupted");
                }
            }
            takeNotFound(interrupted ? 0 : Integer.MAX_VALUE);
        } finally {
            progress.clear();
            work.stop();
            if (!interrupted) {
                work.join();
            }
        }
    }

    /// What one thread has.
    private final class Lane {
        private Worker<R> worker;

        Lane(Worker<R> worker) { this.worker = worker; }

        List<OrderedWork.Outcome<R>> apply(int image, int count) {
            if (worker == null) {
                worker = workers.get();
            }
            return ImageBatch.this.apply(worker, image, count);
        }

        void close() {
            if (worker != null) {
                worker.end().run();
            }
        }
    }

    private List<OrderedWork.Outcome<R>> apply(Worker<R> worker, int image, int count) {
        if (count == 1) {
            return List.of(OrderedWork.attempt(() -> options.decode(files.get(image), worker.one())));
        }
        List<Path> some = files.subList(image, image + count);
        List<Supplier<R>> results = worker.several().apply(some.stream().map(options::source).toList());
        return IntStream.range(0, count).mapToObj(i -> OrderedWork.attempt(() -> {
            try {
                return results.get(i).get();
            } catch (ImageMemoryException e) {
                return options.decodeAlone(some.get(i), worker.one(), e);
            }
        })).toList();
    }

    /// Takes what was not found and comes before an image.
    private void takeNotFound(int image) {
        while (!notFound.isEmpty() && notFound.getFirst().before() <= image) {
            ImageFiles.Failure failure = notFound.removeFirst();
            refuse(failure.image(), failure.cause());
        }
    }

    private void refuse(String image, RuntimeException failure) {
        failures.add(failure);
        refusals.accept(image, Failures.reason(image, failure));
    }

    private void take(int image, OrderedWork.Outcome<R> outcome, Sink<R> sink) throws IOException {
        takeNotFound(image);
        done++;
        String name = files.get(image).toString();
        switch (outcome.failure()) {
            case null -> {
                progress.clear();
                sink.accept(files.get(image), outcome.value());
            }
            case ImageException e -> refuse(name, e);
            case ImageMemoryException e -> refuse(name, e);
            case InputException e -> refuse(name, new InputException(name + ": " + e.getMessage(), e));
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(outcome.failure());
        }
    }

    /// Whether the run was ended early, by Ctrl-C for example.
    boolean interrupted() { return interrupted; }

    /// Says which images could not be used, and why.
    ///
    /// @return the exit code: that of too little memory if there was none for any of the images
    int report() {
        // What an interrupted run did not come to.
        notFound.forEach(failure -> failures.add(failure.cause()));
        failures.forEach(failure -> Failures.report(failure, err));
        if (!failures.isEmpty() && asked > 1) {
            err.println("ghostlane: " + failures.size() + " of " + asked + " images could not be used");
        }
        if (interrupted) {
            err.println("ghostlane: interrupted after " + done + " of " + files.size() + " images");
            return Main.INTERRUPTED;
        }
        if (failures.isEmpty()) {
            return Main.GOOD;
        }
        boolean memoryAlone = failures.size() == asked
                && failures.stream().allMatch(failure -> failure instanceof ImageMemoryException);
        return memoryAlone ? Main.NO_MEMORY : Main.BAD_INPUT;
    }

    /// Ends the first worker; the others have ended with their threads.
    @Override
    public void close() {
        if (!interrupted) {
            first.end().run();
        }
    }
}
