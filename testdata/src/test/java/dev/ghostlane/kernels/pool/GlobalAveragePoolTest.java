package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.CaseRun;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.GlobalAveragePoolCase;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GlobalAveragePoolTest extends KernelContract<GlobalAveragePoolCase> {

    GlobalAveragePoolTest() { super(GlobalAveragePoolCase::draw, GlobalAveragePoolCase.NETWORK); }

    @Override
    protected List<Implementation<GlobalAveragePoolCase>> implementations() { return Implementation.ofGhostlane(); }

    @Property
    void sumsOfRowsAndThenTheirAverageGiveTheSameBits(@ForAll("cases") GlobalAveragePoolCase testCase) {
        for (Kernels kernels : AvailableKernels.all()) {
            GlobalAveragePool kernel = kernels.globalAveragePool();
            FeatureMap map = CaseRun.map(CaseRun.inputs(testCase).getFirst());
            FeatureMap rows = new FeatureMap(map.data(), map.offset(), map.rows(), 1, map.width(), map.channels(),
                    map.pixelStride());
            FeatureMap sums = FeatureMap.allocate(map.rows(), 1, 1, map.channels());
            kernel.run(rows, sums, 1, 0, map.rows());
            FeatureMap output = FeatureMap.allocate(map.batch(), 1, 1, map.channels());
            kernel.run(FeatureMap.dense(sums.data(), 0, map.batch(), map.height(), 1, map.channels()), output,
                    map.height() * map.width(), 0, map.batch());
            Bits.assertSame(CaseRun.describe(testCase, kernels), testCase.output(),
                    CaseRun.result(testCase, kernels), output.data());
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 1, 1, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            GlobalAveragePool kernel = kernels.globalAveragePool();
            Rejected.saying("output must have 6 channels, found 2×1×1×5",
                    () -> kernel.run(input, FeatureMap.allocate(2, 1, 1, 5), 0, 2));
            Rejected.saying("output must be 2×1×1 pixels, found 1×1×1×6",
                    () -> kernel.run(input, FeatureMap.allocate(1, 1, 1, 6), 0, 1));
            Rejected.rows(2, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
