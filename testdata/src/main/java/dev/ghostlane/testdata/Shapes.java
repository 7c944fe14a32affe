package dev.ghostlane.testdata;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/// jqwik arbitraries of what a kernel's property is tested on. All favour the edges: one pixel, one channel,
/// one less and one more than a vector of any width, odd sizes, slices of wider maps.
public final class Shapes {

    private static final Integer[] AROUND_VECTORS = {1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31,
            32, 33,
            47, 48, 49, 63, 64, 65, 127, 128, 129};

    private Shapes() {}

    /// Channel counts: 1 to 130, and the network's own up to a largest one.
    public static Arbitrary<Integer> channels(int largest) {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.integers().between(1, Math.min(130, largest))),
                Tuple.of(3, Arbitraries.of(AROUND_VECTORS).filter(count -> count <= largest)),
                Tuple.of(3, Arbitraries.of(NetworkChannels.upTo(largest))));
    }

    /// Heights and widths from 1 to a largest one, small ones often.
    public static Arbitrary<Integer> sides(int largest) {
        return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.integers().between(1, Math.min(9, largest))),
                Tuple.of(2, Arbitraries.integers().between(1, largest)), Tuple.of(1, Arbitraries.just(1)));
    }

    /// Maps of 1 to 3 images, height and width up to 40, independent of each other.
    public static Arbitrary<MapShape> maps() {
        return Combinators.combine(batches(), sides(40), sides(40)).as(MapShape::new);
    }

    /// Batches of 1 to 3 images.
    public static Arbitrary<Integer> batches() { return Arbitraries.of(1, 1, 2, 3); }

    /// Placements: dense maps that fill their array, offsets, and slices of wider maps.
    public static Arbitrary<Placement> placements() {
        Arbitrary<Integer> offsets = Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(0, 40)));
        Arbitrary<Integer> gaps = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 17)),
                Tuple.of(1, Arbitraries.of(24, 36, 64, 120)));
        return Combinators.combine(offsets, gaps, Arbitraries.of(0, 0, 1, 7, 64)).as(Placement::new);
    }

    /// Kinds of contents, each as often as any other.
    public static Arbitrary<Content> contents() { return Arbitraries.of(Content.class); }

    /// Seeds.
    public static Arbitrary<Long> seeds() {
        return Arbitraries.longs().between(0, 1_000_000).withoutEdgeCases();
    }
}
