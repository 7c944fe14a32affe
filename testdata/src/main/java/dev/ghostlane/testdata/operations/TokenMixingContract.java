package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of token mixing, see [dev.ghostlane.kernels.mixing.TokenMixing].
public abstract class TokenMixingContract extends KernelContract<TokenMixingCase> {

    /// For the test classes.
    protected TokenMixingContract() {}

    @Provide
    @Override
    protected Arbitrary<TokenMixingCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Shapes.channels(130),
                Settings.withoutActivation())
                .as((shape, sequences, channels, setting) -> new TokenMixingCase(
                        shape.atMost((int) Math.sqrt(Effort.units(channels) * 4.0)), sequences, channels, setting));
    }

    @Override
    protected List<TokenMixingCase> networkCases() {
        return List.of(
                new TokenMixingCase(new MapShape(1, 14, 14), Sequences.COLUMN, 120, Setting.plain(Activation.NONE, 1)),
                new TokenMixingCase(new MapShape(2, 7, 7), Sequences.ROW, 92, Setting.plain(Activation.NONE, 2)));
    }
}
