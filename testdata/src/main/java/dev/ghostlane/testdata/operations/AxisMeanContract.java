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

/// The promises of means along rows or columns, see [dev.ghostlane.kernels.pool.AxisMean].
public abstract class AxisMeanContract extends KernelContract<AxisMeanCase> {

    /// For the test classes.
    protected AxisMeanContract() {}

    @Provide
    @Override
    protected Arbitrary<AxisMeanCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.ROW, Sequences.COLUMN),
                Shapes.channels(960), Settings.withoutActivation())
                .as((shape, sequences, channels, setting) -> new AxisMeanCase(shape.atMost(Effort.units(channels)),
                        sequences, channels, setting));
    }

    @Override
    protected List<AxisMeanCase> networkCases() {
        return List.of(
                new AxisMeanCase(new MapShape(1, 28, 28), Sequences.ROW, 120, Setting.plain(Activation.NONE, 1)),
                new AxisMeanCase(new MapShape(2, 14, 7), Sequences.COLUMN, 480, Setting.plain(Activation.NONE, 2)));
    }
}
