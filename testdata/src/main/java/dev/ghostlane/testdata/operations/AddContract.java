package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of additions of two maps, see [dev.ghostlane.kernels.residual.Add].
public abstract class AddContract extends InPlaceContract<AddCase> {

    /// For the test classes.
    protected AddContract() { super(AddCase::draw); }

    @Override
    protected List<AddCase> networkCases() {
        return List.of(
                new AddCase(new MapShape(1, 56, 56), 24, Placement.DENSE, Setting.plain(Activation.NONE, 1)),
                new AddCase(new MapShape(1, 14, 14), 112, Placement.DENSE, Setting.plain(Activation.NONE, 2)),
                new AddCase(new MapShape(2, 7, 7), 160, new Placement(3, 48, 0),
                        Setting.plain(Activation.NONE, 3)));
    }
}
