package dev.ghostlane.cli.measure;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.engine.Session;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Measures runs of a session: warms up until the time no longer falls, the JIT compiler rests and runs allocate
/// nothing (for 80 windows at most), then notes the time of every run.
///
/// @param nanos time of each run
/// @param bytes what the calling thread allocated in each run
/// @param warmupRuns runs before the measured ones
public record Benchmark(Samples nanos, Samples bytes, long warmupRuns) {
    private static final int MOST_RUNS = 1 << 20;

    private static final SteadyState WARM_UP = new SteadyState(80, 0.98);

    /// The compiler rests if it took less than this share of a window and runs allocate nothing: SIMD kernels allocate
    /// until they are compiled, and the JVM counts a compilation, which may take seconds, only at its end.
    private static final double REST = 0.05;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Measures.
    ///
    /// @param seconds how long; the warm-up takes at least half of it again
    public static Benchmark of(Session session, double seconds) {
        long window = (long) (seconds * 1e9 / 8);
        LongAdder runs = new LongAdder();
        double best = WARM_UP.reach(List.of(number -> {
            long compiled = compilationMillis();
            Benchmark warmup = measure(session, MOST_RUNS / 16, window);
            runs.add(warmup.nanos.count());
            boolean rests = compilationMillis() - compiled <= REST * window / 1e6 && warmup.allocatedBytesPerRun() == 0;
            return new SteadyState.Round(warmup.nanos.quantile(0.5), rests);
        }))[0];
        int capacity = (int) Math.clamp(4 * seconds * 1e9 / best + 16, 16, MOST_RUNS);
        session.resetProfile();
        Benchmark measured = measure(session, capacity, (long) (seconds * 1e9));
        return new Benchmark(measured.nanos, measured.bytes, runs.sum());
    }

    /// Time that the JIT compiler has taken, 0 where the JVM does not tell.
    private static long compilationMillis() {
        return COMPILER != null && COMPILER.isCompilationTimeMonitoringSupported()
                ? COMPILER.getTotalCompilationTime()
                : 0;
    }

    /// Runs at least once, until the time is over or so many runs are done. Between two readings of the thread's
    /// allocation only a run can allocate; taking two at the start shows what a reading itself allocates.
    private static Benchmark measure(Session session, int mostRuns, long duration) {
        long[] nanos = new long[mostRuns];
        long[] bytes = new long[mostRuns];
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
        } while (now - end < 0 && runs < mostRuns);
        return new Benchmark(Samples.of(nanos, runs), Samples.of(bytes, runs), 0);
    }

    /// Bytes that the calling thread allocated for a run: the median, because the JVM charges the thread with some
    /// bytes when it replaces code that is running.
    public long allocatedBytesPerRun() { return bytes.quantile(0.5); }

    /// Bytes that the calling thread allocated in all runs.
    public long allocatedBytes() { return Arrays.stream(bytes.sorted()).sum(); }
}
