package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of additions of two maps, see [dev.ghostlane.kernels.residual.Add].
public abstract class AddContract extends InPlaceContract<AddCase> {

    /// For the test classes.
    protected AddContract() {}

    @Provide
    @Override
    protected Arbitrary<AddCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Shapes.placements(),
                Settings.withoutActivation())
                .as((shape, channels, right, setting) -> new AddCase(shape.atMost(Effort.units(channels)),
                        channels,
                        right, setting));
    }

    @Override
    protected List<AddCase> networkCases() {
        return List.of(
                new AddCase(new MapShape(1, 56, 56), 24, Placement.DENSE, Setting.plain(Activation.NONE, 1)),
                new AddCase(new MapShape(1, 14, 14), 112, Placement.DENSE, Setting.plain(Activation.NONE, 2)),
                new AddCase(new MapShape(2, 7, 7), 160, new Placement(3, 48, 0),
                        Setting.plain(Activation.NONE, 3)));
    }
}
