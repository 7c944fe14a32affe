package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Paste;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Shapes;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// What all cases have beside the shape of their operation.
///
/// @param input what lies around each input
/// @param output what lies around the output
/// @param activation the epilogue; `NONE` for operations that have none
/// @param content kind of values
/// @param seed of the values
public record Setting(Placement input, Placement output, Activation activation, Content content, long seed) {

    /// Dense maps of normal values.
    public static Setting plain(Activation activation, long seed) {
        return new Setting(Placement.DENSE, Placement.DENSE, activation, Content.NORMAL, seed);
    }

    /// Everything there is.
    public static Arbitrary<Setting> any() { return any(Arbitraries.of(Activation.class)); }

    /// Everything there is, for operations without an activation.
    public static Arbitrary<Setting> withoutActivation() { return any(Arbitraries.just(Activation.NONE)); }

    private static Arbitrary<Setting> any(Arbitrary<Activation> activations) {
        return Combinators.combine(Shapes.placements(), Shapes.placements(), activations, Shapes.contents(),
                Shapes.seeds()).as(Setting::new);
    }

    /// The same with other contents.
    public Setting with(Content other) { return new Setting(input, output, activation, other, seed); }

    @Override
    public String toString() { return Paste.of(this); }
}
