package dev.ghostlane.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Results of numbered pieces of work, which are computed by several threads and come in the order of the numbers. A
/// thread takes one piece, or several while there are many. No thread is further ahead than a window, so that memory is
/// bounded however slow one piece is.
///
/// @param <R> type of the results
final class OrderedWork<R> {

    /// How one piece went.
    ///
    /// @param value null if it failed
    /// @param failure null if it did not
    record Outcome<R>(R value, Throwable failure) {}

    /// Does some pieces, one after the other or together.
    @FunctionalInterface
    interface Worker<R> {

        /// @return an outcome for each of the pieces
        List<Outcome<R>> apply(int first, int count);
    }

    private final int pieces;
    private final int window;
    private final int together;
    private final int enough;
    private final Map<Integer, Outcome<R>> waiting = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private int begun;
    private int given;
    private boolean stopped;

    /// @param pieces how many there are, numbered from 0
    /// @param threads that are going to be started
    /// @param window most pieces that are begun and not yet given out
    /// @param together how many a thread takes while there are so many for each thread; at most the window
    OrderedWork(int pieces, int threads, int window, int together) {
        if (together > window) {
            throw new IllegalArgumentException("a window of " + window + " has no room for " + together + " pieces");
        }
        this.pieces = pieces;
        this.window = window;
        this.together = together;
        this.enough = Math.multiplyExact(threads, together);
    }

    /// Starts a thread that does pieces, one after the other.
    ///
    /// @param worker does pieces; whatever it throws is the outcome of all of them
    /// @param end called on the thread when nothing is left to do
    void start(Worker<R> worker, Runnable end) {
        Thread thread = new Thread(() -> work(worker, end), "images-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work(Worker<R> worker, Runnable end) {
        try {
            for (Range range = begin(); range.count > 0; range = begin()) {
                put(range, attempt(worker, range));
            }
        } finally {
            end.run();
        }
    }

    private record Range(int first, int count) {}

    private static <R> List<Outcome<R>> attempt(Worker<R> worker, Range range) {
        try {
            List<Outcome<R>> outcomes = worker.apply(range.first, range.count);
            if (outcomes.size() != range.count) {
                throw new IllegalStateException(outcomes.size() + " outcomes of " + range.count + " pieces");
            }
            return outcomes;
        } catch (Throwable failure) {
            return Collections.nCopies(range.count, new Outcome<>(null, failure));
        }
    }

    /// Does a piece on this thread.
    static <R> Outcome<R> attempt(Supplier<R> piece) {
        try {
            return new Outcome<>(piece.get(), null);
        } catch (Throwable failure) {
            return new Outcome<>(null, failure);
        }
    }

    /// The next pieces, when the window has room for them; none if nothing is left.
    private synchronized Range begin() {
        while (!stopped && begun < pieces && begun - given > window - next()) {
            pause();
        }
        int count = stopped ? 0 : next();
        begun += count;
        return new Range(begun - count, count);
    }

    /// How many pieces a thread takes next.
    private int next() {
        int left = pieces - begun;
        return left >= enough ? together : Math.min(left, 1);
    }

    private synchronized void put(Range range, List<Outcome<R>> outcomes) {
        for (int i = 0; i < range.count; i++) {
            waiting.put(range.first + i, outcomes.get(i));
        }
        notifyAll();
    }

    /// Waits for the outcome of the next piece.
    ///
    /// @return null if the work was stopped before the piece was done
    synchronized Outcome<R> take() {
        while (!stopped && !waiting.containsKey(given)) {
            pause();
        }
        notifyAll();
        return waiting.remove(given++);
    }

    /// Begins no more pieces, and waits for none.
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /// How many pieces were begun.
    synchronized int begun() { return begun; }

    /// Waits until all threads have ended.
    void join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
