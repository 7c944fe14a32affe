package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of gating, see [dev.ghostlane.kernels.gate.Gate].
public abstract class GateContract extends InPlaceContract<GateCase> {

    /// For the test classes.
    protected GateContract() { super(GateCase::draw); }

    @Override
    protected List<GateCase> networkCases() {
        return List.of(
                network(new MapShape(1, 40, 40), 20, 36, Activation.SIGMOID),
                network(new MapShape(1, 28, 28), 14, 60, Activation.NONE),
                network(new MapShape(1, 14, 14), 7, 92, Activation.SIGMOID),
                network(new MapShape(2, 7, 7), 3, 480, Activation.SIGMOID),
                network(new MapShape(1, 14, 14), 1, 672, Activation.HARD_SIGMOID));
    }

    private static GateCase network(MapShape shape, int gateSize, int channels, Activation activation) {
        return new GateCase(UpsampleMode.NEAREST, shape, gateSize, gateSize, channels, Placement.DENSE,
                Setting.plain(activation, channels));
    }
}
