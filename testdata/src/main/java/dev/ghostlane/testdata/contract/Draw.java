package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.NetworkChannels;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Tensors;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/// What cases are made of, drawn piece by piece. An operation says once how its cases are drawn; who chooses is jqwik
/// ([Draws]), which also makes failing cases smaller, or a seed.
///
/// All of it favours the edges: one pixel, one channel, one less and one more than a vector of any width, odd sizes,
/// slices of wider maps. A smaller choice gives a simpler value, so the simplest stands first where there are kinds to
/// choose from.
public final class Draw {

    private static final List<Integer> AROUND_VECTORS = List.of(1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31,
            32, 33, 47, 48, 49, 63, 64, 65, 127, 128, 129);

    private final IntSupplier choices;
    private final Content content;
    private final long seed;

    /// @param choices numbers from 0 to 2³¹ − 1
    /// @param content of the case
    /// @param seed of the case's contents
    Draw(IntSupplier choices, Content content, long seed) {
        this.choices = choices;
        this.content = content;
        this.seed = seed;
    }

    /// {@return the choices that a seed makes, without jqwik}
    ///
    /// @param seed the same seed gives the same choices
    /// @param content the kind of contents of all cases
    public static Draw ofSeed(long seed, Content content) {
        RandomGenerator random = Tensors.random(seed);
        return new Draw(() -> random.nextInt() >>> 1, content, seed);
    }

    /// {@return a number from a range of at most 2³¹, both ends included}
    ///
    /// @param least the smallest number
    /// @param most the largest number
    public int between(int least, int most) {
        return least + (int) (((long) most - least + 1) * choices.getAsInt() >>> 31);
    }

    /// {@return one of some values, each as often as any other}
    ///
    /// @param <T> type of the values
    /// @param values what there is to choose from
    @SafeVarargs
    public final <T> T one(T... values) { return values[between(0, values.length - 1)]; }

    private <T> T oneOf(List<T> values) { return values.get(between(0, values.size() - 1)); }

    /// {@return a channel count: 1 to 130, or one of the network's, up to a largest one}
    ///
    /// @param largest the largest number that may be drawn
    public int channels(int largest) {
        return switch (between(0, 2)) {
            case 0 -> between(1, Math.min(130, largest));
            case 1 -> oneOf(AROUND_VECTORS.stream().filter(count -> count <= largest).toList());
            default -> oneOf(NetworkChannels.upTo(largest));
        };
    }

    /// {@return a height or width from 1 to a largest one, small ones often}
    ///
    /// @param largest the largest number that may be drawn
    public int side(int largest) {
        return switch (between(0, 6)) {
            case 0 -> 1;
            case 1, 2, 3, 4 -> between(1, Math.min(9, largest));
            default -> between(1, largest);
        };
    }

    /// {@return a map of 1 to 3 images, height and width up to 40, independent of each other}
    public MapShape map() { return new MapShape(one(1, 1, 2, 3), side(40), side(40)); }

    /// {@return a map of 1 to 3 images with as many pixels as can be afforded}
    ///
    /// @param cost of a pixel, in multiply-adds, or elements where there are none
    public MapShape map(long cost) { return map().atMost(Effort.units(cost)); }

    /// {@return a map of 1 to 3 images for work that grows with the square of the pixels}
    ///
    /// @param cost of a pair of pixels
    public MapShape mapOfPairs(long cost) { return map().atMost((int) Math.sqrt(Effort.units(cost) * 4.0)); }

    /// {@return a placement: a dense map that fills its array, one at an offset, or a slice of a wider map}
    public Placement placement() {
        int offset = between(0, 2) == 0 ? 0 : between(0, 40);
        int gap = switch (between(0, 5)) {
            case 0, 1, 2 -> 0;
            case 3, 4 -> between(1, 17);
            default -> one(24, 36, 64, 120);
        };
        return new Placement(offset, gap, one(0, 0, 1, 7, 64));
    }

    /// {@return placements of input and output, any activation, contents and seed}
    public Setting setting() { return setting(one(Activation.values())); }

    /// {@return placements of input and output, contents and seed, for operations without an activation}
    public Setting settingWithoutActivation() { return setting(Activation.NONE); }

    private Setting setting(Activation activation) {
        return new Setting(placement(), placement(), activation, content, seed);
    }
}
