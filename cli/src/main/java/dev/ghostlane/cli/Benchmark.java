package dev.ghostlane.cli;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.engine.Session;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/// Measures runs of a session: warms up until the time no longer falls, the JIT compiler rests and runs allocate nothing
/// (for 80 windows at most), then notes the time of every run.
///
/// @param sortedNanos time of each run, ascending
/// @param sortedBytes what the calling thread allocated in each run, ascending
/// @param warmupRuns runs before the measured ones
record Benchmark(long[] sortedNanos, long[] sortedBytes, long warmupRuns) {
    private static final int MAX_RUNS = 1 << 20;

    /// The warm-up ends when this many windows in a row brought nothing.
    private static final int STEADY_WINDOWS = 3;

    /// A window brings something if its median is below this part of the best one before.
    private static final double GAIN = 0.98;

    private static final int MAX_WINDOWS = 80;

    /// The compiler rests if it took less than this part of a window and runs allocate nothing: SIMD kernels that are not
    /// compiled allocate, and the JVM counts the time of a compilation, which may take seconds, at its end. Until then a window
    /// holds a few slow runs, whose times tell nothing of what is to come.
    private static final double REST = 0.05;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

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
            long compiled = compilationMillis();
            Benchmark warmup = measure(session, MAX_RUNS / 16, window);
            boolean rests = compilationMillis() - compiled <= REST * window / 1e6
                    && warmup.allocatedBytesPerRun() == 0;
            steady = rests && warmup.medianNanos() >= GAIN * best ? steady + 1 : 0;
            best = Math.min(best, warmup.medianNanos());
            runs += warmup.runs();
        }
        int capacity = (int) Math.clamp(4 * seconds * 1e9 / best + 16, 16, MAX_RUNS);
        session.resetProfile();
        Benchmark measured = measure(session, capacity, (long) (seconds * 1e9));
        return new Benchmark(measured.sortedNanos, measured.sortedBytes, runs);
    }

    /// Time that the JIT compiler has taken, 0 where the JVM does not tell.
    private static long compilationMillis() {
        return COMPILER != null && COMPILER.isCompilationTimeMonitoringSupported()
                ? COMPILER.getTotalCompilationTime()
                : 0;
    }

    /// Runs at least once, until the time is over or so many runs are done. Between two readings of the
    /// thread's allocation nothing but a run can allocate; what a reading itself allocates is found by taking two.
    private static Benchmark measure(Session session, int maxRuns, long duration) {
        long[] nanos = new long[maxRuns];
        long[] bytes = new long[maxRuns];
        long first = THREADS.getCurrentThreadAllocatedBytes();
        long reading = THREADS.getCurrentThreadAllocatedBytes() - first;
        int runs = 0;
        long end = System.nanoTime() + duration;
        long now;
        do {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            session.run();
            now = System.nanoTime();
            bytes[runs] = THREADS.getCurrentThreadAllocatedBytes() - before - reading;
            nanos[runs] = now - start;
            runs++;
        } while (now - end < 0 && runs < maxRuns);
        return new Benchmark(sorted(nanos, runs), sorted(bytes, runs), 0);
    }

    private static long[] sorted(long[] values, int count) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /// Number of measured runs.
    int runs() { return sortedNanos.length; }

    /// Time of the fastest run.
    long minNanos() { return sortedNanos[0]; }

    /// Time that half of the runs kept within.
    long medianNanos() { return quantile(sortedNanos, 0.5); }

    /// Time that nine runs in ten kept within.
    long p90Nanos() { return quantile(sortedNanos, 0.9); }

    /// Bytes that the calling thread allocated for a run: the median, because the JIT compiler, when it replaces
    /// code that is running, charges the thread with some bytes now and then.
    long allocatedBytesPerRun() { return quantile(sortedBytes, 0.5); }

    /// Bytes that the calling thread allocated in all runs.
    long allocatedBytes() { return Arrays.stream(sortedBytes).sum(); }

    /// Nearest rank.
    private static long quantile(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
