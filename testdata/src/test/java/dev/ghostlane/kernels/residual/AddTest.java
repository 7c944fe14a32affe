package dev.ghostlane.kernels.residual;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.AddCase;
import java.util.List;
import net.jqwik.api.Example;

class AddTest extends KernelContract<AddCase> {

    AddTest() { super(AddCase::draw, AddCase.NETWORK); }

    @Override
    protected List<Implementation<AddCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        FeatureMap other = FeatureMap.allocate(1, 4, 5, 7);
        for (Kernels kernels : AvailableKernels.all()) {
            Add kernel = kernels.add();
            Rejected.saying("right and left must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernel.run(map, other, map, 0, 4));
            Rejected.saying("output and left must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernel.run(map, map, other, 0, 4));
            Rejected.rows(4,
                    (begin, end) -> kernel.run(map, map, FeatureMap.allocate(1, 4, 5, 6), begin, end));
        }
    }
}
