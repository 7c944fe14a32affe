package dev.ghostlane.bench.compare;

import dev.ghostlane.cli.measure.Samples;
import dev.ghostlane.cli.measure.SteadyState;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Two contestants timed by turns, after a warm-up in which they take turns as well.
final class Duel {

    private static final long TURN = 200_000_000;

    private static final SteadyState WARM_UP = new SteadyState(40, 0.98);

    private final List<Supplier<Turns>> players;
    private final int[] order;

    /// @param players each gives its turns, counted from nothing
    /// @param secondBegins whether the second one has the first turn
    Duel(List<Supplier<Turns>> players, boolean secondBegins) {
        this.players = List.copyOf(players);
        this.order = secondBegins ? new int[]{1, 0} : new int[]{0, 1};
    }

    /// Runs both until neither gets faster and the JIT compilers rest.
    ///
    /// @param nanos how long a turn takes, at least
    void warmUp(long nanos) {
        WARM_UP.reach(Arrays.stream(order).<SteadyState.Participant>mapToObj(player -> _ -> {
            Turns turns = players.get(player).get();
            turns.turn(nanos);
            return new SteadyState.Round(turns.samples().medianMillis(), turns.settled());
        }).toList());
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
