package dev.ghostlane.bench.compare;

import java.util.Arrays;

/// The turns of one contestant among several in a process.
///
/// Threads of a runtime spin for a moment after a run, in the hope of another. Where one contestant's threads spin, the
/// next one lacks a core. So a turn on several threads begins with a pause, in which they give up, and each turn with a
/// run that does not count, which brings the contestant's own data back into the caches.
public final class Turns {

    /// ONNX Runtime's threads were seen to spin for some 40 ms after a run, Ghostlane's for 1 ms.
    private static final long PAUSE_MILLIS = 100;
    private static final int MAX_SAMPLES = 1 << 20;

    private final Contestant contestant;
    private final long pauseMillis;
    private long[] nanos = new long[1 << 10];
    private int count;
    private long total;

    /// @param pauses whether a turn begins with a pause long enough for any runtime's threads to stop spinning
    public Turns(Contestant contestant, boolean pauses) { this(contestant, pauses ? PAUSE_MILLIS : 0); }

    /// @param pauseMillis how long to pause before a turn
    public Turns(Contestant contestant, long pauseMillis) {
        this.contestant = contestant;
        this.pauseMillis = pauseMillis;
    }

    /// Runs for some time, and at least once.
    ///
    /// @param duration nanoseconds
    public void turn(long duration) {
        if (pauseMillis > 0) {
            pause();
        }
        contestant.run();
        long end = System.nanoTime() + duration;
        long now;
        do {
            long start = System.nanoTime();
            contestant.run();
            now = System.nanoTime();
            add(now - start);
        } while (now < end && count < MAX_SAMPLES);
    }

    private void add(long sample) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = sample;
        total += sample;
    }

    /// Nanoseconds of all runs that count.
    public long total() { return total; }

    /// The runs so far.
    public Samples samples() { return Samples.of(Arrays.copyOf(nanos, count)); }

    private void pause() {
        try {
            Thread.sleep(pauseMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
