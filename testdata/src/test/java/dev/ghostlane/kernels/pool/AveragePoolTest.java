package dev.ghostlane.kernels.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.AveragePoolCase;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

class AveragePoolTest extends KernelContract<AveragePoolCase> {

    AveragePoolTest() { super(AveragePoolCase::draw, AveragePoolCase.NETWORK); }

    @Override
    protected List<Implementation<AveragePoolCase>> implementations() { return Implementation.ofGhostlane(); }

    /// PyTorch may add the four values in another order: three roundings on either side.
    @Example
    void agreesWithPyTorchAtOddSizes() {
        Map<String, Goldens.Tensor> goldens = Goldens.operations();
        int compared = 0;
        for (String name : goldens.keySet()) {
            if (name.startsWith("avg_pool2d/") && name.endsWith("/input")) {
                Goldens.Tensor in = goldens.get(name);
                Goldens.Tensor expected = goldens.get(name.replace("/input", "/output"));
                FeatureMap output = allocate(expected.shape());
                Kernels.scalar().averagePool()
                        .run(FeatureMap.dense(in.values(), 0, in.shape()[0], in.shape()[1],
                                in.shape()[2], in.shape()[3]), output, 0, output.rows());
                for (int i = 0; i < expected.values().length; i++) {
                    assertEquals(expected.values()[i], output.data()[i], 0x1p-21, name + " at " + i);
                }
                compared++;
            }
        }
        assertEquals(6, compared);
    }

    private static FeatureMap allocate(int[] shape) {
        return FeatureMap.allocate(shape[0], shape[1], shape[2], shape[3]);
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(1, 9, 7, 6);
        FeatureMap output = FeatureMap.allocate(1, 4, 3, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            AveragePool kernel = kernels.averagePool();
            Rejected.saying("output must have 6 channels, found 1×4×3×5",
                    () -> kernel.run(input, FeatureMap.allocate(1, 4, 3, 5), 0, 4));
            Rejected.saying("output must be 1×4×3 pixels, found 1×5×4×6",
                    () -> kernel.run(input, FeatureMap.allocate(1, 5, 4, 6), 0, 4));
            Rejected.saying("output must be 1×0×4 pixels",
                    () -> kernel.run(FeatureMap.allocate(1, 1, 8, 6), FeatureMap.allocate(1, 1, 4, 6), 0, 1));
            Rejected.rows(4, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
