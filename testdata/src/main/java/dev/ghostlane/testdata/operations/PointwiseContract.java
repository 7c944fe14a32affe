package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of 1×1 convolutions, see [dev.ghostlane.kernels.pointwise.PointwiseConvolution].
public abstract class PointwiseContract extends KernelContract<PointwiseCase> {

    /// For the test classes.
    protected PointwiseContract() { super(PointwiseCase::draw); }

    @Override
    protected List<PointwiseCase> networkCases() {
        return List.of(new PointwiseCase(new MapShape(1, 14, 14), 80, 92, Setting.plain(Activation.RELU, 1)),
                new PointwiseCase(new MapShape(1, 28, 28), 24, 36, Setting.plain(Activation.RELU, 2)),
                new PointwiseCase(new MapShape(1, 7, 7), 112, 336, Setting.plain(Activation.NONE, 3)),
                new PointwiseCase(new MapShape(1, 3, 3), 208, 1248, Setting.plain(Activation.NONE, 4)),
                new PointwiseCase(new MapShape(1, 5, 2), 64, 92, Setting.plain(Activation.NONE, 7)),
                new PointwiseCase(new MapShape(1, 3, 3), 64, 92, Setting.plain(Activation.NONE, 8)),
                new PointwiseCase(new MapShape(1, 56, 56), 16, 8, Setting.plain(Activation.RELU, 5)),
                new PointwiseCase(new MapShape(2, 1, 1), 480, 120,
                        Setting.plain(Activation.HARD_SIGMOID, 6)));
    }
}
