package dev.ghostlane.testdata.contract;

import dev.ghostlane.testdata.Content;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/// jqwik as what chooses in a [Draw].
public final class Draws {

    /// More than any case needs.
    private static final int CHOICES = 32;

    private Draws() {}

    /// {@return whatever is drawn as values for jqwik, with contents of any kind} One in twenty is made of the ends of
    /// all ranges.
    ///
    /// @param <T> what is drawn
    /// @param drawn draws one
    public static <T> Arbitrary<T> arbitrary(Function<Draw, T> drawn) {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, Integer.MAX_VALUE)
                .withDistribution(RandomDistribution.uniform());
        Arbitrary<List<Integer>> choices = Arbitraries.frequencyOf(Tuple.of(19, any.list().ofSize(CHOICES)),
                Tuple.of(1, Arbitraries.of(0, Integer.MAX_VALUE).list().ofSize(CHOICES))).withoutEdgeCases();
        return Combinators.combine(choices, Arbitraries.of(Content.class),
                Arbitraries.longs().between(0, 1_000_000).withoutEdgeCases())
                .as((chosen, content, seed) -> drawn.apply(new Draw(chosen.iterator()::next, content, seed)));
    }
}
