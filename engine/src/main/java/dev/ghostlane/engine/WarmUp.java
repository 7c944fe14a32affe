package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// How far the move from scalar kernels to SIMD has come in this process.
///
/// Compiled code serves the whole process, so what a run has found out about a kind and shape of step counts for all
/// sessions, of whatever plan and however short their life. When all steps of a session have moved, sessions of other
/// shapes need no warming for steps of these variants either.
final class WarmUp {

    /// System property; `false` makes all sessions begin on their own kernels.
    static final String PROPERTY = "ghostlane.warmStart";

    /// Steps of which the process keeps the progress. A program that plans ever new shapes fills no memory with them;
    /// beyond this number a plan has progress of its own.
    private static final int MOST = 4096;

    private static final ConcurrentHashMap<Key, Progress> KNOWN = new ConcurrentHashMap<>();

    /// Variants of steps that need no warming any more.
    private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

    /// Runs in progress that have steps to warm.
    private static final AtomicInteger RUNS = new AtomicInteger();

    /// Such runs that have ended.
    private static final AtomicLong ENDED = new AtomicLong();

    private WarmUp() {}

    /// Steps with the same key run the same machine code for about the same time.
    private record Key(String variant, Activation activation, List<Shape> inputs, Shape output, long weightBytes) {}

    /// What is known of a kind and shape of step. Several runs may write at the same time; the last measurement counts,
    /// which is as good as any.
    static final class Progress {

        /// Nanoseconds that a unit took on the scalar kernel; 0 before the first run.
        volatile double scalarNanos;

        /// How many runs had ended when that was first known.
        volatile long known;

        /// Nanoseconds that a unit took on SIMD; 0 before the first trial.
        volatile double simdNanos;

        /// Whether SIMD is fast enough for all units.
        volatile boolean moved;
    }

    /// What a run may spend on SIMD kernels that are not compiled.
    static final class Budget {

        /// Nanoseconds for the runs at any time: long enough that some runs suffice, short enough that none takes
        /// seconds.
        private static final long NANOS = 300_000_000;

        private volatile long left;
        private volatile long endedBefore;

        /// A run begins: it has its share of what all runs at this time may spend.
        void begin() {
            endedBefore = ENDED.get();
            left = NANOS / RUNS.incrementAndGet();
        }

        /// The run has ended, whatever came of it.
        void end() {
            RUNS.decrementAndGet();
            ENDED.incrementAndGet();
        }

        /// Whether the run may try SIMD on a step. The first run of a step is scalar from its begin to its end, and so
        /// are others at the same time, although steps share what they find out: first answers come soon.
        boolean mayTry(Progress progress) {
            return progress.scalarNanos > 0 && endedBefore > progress.known && left > 0;
        }

        /// How many units of so many nanoseconds can be paid.
        long units(double nanos) { return (long) (left / nanos); }

        /// Threads that spend at the same time may overwrite each other, which only lengthens the run.
        void spend(long nanos) { left -= nanos; }
    }

    /// Notes how long a unit of a step took on the scalar kernel.
    static void scalar(Progress progress, double nanos) {
        if (progress.scalarNanos == 0) {
            progress.known = ENDED.get();
        }
        progress.scalarNanos = nanos;
    }

    /// The progress of a step, the same for all plans.
    static Progress of(Step step, List<Shape> inputs, Shape output) {
        Key key = new Key(step.variant(output), step.activation(), inputs, output, step.weightBytes());
        Progress known = KNOWN.get(key);
        if (known == null && KNOWN.size() < MOST) {
            known = KNOWN.computeIfAbsent(key, _ -> new Progress());
        }
        return known == null ? new Progress() : known;
    }

    /// Whether a step of this variant needs warming.
    static boolean needs(String variant, Progress progress) {
        return !progress.moved && !WARM.contains(variant) && !"false".equals(System.getProperty(PROPERTY));
    }

    /// Records that all steps of a session, which are of these variants, have moved.
    static void allMoved(Collection<String> variants) { WARM.addAll(variants); }

    /// Makes plans and sessions start as in a fresh process, for tests.
    static void forget() {
        WARM.clear();
        KNOWN.clear();
    }
}
