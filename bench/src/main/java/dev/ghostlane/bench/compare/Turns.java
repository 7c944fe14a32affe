package dev.ghostlane.bench.compare;

import java.util.Arrays;
import java.util.function.LongFunction;

/// The turns of one contestant among several.
///
/// Threads of a runtime spin for a moment after a run, in the hope of another. Where one contestant's threads spin, the
/// next one lacks a core. So a turn on several threads begins with a pause, in which they give up, and each turn with a
/// run that does not count, which brings the contestant's own data back into the caches.
public final class Turns {

    /// ONNX Runtime's threads were seen to spin for some 40 ms after a run, Ghostlane's for 1 ms.
    private static final long PAUSE_MILLIS = 100;
    private static final int MAX_SAMPLES = 1 << 20;

    private final LongFunction<long[]> turn;
    private long[] nanos = new long[1 << 10];
    private int count;
    private long total;

    /// @param pauses whether a turn begins with a pause long enough for any runtime's threads to stop spinning
    public Turns(Contestant contestant, boolean pauses) { this(contestant, pauses ? PAUSE_MILLIS : 0); }

    /// @param pauseMillis how long to pause before a turn
    public Turns(Contestant contestant, long pauseMillis) {
        this(duration -> timed(contestant, pauseMillis, duration));
    }

    /// @param turn runs for so many nanoseconds, and at least once; gives the nanoseconds of each run
    Turns(LongFunction<long[]> turn) { this.turn = turn; }

    /// Runs for some time, and at least once.
    ///
    /// @param duration nanoseconds
    public void turn(long duration) {
        long[] samples = turn.apply(duration);
        int used = Math.min(samples.length, MAX_SAMPLES - count);
        if (count + used > nanos.length) {
            nanos = Arrays.copyOf(nanos, Math.max(2 * nanos.length, count + used));
        }
        System.arraycopy(samples, 0, nanos, count, used);
        count += used;
        total += Arrays.stream(samples).sum();
    }

    /// Nanoseconds of all runs.
    public long total() { return total; }

    /// The runs so far.
    public Samples samples() { return Samples.of(Arrays.copyOf(nanos, count)); }

    /// A turn on several threads of a contestant in this process.
    static long[] timed(Contestant contestant, boolean pauses, long duration) {
        return timed(contestant, pauses ? PAUSE_MILLIS : 0, duration);
    }

    private static long[] timed(Contestant contestant, long pauseMillis, long duration) {
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
        } while (now < end && count < MAX_SAMPLES);
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
