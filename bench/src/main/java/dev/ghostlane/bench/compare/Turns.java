package dev.ghostlane.bench.compare;

import dev.ghostlane.cli.measure.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/// The turns of one contestant among several.
///
/// Threads of a runtime spin for a moment after a run, in the hope of another. Where one contestant's threads spin, the
/// next one lacks a core. So a turn on several threads begins with a pause, in which they give up, and each turn with a
/// run that does not count, which brings the contestant's own data back into the caches.
public final class Turns {

    private final LongFunction<TimedRuns> turn;
    private final List<Samples> turns = new ArrayList<>();
    private long total;
    private boolean settled;

    /// @param pauseMillis how long to pause before a turn
    public Turns(Contestant contestant, long pauseMillis) {
        this(duration -> TimedRuns.of(contestant::run, pauseMillis, duration));
    }

    /// @param turn runs for so many nanoseconds, and at least once
    public Turns(LongFunction<TimedRuns> turn) { this.turn = turn; }

    /// Runs for some time, and at least once.
    ///
    /// @param duration nanoseconds
    public void turn(long duration) {
        TimedRuns runs = turn.apply(duration);
        long[] nanos = runs.nanos();
        settled = runs.settled();
        turns.add(Samples.of(nanos, nanos.length));
        total += Arrays.stream(nanos).sum();
    }

    /// Nanoseconds of all runs.
    public long total() { return total; }

    /// Whether the JIT compiler rested in the last turn.
    public boolean settled() { return settled; }

    /// The runs so far.
    public Samples samples() { return Samples.join(turns); }
}
