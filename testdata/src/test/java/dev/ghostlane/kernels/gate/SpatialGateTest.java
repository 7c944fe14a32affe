package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.SpatialGateCase;
import java.util.List;
import net.jqwik.api.Example;

class SpatialGateTest extends KernelContract<SpatialGateCase> {

    SpatialGateTest() { super(SpatialGateCase::draw, SpatialGateCase.NETWORK); }

    @Override
    protected List<Implementation<SpatialGateCase>> implementations() { return Implementation.ofGhostlane(); }

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
