package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.Step;

/// The work of a step whose SIMD kernel may not be compiled yet.
///
/// In a fresh JVM a SIMD kernel is some hundred times slower than after the JIT compiler has seen it, and much slower
/// than the scalar one, which gives the same bits. So the first call is scalar. In later calls SIMD computes the first
/// units, for the compiler to see: a few, then as many as the run's [WarmUp.Budget] pays for. Once SIMD takes at most
/// [#WORTHWHILE_RATIO] times the scalar kernel's time, the step has moved: [#moved()]. All of this happens on the
/// threads and in the memory of the run; what is found out belongs to the process ([WarmUp]).
final class WarmingWork implements Step.Work {

    /// A step moves when SIMD takes at most this many times as long as the scalar kernel. Above 1, because compiled
    /// SIMD is not faster where C2 vectorised the scalar loop; interpreted, it takes at least ten times as long.
    private static final double WORTHWHILE_RATIO = 1.5;

    /// Units that a trial of SIMD has at least: with fewer rows some kernels take another, slower path.
    private static final int LEAST_TRIAL_UNITS = 4;

    private final WarmUp.Progress progress;
    private final WarmUp.Budget budget;
    private final Step.Work scalar;
    private final Step.Work simd;

    /// @param progress of this kind and shape of step, shared by the process
    /// @param budget shared by the works of a session
    WarmingWork(WarmUp.Progress progress, WarmUp.Budget budget, Step.Work scalar, Step.Work simd) {
        this.progress = progress;
        this.budget = budget;
        this.scalar = scalar;
        this.simd = simd;
    }

    /// Whether SIMD is fast enough for all units.
    boolean moved() { return progress.moved; }

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
            WarmUp.scalar(progress, (System.nanoTime() - between) / (double) (end - border));
        }
        if (begin < border) {
            double nanos = (between - start) / (double) (border - begin);
            progress.simdNanos = nanos;
            if (nanos <= WORTHWHILE_RATIO * progress.scalarNanos) {
                progress.moved = true;
            } else {
                budget.spend(between - start);
            }
        }
    }

    /// How many of the units SIMD computes.
    private int simdUnits(int units) {
        if (progress.moved) {
            return units;
        }
        if (!budget.mayTry(progress)) {
            return 0;
        }
        int least = Math.min(LEAST_TRIAL_UNITS, units);
        return progress.simdNanos == 0 ? least : Math.clamp(budget.units(progress.simdNanos), least, units);
    }
}
