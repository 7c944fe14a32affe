package dev.ghostlane.bench.compare;

import java.util.Arrays;

/// Times of single runs of a contestant in this process. It needs nothing but the JDK: see [BuildWorker].
final class TimedRuns {
    private static final int MOST = 1 << 20;

    private TimedRuns() {}

    /// Pauses, runs once for nothing, then runs for some time, and at least once.
    ///
    /// @param duration nanoseconds
    /// @return nanoseconds of each run
    static long[] of(Contestant contestant, long pauseMillis, long duration) {
        if (pauseMillis > 0) {
            pause(pauseMillis);
        }
        contestant.run();
        long[] nanos = new long[1 << 10];
        int count = 0;
        long end = System.nanoTime() + duration;
        long now;
        do {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            long start = System.nanoTime();
            contestant.run();
            now = System.nanoTime();
            nanos[count++] = now - start;
        } while (now < end && count < MOST);
        return Arrays.copyOf(nanos, count);
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
