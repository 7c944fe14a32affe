package dev.ghostlane.cli.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.cli.measure.SteadyState.Participant;
import dev.ghostlane.cli.measure.SteadyState.Round;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyStateTest {

    private final List<Integer> rounds = new ArrayList<>();

    /// Takes these times, the last one for ever.
    private Participant taking(double... medians) {
        return number -> {
            rounds.add(number);
            return new Round(medians[Math.min(number, medians.length - 1)], true);
        };
    }

    private static Participant silent(Round round) { return number -> round; }

    @Test
    void endsWhenThreeRoundsBringNoGain() {
        assertArrayEquals(new double[]{9.9}, new SteadyState(40, 0.98).reach(List.of(taking(10, 9.9))));
        assertEquals(List.of(0, 1, 2, 3), rounds, "one percent is no gain of two");
        rounds.clear();
        assertArrayEquals(new double[]{5}, new SteadyState(40, 0.98).reach(List.of(taking(10, 9, 8, 5, 7))));
        assertEquals(7, rounds.size(), "a gain in the fourth round, then three without");
        rounds.clear();
        new SteadyState(5, 0.98).reach(List.of(taking(10, 9, 8, 7, 6, 5)));
        assertEquals(5, rounds.size(), "never more than that");
        assertEquals(2, new SteadyState(2, 0.98).leastRounds());
    }

    @Test
    void oneWhoGainsKeepsAllWarm() {
        double[] best = new SteadyState(40, 0.98).reach(List.of(taking(3), silent(new Round(4, true)), number -> {
            rounds.add(-number);
            return new Round(number < 6 ? 100 - 10 * number : 50, true);
        }));
        assertArrayEquals(new double[]{3, 4, 50}, best);
        assertEquals(List.of(0, 0, 1, -1, 2, -2), rounds.subList(0, 6), "in order");
        assertEquals(2 * (6 + 3), rounds.size());
    }

    @Test
    void whoIsNotSettledIsWaitedForAndWhoSitsOutIsNot() {
        new SteadyState(9, 0.98).reach(List.of(taking(1), silent(new Round(1, false))));
        assertEquals(9, rounds.size());
        rounds.clear();
        double[] best = new SteadyState(9, 0.98).reach(List.of(taking(1), number -> number < 2
                ? new Round(2, true)
                : Round.SKIPPED));
        assertArrayEquals(new double[]{1, 2}, best);
        assertEquals(4, rounds.size());
    }

    @Test
    void quantilesAreByNearestRank() {
        Samples samples = Samples.of(new long[]{5_000_000, 1_000_000, 4_000_000, 2_000_000, 3_000_000, 0}, 5);
        assertEquals(5, samples.count());
        assertEquals(List.of(1.0, 3.0, 5.0),
                List.of(samples.minMillis(), samples.medianMillis(), samples.p90Millis()));
        assertEquals(1_000_000, samples.quantile(0));
        assertEquals(2_000_000, samples.quantile(0.4));
        assertEquals(7, Samples.join(List.of(samples, Samples.of(new long[]{7, 8}, 2))).count());
    }
}
