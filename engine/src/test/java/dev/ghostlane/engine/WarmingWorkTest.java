package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A step begins on its scalar kernel and moves to SIMD when that is fast; each unit is computed once in every call.
@Timeout(60)
class WarmingWorkTest {

    private static final int UNITS = 20;

    private final List<String> calls = new ArrayList<>();
    private final WarmUp.Budget budget = new WarmUp.Budget();
    private long scalarNanos = 100_000;
    private long simdNanos = 100_000_000;
    private final WarmingWork work = work(new WarmUp.Progress(), budget);

    private WarmingWork work(WarmUp.Progress progress, WarmUp.Budget budget) {
        return new WarmingWork(progress, budget, (_, begin, end) -> call("scalar", begin, end, scalarNanos),
                (_, begin, end) -> call("simd", begin, end, simdNanos));
    }

    private void call(String kernel, int begin, int end, long nanosOfUnit) {
        calls.add(kernel + " " + begin + ".." + end);
        long until = System.nanoTime() + nanosOfUnit * (end - begin);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private List<String> run() {
        calls.clear();
        budget.begin();
        work.run(0, 0, UNITS);
        budget.end();
        return List.copyOf(calls);
    }

    @Test
    void theFirstCallIsScalar() {
        assertEquals(List.of("scalar 0..20"), run());
        assertFalse(work.moved());
    }

    @Test
    void aSlowKernelGetsFourUnitsAndThenWhatTheBudgetPays() {
        run();
        assertEquals(List.of("simd 0..4", "scalar 4..20"), run());
        simdNanos = 30_000_000;
        run();
        List<String> fourth = run();
        int units = Integer.parseInt(fourth.getFirst().substring("simd 0..".length()));
        assertTrue(units >= 4 && units <= 10, fourth.toString());
        assertEquals("scalar " + units + "..20", fourth.getLast());
        assertFalse(work.moved());
    }

    @Test
    void aKernelThatIsFastMoves() {
        scalarNanos = 2_000_000;
        run();
        simdNanos = 0;
        assertEquals(List.of("simd 0..4", "scalar 4..20"), run());
        assertTrue(work.moved());
        assertEquals(List.of("simd 0..20"), run());
    }

    @Test
    void aKernelThatGetsFasterGetsMoreUnits() {
        run();
        simdNanos = 3_000_000;
        run();
        assertEquals(List.of("simd 0..20"), run());
        assertFalse(work.moved());
    }

    @Test
    void aRunSpendsNoMoreThanItsBudget() {
        simdNanos = 350_000_000;
        run();
        run();
        calls.clear();
        work.run(0, 0, UNITS);
        assertEquals(List.of("scalar 0..20"), calls, "the run before spent it");
        assertEquals("simd 0..4", run().getFirst(), "a new run has a new one");
    }

    @Test
    void theFirstRunIsScalarForAllStepsOfTheSameShapeAndForRunsAtTheSameTime() {
        WarmUp.Progress progress = new WarmUp.Progress();
        WarmUp.Budget atTheSameTime = new WarmUp.Budget();
        WarmingWork first = work(progress, budget);
        WarmingWork second = work(progress, budget);
        WarmingWork ofAnotherRun = work(progress, atTheSameTime);
        budget.begin();
        atTheSameTime.begin();
        List.of(first, second, ofAnotherRun).forEach(each -> each.run(0, 0, UNITS));
        budget.end();
        ofAnotherRun.run(0, 0, UNITS);
        atTheSameTime.end();
        assertEquals(Collections.nCopies(4, "scalar 0..20"), calls);
        budget.begin();
        second.run(0, 0, UNITS);
        budget.end();
        assertEquals("simd 0..4", calls.get(4));
    }

    @Test
    void aSingleUnitIsScalarFirstAndThenMoves() {
        budget.begin();
        work.run(0, 0, 1);
        budget.end();
        budget.begin();
        simdNanos = 0;
        work.run(0, 0, 1);
        budget.end();
        assertEquals(List.of("scalar 0..1", "simd 0..1"), calls);
        assertTrue(work.moved());
    }
}
