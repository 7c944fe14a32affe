package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.strip.StripWeights.Axis;
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

/// The promises of strip convolutions, see [dev.ghostlane.kernels.strip.StripConvolution].
public abstract class StripContract extends KernelContract<StripCase> {

    /// For the test classes.
    protected StripContract() {}

    @Provide
    @Override
    protected Arbitrary<StripCase> cases() {
        Arbitrary<Integer> lengths = Arbitraries.oneOf(Arbitraries.of(5, 5, 5, 7, 9),
                Arbitraries.integers().between(0, StripWeights.MAX_LENGTH / 2).map(half -> 2 * half + 1));
        return Combinators.combine(Shapes.maps(), Shapes.channels(1000), Arbitraries.of(Axis.class), lengths,
                Settings.any())
                .as((shape, channels, axis, length, setting) -> new StripCase(
                        shape.atMost(Effort.units((long) channels * length)), channels, axis, length,
                        setting));
    }

    @Override
    protected List<StripCase> networkCases() {
        return List.of(
                new StripCase(new MapShape(1, 28, 28), 72, Axis.HORIZONTAL, 5,
                        Setting.plain(Activation.NONE, 1)),
                new StripCase(new MapShape(1, 28, 28), 72, Axis.VERTICAL, 5,
                        Setting.plain(Activation.SIGMOID, 2)),
                new StripCase(new MapShape(1, 14, 14), 240, Axis.HORIZONTAL, 5,
                        Setting.plain(Activation.NONE, 3)),
                new StripCase(new MapShape(1, 7, 7), 184, Axis.VERTICAL, 5,
                        Setting.plain(Activation.SIGMOID, 4)),
                new StripCase(new MapShape(2, 3, 3), 960, Axis.HORIZONTAL, 5,
                        Setting.plain(Activation.NONE, 5)),
                new StripCase(new MapShape(2, 3, 3), 960, Axis.VERTICAL, 5,
                        Setting.plain(Activation.SIGMOID, 6)));
    }
}
