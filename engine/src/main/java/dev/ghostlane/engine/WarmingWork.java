package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.Kernels;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The work of a step whose SIMD kernel may not be compiled yet.
///
/// In a fresh JVM a SIMD kernel is some hundred times slower than after the JIT compiler has seen it, and much slower
/// than the scalar one, which gives the same bits. So the first call is scalar. In later calls SIMD computes the first
/// units, for the compiler to see: a few, then as many as the run's [Budget] pays for. Once SIMD takes at most
/// [#WORTHWHILE_RATIO] times the scalar kernel's time, the step has moved: [#moved()]. All of this happens on the
/// threads and in the memory of the run.
///
/// Compiled code serves the whole process. So when all steps of a session have moved, sessions that are made later need
/// no warming for steps of these kinds.
///
/// Several threads may run different units at the same time. The last measurement counts, which is as good as any.
final class WarmingWork implements Step.Work {

    /// What a run of a session may spend on SIMD kernels that are not compiled.
    static final class Budget {

        /// Nanoseconds for a run: long enough that some runs suffice, short enough that none takes seconds.
        private static final long NANOS = 300_000_000;

        private volatile long left;

        /// To be called when a run begins.
        void renew() { left = NANOS; }

        private boolean isSpent() { return left <= 0; }

        /// Threads that spend at the same time may overwrite each other, which only lengthens the run.
        private void spend(long nanos) { left -= nanos; }
    }

    /// System property; `false` makes all sessions begin on their own kernels.
    static final String PROPERTY = "ghostlane.warmStart";

    /// A step moves when SIMD takes at most this many times as long as the scalar kernel. Above 1, because compiled
    /// SIMD is not faster where C2 vectorised the scalar loop; interpreted, it takes at least ten times as long.
    private static final double WORTHWHILE_RATIO = 1.5;

    /// Units that a trial of SIMD has at least: with fewer rows some kernels take another, slower path.
    private static final int LEAST_TRIAL_UNITS = 4;

    /// Kinds of steps that need no warming any more in this process.
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

    /// Records that all steps of a session have moved.
    static void allMoved(PlannedStep[] steps) {
        for (PlannedStep planned : steps) {
            WARM.add(planned.step().kind());
        }
    }

    /// Makes sessions start as in a fresh process, for tests.
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

    /// How many of the units SIMD computes.
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
