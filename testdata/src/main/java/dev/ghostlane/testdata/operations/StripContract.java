package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.strip.StripWeights.Axis;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of strip convolutions, see [dev.ghostlane.kernels.strip.StripConvolution].
public abstract class StripContract extends KernelContract<StripCase> {

    /// For the test classes.
    protected StripContract() { super(StripCase::draw); }

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
