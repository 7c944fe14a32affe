package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of the product with a map of one channel, see [dev.ghostlane.kernels.gate.SpatialGate].
public abstract class SpatialGateContract extends InPlaceContract<SpatialGateCase> {

    /// For the test classes.
    protected SpatialGateContract() {}

    @Provide
    @Override
    protected Arbitrary<SpatialGateCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(960), Settings.withoutActivation())
                .as((shape, channels, setting) -> new SpatialGateCase(shape.atMost(Effort.units(channels)), channels,
                        setting));
    }

    @Override
    protected List<SpatialGateCase> networkCases() {
        return List.of(new SpatialGateCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
                new SpatialGateCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));
    }
}
