package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of softmax over the channels, see [dev.ghostlane.kernels.softmax.Softmax].
public abstract class SoftmaxContract extends KernelContract<SoftmaxCase> {

    /// For the test classes.
    protected SoftmaxContract() { super(SoftmaxCase::draw); }

    @Override
    protected List<SoftmaxCase> networkCases() {
        return List.of(new SoftmaxCase(new MapShape(3, 1, 1), 1000, Setting.plain(Activation.NONE, 1)),
                new SoftmaxCase(new MapShape(5, 1, 1), 10, Setting.plain(Activation.NONE, 2)),
                new SoftmaxCase(new MapShape(1, 7, 7), 49, Setting.plain(Activation.NONE, 3)));
    }
}
