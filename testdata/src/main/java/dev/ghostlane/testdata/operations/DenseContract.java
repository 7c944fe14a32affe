package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of dense convolutions, see [dev.ghostlane.kernels.dense.DenseConvolution].
public abstract class DenseContract extends KernelContract<DenseCase> {

    /// For the test classes.
    protected DenseContract() { super(DenseCase::draw); }

    @Override
    protected List<DenseCase> networkCases() {
        return List.of(
                new DenseCase(new MapShape(1, 64, 64), 3, 16, 3, 2, 1, Setting.plain(Activation.RELU, 1)),
                new DenseCase(new MapShape(1, 33, 47), 3, 20, 3, 2, 1, Setting.plain(Activation.RELU, 2)),
                new DenseCase(new MapShape(1, 32, 32), 3, 24, 3, 1, 1, Setting.plain(Activation.RELU, 3)),
                new DenseCase(new MapShape(2, 24, 32), 3, 8, 3, 2, 1, Setting.plain(Activation.NONE, 4)));
    }
}
