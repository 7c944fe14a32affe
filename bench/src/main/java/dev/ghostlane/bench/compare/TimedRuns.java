package dev.ghostlane.bench.compare;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Times of single runs of something. It needs nothing but the JDK: see [BuildWorker].
///
/// @param nanos nanoseconds of each run
/// @param settled whether the JIT compiler of the process rested: until then times tell little of what is to come
public record TimedRuns(long[] nanos, boolean settled) {
    private static final int MOST = 1 << 20;

    /// A pause long enough for any runtime: ONNX Runtime's threads spin for some 40 ms, Ghostlane's for 1 ms.
    private static final long PAUSE_MILLIS = 100;

    /// The compiler rests if it took less than this part of the time. The JVM counts a compilation when it ends.
    private static final double REST = 0.05;

    /// Nanoseconds of the shortest turn that can tell: compilations are counted in milliseconds.
    private static final long TELLING = 50_000_000;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /// The pause before a turn of runs on so many threads.
    static long pauseMillis(int threads) { return threads > 1 ? PAUSE_MILLIS : 0; }

    /// Pauses, runs once for nothing, then runs for some time, and at least once.
    ///
    /// @param duration nanoseconds
    public static TimedRuns of(Runnable what, long pauseMillis, long duration) {
        if (pauseMillis > 0) {
            pause(pauseMillis);
        }
        long compiled = COMPILER.getTotalCompilationTime();
        what.run();
        long[] nanos = new long[1 << 10];
        int count = 0;
        long begin = System.nanoTime();
        long end = begin + duration;
        long now;
        do {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            long start = System.nanoTime();
            what.run();
            now = System.nanoTime();
            nanos[count++] = now - start;
        } while (now < end && count < MOST);
        return new TimedRuns(Arrays.copyOf(nanos, count),
                duration < TELLING
                        || COMPILER.getTotalCompilationTime() - compiled <= REST * (now - begin) / 1e6);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
