package dev.ghostlane.kernels.normalization;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.LayerNormalizationCase;
import java.util.List;
import net.jqwik.api.Example;

class LayerNormalizationTest extends KernelContract<LayerNormalizationCase> {

    LayerNormalizationTest() { super(LayerNormalizationCase::draw, LayerNormalizationCase.NETWORK); }

    @Override
    protected List<Implementation<LayerNormalizationCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            LayerNormalization kernel = kernels.layerNormalization();
            Rejected.saying("scale must have 6 elements, found 5",
                    () -> kernel.run(new float[5], new float[6], 1, map, map, 0, 4));
            Rejected.saying("shift must have 6 elements, found 5",
                    () -> kernel.run(new float[6], new float[5], 1, map, map, 0, 4));
            Rejected.saying("output and input must have the same shape",
                    () -> kernel.run(new float[6], new float[6], 1, map, FeatureMap.allocate(1, 4, 5, 7), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(new float[6], new float[6], 1, map, map, begin, end));
        }
    }
}
