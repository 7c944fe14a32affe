package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of the product with a map of one channel, see [dev.ghostlane.kernels.gate.SpatialGate].
public abstract class SpatialGateContract extends InPlaceContract<SpatialGateCase> {

    /// For the test classes.
    protected SpatialGateContract() { super(SpatialGateCase::draw); }

    @Override
    protected List<SpatialGateCase> networkCases() {
        return List.of(new SpatialGateCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
                new SpatialGateCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));
    }
}
