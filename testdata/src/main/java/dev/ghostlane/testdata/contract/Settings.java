package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.Shapes;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// jqwik arbitraries of what all cases have beside the shape of their operation.
public final class Settings {

    private Settings() {}

    /// Everything there is.
    public static Arbitrary<Setting> any() { return any(Arbitraries.of(Activation.class)); }

    /// Everything there is, for operations without an activation.
    public static Arbitrary<Setting> withoutActivation() { return any(Arbitraries.just(Activation.NONE)); }

    private static Arbitrary<Setting> any(Arbitrary<Activation> activations) {
        return Combinators.combine(Shapes.placements(), Shapes.placements(), activations, Shapes.contents(),
                Shapes.seeds()).as(Setting::new);
    }
}
