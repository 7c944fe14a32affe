package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;

class SpatialGateTest extends InPlaceContract<SpatialGateCase> {

    @Override
    protected List<Implementation<SpatialGateCase>> implementations() { return Implementation.ofGhostlane(); }

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

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        FeatureMap gate = FeatureMap.allocate(1, 4, 5, 1);
        for (Kernels kernels : AvailableKernels.all()) {
            SpatialGate kernel = kernels.spatialGate();
            Rejected.saying("gate must have 1 channels, found 1×4×5×6", () -> kernel.run(map, map, map, 0, 4));
            Rejected.saying("gate must be 1×4×5 pixels",
                    () -> kernel.run(map, FeatureMap.allocate(1, 5, 4, 1), map, 0, 4));
            Rejected.saying("output and input must have the same shape",
                    () -> kernel.run(map, gate, FeatureMap.allocate(1, 4, 5, 7), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(map, gate, map, begin, end));
        }
    }
}
