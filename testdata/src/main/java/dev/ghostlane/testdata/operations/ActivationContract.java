package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of activations of whole maps, see [dev.ghostlane.kernels.activation.ActivationMap].
public abstract class ActivationContract extends InPlaceContract<ActivationCase> {

    /// For the test classes.
    protected ActivationContract() { super(ActivationCase::draw); }

    @Override
    protected List<ActivationCase> networkCases() {
        return List.of(new ActivationCase(new MapShape(1, 28, 28), 72, Setting.plain(Activation.SIGMOID, 1)),
                new ActivationCase(new MapShape(2, 1, 1), 1280, Setting.plain(Activation.RELU, 2)),
                new ActivationCase(new MapShape(1, 1, 1), 92, Setting.plain(Activation.HARD_SIGMOID, 3)));
    }
}
