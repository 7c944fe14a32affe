package dev.ghostlane.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A peer on some cores: one process of Java with as many threads, or as many processes of Python.
final class Fleet implements AutoCloseable {
    private final List<PeerProcess> processes = new ArrayList<>();
    private final int atOnce;

    /// Starts it.
    Fleet(Installation peer, int cores) throws IOException {
        boolean python = peer.peer().isPython();
        atOnce = python ? 1 : cores;
        try {
            for (int i = 0; i < (python ? cores : 1); i++) {
                processes.add(peer.start(1, atOnce));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Classifies one photo after the other for some time, each when the last one's answer is there.
    ///
    /// @return milliseconds of each
    List<Double> oneByOne(Photos photos, double seconds) {
        List<Double> millis = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        do {
            long start = System.nanoTime();
            processes.getFirst().ask("classify", photos.get(millis.size()));
            millis.add((System.nanoTime() - start) / 1e6);
        } while (System.nanoTime() < end);
        return millis;
    }

    /// Classifies photos for some time, so that no core waits.
    ///
    /// @return photos a second
    double rate(Photos photos, double seconds) {
        try (ExecutorService threads = Executors.newFixedThreadPool(processes.size())) {
            List<Callable<Double>> rates = new ArrayList<>();
            processes.forEach(process -> rates.add(() -> rate(process, photos, seconds)));
            double rate = 0;
            for (Future<Double> one : threads.invokeAll(rates)) {
                rate += one.get();
            }
            return rate;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
    }

    /// From the first answer on, when all its threads are busy.
    private double rate(PeerProcess process, Photos photos, double seconds) {
        int turn = 0;
        while (turn < 2 * atOnce) {
            process.send("classify", photos.get(turn++));
        }
        process.answer();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        int answers = 0;
        long now;
        do {
            process.send("classify", photos.get(turn++));
            process.answer();
            answers++;
            now = System.nanoTime();
        } while (now < end);
        for (int left = 2 * atOnce - 1; left > 0; left--) {
            process.answer();
        }
        return answers * 1e9 / (now - begin);
    }

    /// The most memory that it has had, in MB: of all processes together.
    double peakMegabytes() { return processes.stream().mapToLong(PeerProcess::peakKilobytes).sum() / 1024.0; }

    @Override
    public void close() { processes.forEach(PeerProcess::close); }
}
