package dev.ghostlane.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Two contestants timed by turns, after a warm-up in which they take turns as well.
final class Duel {

    private static final long TURN = 200_000_000;

    /// The warm-up ends when this many rounds brought neither a gain.
    private static final int STEADY_ROUNDS = 3;
    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 40;

    /// A round brings a gain if its median is below this part of the best one before.
    private static final double GAIN = 0.98;

    private final List<Supplier<Turns>> players;
    private final int[] order;

    /// @param players each gives its turns, counted from nothing
    /// @param secondBegins whether the second one has the first turn
    Duel(List<Supplier<Turns>> players, boolean secondBegins) {
        this.players = List.copyOf(players);
        this.order = secondBegins ? new int[]{1, 0} : new int[]{0, 1};
    }

    /// Runs both until neither gets faster.
    ///
    /// @param nanos how long a turn takes, at least
    void warmUp(long nanos) {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        int steady = 0;
        for (int i = 0; i < MOST_ROUNDS && (i < LEAST_ROUNDS || steady < STEADY_ROUNDS); i++) {
            boolean gained = false;
            for (int player : order) {
                Turns turns = players.get(player).get();
                turns.turn(nanos);
                double median = turns.samples().medianMillis();
                gained |= median < GAIN * best[player];
                best[player] = Math.min(best[player], median);
            }
            steady = gained ? 0 : steady + 1;
        }
    }

    /// Times both by turns until each has run for so long.
    ///
    /// @return the runs of the first and of the second one
    List<Samples> measure(long nanos) {
        List<Turns> turns = players.stream().map(Supplier::get).toList();
        long turn = Math.min(TURN, nanos);
        while (turns.stream().anyMatch(one -> one.total() < nanos)) {
            Arrays.stream(order).forEach(player -> turns.get(player).turn(turn));
        }
        return turns.stream().map(Turns::samples).toList();
    }
}
