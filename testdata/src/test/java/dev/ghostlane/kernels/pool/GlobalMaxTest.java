package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.GlobalMaxCase;
import java.util.List;
import net.jqwik.api.Example;

class GlobalMaxTest extends KernelContract<GlobalMaxCase> {

    GlobalMaxTest() { super(GlobalMaxCase::draw, GlobalMaxCase.NETWORK); }

    @Override
    protected List<Implementation<GlobalMaxCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 1, 1, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            GlobalMax kernel = kernels.globalMax();
            Rejected.saying("output must have 6 channels, found 2×1×1×5",
                    () -> kernel.run(input, FeatureMap.allocate(2, 1, 1, 5), 0, 2));
            Rejected.saying("output must be 2×1×1 pixels, found 1×1×1×6",
                    () -> kernel.run(input, FeatureMap.allocate(1, 1, 1, 6), 0, 1));
            Rejected.rows(2, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
