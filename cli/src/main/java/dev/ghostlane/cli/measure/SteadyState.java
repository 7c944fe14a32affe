package dev.ghostlane.cli.measure;

import java.util.Arrays;
import java.util.List;

/// Warm-up to a steady state: rounds of work until three in a row bring nobody a gain.
///
/// A round brings a gain if the median time of a run is below a share of the best median so far. One participant's gain
/// keeps all of them warming up, so that those who are compared stay equally warm.
///
/// @param mostRounds the warm-up ends after so many rounds, steady or not
/// @param gain that share, such as 0.98
public record SteadyState(int mostRounds, double gain) {
    private static final int LEAST_ROUNDS = 4;
    private static final int STEADY_ROUNDS = 3;

    /// Something that is warmed up.
    @FunctionalInterface
    public interface Participant {

        /// Works for a while.
        ///
        /// @param number of the round, from 0
        Round round(int number);
    }

    /// What a participant's round showed.
    ///
    /// @param median time of a run, in the same unit in each round
    /// @param settled false if the warm-up must go on whatever the time is, for example because the JIT compiler works
    public record Round(double median, boolean settled) {

        /// Of a participant who sat the round out, since it is warm.
        public static final Round SKIPPED = new Round(Double.POSITIVE_INFINITY, true);
    }

    /// Rounds that every warm-up has.
    public int leastRounds() { return Math.min(LEAST_ROUNDS, mostRounds); }

    /// Warms up.
    ///
    /// @param participants take their turns in this order
    /// @return the best median of each, in the same order
    public double[] reach(List<Participant> participants) {
        double[] best = new double[participants.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        int steady = 0;
        for (int number = 0; number < mostRounds && (number < leastRounds() || steady < STEADY_ROUNDS); number++) {
            steady++;
            for (int i = 0; i < best.length; i++) {
                Round round = participants.get(i).round(number);
                if (!round.settled() || round.median() < gain * best[i]) {
                    steady = 0;
                }
                best[i] = Math.min(best[i], round.median());
            }
        }
        return best;
    }
}
