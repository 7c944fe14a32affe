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

/// The promises of multi-head attention, see [dev.ghostlane.kernels.attention.Attention].
public abstract class AttentionContract extends KernelContract<AttentionCase> {

    /// For the test classes.
    protected AttentionContract() {}

    @Provide
    @Override
    protected Arbitrary<AttentionCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Arbitraries.of(1, 1, 2, 3),
                Shapes.channels(65), Settings.withoutActivation())
                .as((shape, sequences, heads, channels, setting) -> new AttentionCase(
                        shape.atMost((int) Math.sqrt(Effort.units(heads * channels) * 4.0)), sequences, heads,
                        channels, setting));
    }

    @Override
    protected List<AttentionCase> networkCases() {
        return List.of(
                new AttentionCase(new MapShape(1, 14, 14), Sequences.IMAGE, 2, 32, Setting.plain(Activation.NONE, 1)),
                new AttentionCase(new MapShape(1, 16, 49), Sequences.ROW, 4, 30, Setting.plain(Activation.NONE, 2)),
                new AttentionCase(new MapShape(2, 4, 49), Sequences.ROW, 1, 72, Setting.plain(Activation.NONE, 3)),
                new AttentionCase(new MapShape(1, 13, 5), Sequences.COLUMN, 3, 8, Setting.plain(Activation.NONE, 4)));
    }
}
