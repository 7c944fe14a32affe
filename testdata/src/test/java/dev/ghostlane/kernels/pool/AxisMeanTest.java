package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.AxisMeanCase;
import java.util.List;
import net.jqwik.api.Example;

class AxisMeanTest extends KernelContract<AxisMeanCase> {

    AxisMeanTest() { super(AxisMeanCase::draw, AxisMeanCase.NETWORK); }

    @Override
    protected List<Implementation<AxisMeanCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 5, 1, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            AxisMean kernel = kernels.axisMean();
            Rejected.saying("output must have 6 channels",
                    () -> kernel.run(Sequences.ROW, input, FeatureMap.allocate(2, 5, 1, 5), 0, 2));
            Rejected.saying("output must be 2×1×7 pixels, found 2×5×1×6",
                    () -> kernel.run(Sequences.COLUMN, input, output, 0, 1));
            Rejected.saying("expected ROW or COLUMN, found IMAGE",
                    () -> kernel.run(Sequences.IMAGE, input, output, 0, 1));
            Rejected.rows(10, (begin, end) -> kernel.run(Sequences.ROW, input, output, begin, end));
        }
    }
}
