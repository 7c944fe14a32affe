package dev.ghostlane.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Results of numbered pieces of work, which are computed by several threads and come in the order of the numbers. No
/// thread is further ahead than a window, so that memory is bounded however slow one piece is.
///
/// @param <R> type of the results
final class OrderedWork<R> {

    /// How one piece went.
    ///
    /// @param value null if it failed
    /// @param failure null if it did not
    record Outcome<R>(R value, Throwable failure) {}

    private final int pieces;
    private final int window;
    private final Map<Integer, Outcome<R>> waiting = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private int begun;
    private int given;
    private boolean stopped;

    /// @param pieces how many there are, numbered from 0
    /// @param window most pieces that are begun and not yet given out
    OrderedWork(int pieces, int window) {
        this.pieces = pieces;
        this.window = window;
    }

    /// Starts a thread that does pieces, one after the other.
    ///
    /// @param worker does a piece; whatever it throws is the piece's outcome
    /// @param end called on the thread when nothing is left to do
    void start(IntFunction<R> worker, Runnable end) {
        Thread thread = new Thread(() -> work(worker, end), "images-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void work(IntFunction<R> worker, Runnable end) {
        try {
            for (int piece = begin(); piece >= 0; piece = begin()) {
                put(piece, attempt(worker, piece));
            }
        } finally {
            end.run();
        }
    }

    /// Does a piece on this thread.
    static <R> Outcome<R> attempt(IntFunction<R> worker, int piece) {
        try {
            return new Outcome<>(worker.apply(piece), null);
        } catch (Throwable failure) {
            return new Outcome<>(null, failure);
        }
    }

    /// The next piece, when the window has room for it; -1 if there is none.
    private synchronized int begin() {
        while (!stopped && begun < pieces && begun - given >= window) {
            pause();
        }
        return stopped || begun == pieces ? -1 : begun++;
    }

    private synchronized void put(int piece, Outcome<R> outcome) {
        waiting.put(piece, outcome);
        notifyAll();
    }

    /// Waits for the outcome of the next piece.
    ///
    /// @return null if the work was stopped before the piece was done
    synchronized Outcome<R> next() {
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
