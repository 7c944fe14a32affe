package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.Kernels;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The work of a step whose SIMD kernel may not be compiled yet.
///
/// In a fresh JVM a SIMD kernel is some hundred times slower than after the JIT compiler has seen it, and much slower
/// than the scalar one, which gives the same bits. So the first call is scalar. Later calls give SIMD a first part of
/// their units, for the compiler to see: a few, then as many as the run's [Budget] pays for, which are more as SIMD gets
/// faster. When it takes no more than [#WORTHWHILE_RATIO] times the scalar kernel's time the step has moved: [#moved()]. There is
/// no thread, no memory and no work but the caller's own.
///
/// Compiled code serves the whole process, so when all steps of a session have moved, sessions that are made later need no
/// warming for steps of these kinds.
///
/// Several threads may run different units at the same time. What they measured is then the last one's, which is
/// as good as any.
final class WarmingWork implements Step.Work {

    /// What a run of a session may spend on SIMD kernels that are not compiled.
    static final class Budget {

        /// Nanoseconds for a run: long enough that some runs suffice, short enough that none takes seconds.
        private static final long NANOS = 300_000_000;

        private volatile long left;

        /// A new run begins.
        void renew() { left = NANOS; }

        private boolean isSpent() { return left <= 0; }

        /// Threads that spend at the same time may overwrite each other, which only lengthens the run.
        private void spend(long nanos) { left -= nanos; }
    }

    /// System property; `false` makes all sessions begin on their own kernels.
    static final String PROPERTY = "ghostlane.warmStart";

    /// Above 1, because compiled SIMD is not faster where C2 made vectors of the scalar loop. Not compiled, it takes
    /// ten times as long and more.
    private static final double WORTHWHILE_RATIO = 1.5;

    /// Units of a trial at least: with fewer rows some kernels take another, slower path, which says nothing.
    private static final int LEAST_TRIAL_UNITS = 4;

    /// Kinds of steps of sessions that have moved as a whole.
    private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

    private final Budget budget;
    private final Step.Work scalar;
    private final Step.Work simd;
    private volatile double scalarNanos;
    private volatile double simdNanos;
    private volatile boolean moved;

    /// @param budget shared by the works of a session
    WarmingWork(Budget budget, Step.Work scalar, Step.Work simd) {
        this.budget = budget;
        this.scalar = scalar;
        this.simd = simd;
    }

    /// Whether a step needs warming.
    static boolean needs(Step step, Kernels kernels) {
        return kernels.isSimd() && !WARM.contains(step.kind()) && !"false".equals(System.getProperty(PROPERTY));
    }

    /// All steps of a session have moved.
    static void allMoved(PlannedStep[] steps) {
        for (PlannedStep planned : steps) {
            WARM.add(planned.step().kind());
        }
    }

    /// Makes sessions start anew as in a fresh process, for tests.
    static void forget() { WARM.clear(); }

    /// Whether SIMD is fast enough for all units.
    boolean moved() { return moved; }

    /// The work on SIMD alone.
    Step.Work simd() { return simd; }

    @Override
    public void run(int thread, int begin, int end) {
        int border = begin + simdUnits(end - begin);
        long start = System.nanoTime();
        if (begin < border) {
            simd.run(thread, begin, border);
        }
        long between = System.nanoTime();
        if (border < end) {
            scalar.run(thread, border, end);
            scalarNanos = (System.nanoTime() - between) / (double) (end - border);
        }
        if (begin < border) {
            simdNanos = (between - start) / (double) (border - begin);
            if (simdNanos <= WORTHWHILE_RATIO * scalarNanos) {
                moved = true;
            } else {
                budget.spend(between - start);
            }
        }
    }

    /// How many of the units SIMD gets.
    private int simdUnits(int units) {
        if (moved) {
            return units;
        }
        if (scalarNanos == 0 || budget.isSpent()) {
            return 0;
        }
        int least = Math.min(LEAST_TRIAL_UNITS, units);
        return simdNanos == 0 ? least : Math.clamp((long) (budget.left / simdNanos), least, units);
    }
}
