package dev.ghostlane.cli;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.engine.Session;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Measures runs of a session: warms up until the time no longer falls, then notes the time of every run.
///
/// @param sortedNanos time of each run, ascending
/// @param allocatedBytes what the calling thread allocated in all these runs
/// @param warmupRuns runs before the measured ones
record Benchmark(long[] sortedNanos, long allocatedBytes, long warmupRuns) {
    private static final int MAX_RUNS = 1 << 20;

    /// The warm-up ends when this many windows in a row brought nothing.
    private static final int STEADY_WINDOWS = 3;

    /// A window brings something if its median is below this part of the best one before.
    private static final double GAIN = 0.98;

    private static final int MAX_WINDOWS = 40;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Measures.
    ///
    /// @param seconds how long; the warm-up takes at least half of it again
    static Benchmark of(Session session, double seconds) {
        long window = (long) (seconds * 1e9 / 8);
        double best = Double.MAX_VALUE;
        long runs = 0;
        int steady = 0;
        for (int i = 0; i < MAX_WINDOWS && (i < 4 || steady < STEADY_WINDOWS); i++) {
            Benchmark warmup = measure(session, new long[MAX_RUNS / 16], window);
            steady = warmup.medianNanos() < GAIN * best ? 0 : steady + 1;
            best = Math.min(best, warmup.medianNanos());
            runs += warmup.runs();
        }
        int capacity = (int) Math.clamp(4 * seconds * 1e9 / best + 16, 16, MAX_RUNS);
        session.resetProfile();
        Benchmark measured = measure(session, new long[capacity], (long) (seconds * 1e9));
        return new Benchmark(measured.sortedNanos, measured.allocatedBytes, runs);
    }

    /// Runs at least once, until the time is over or `nanos` is full. Between the two readings of the thread's
    /// allocation nothing but the runs can allocate; what a reading itself allocates is found by taking two.
    private static Benchmark measure(Session session, long[] nanos, long duration) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        long reading = THREADS.getCurrentThreadAllocatedBytes() - before;
        int runs = 0;
        before = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long end = start + duration;
        long now = start;
        do {
            session.run();
            long after = System.nanoTime();
            nanos[runs] = after - now;
            runs++;
            now = after;
        } while (now - end < 0 && runs < nanos.length);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before - reading;
        long[] sorted = Arrays.copyOf(nanos, runs);
        Arrays.sort(sorted);
        return new Benchmark(sorted, Math.max(0, allocated), 0);
    }

    /// Number of measured runs.
    int runs() { return sortedNanos.length; }

    /// Time of the fastest run.
    long minNanos() { return sortedNanos[0]; }

    /// Time that half of the runs kept within.
    long medianNanos() { return quantile(0.5); }

    /// Time that nine runs in ten kept within.
    long p90Nanos() { return quantile(0.9); }

    /// Bytes that the calling thread allocated for a run, on average.
    double allocatedBytesPerRun() { return (double) allocatedBytes / runs(); }

    /// Nearest rank.
    private long quantile(double part) {
        return sortedNanos[Math.max(0, (int) Math.ceil(part * sortedNanos.length) - 1)];
    }
}
