package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of fully connected layers, see [dev.ghostlane.kernels.fullyconnected.FullyConnected].
public abstract class FullyConnectedContract extends KernelContract<FullyConnectedCase> {

    /// For the test classes.
    protected FullyConnectedContract() { super(FullyConnectedCase::draw); }

    @Override
    protected List<FullyConnectedCase> networkCases() {
        return List.of(new FullyConnectedCase(1, 960, 1280, Setting.plain(Activation.RELU, 1)),
                new FullyConnectedCase(1, 1280, 1000, Setting.plain(Activation.NONE, 2)),
                new FullyConnectedCase(3, 1280, 10, Setting.plain(Activation.NONE, 3)),
                new FullyConnectedCase(1, 120, 480, Setting.plain(Activation.HARD_SIGMOID, 4)),
                new FullyConnectedCase(2, 72, 20, Setting.plain(Activation.RELU, 5)));
    }
}
