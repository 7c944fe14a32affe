package dev.ghostlane.kernels.softmax;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.SoftmaxCase;
import java.util.List;
import net.jqwik.api.Example;

class SoftmaxTest extends KernelContract<SoftmaxCase> {

    SoftmaxTest() { super(SoftmaxCase::draw, SoftmaxCase.NETWORK); }

    @Override
    protected List<Implementation<SoftmaxCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void stretchedLogitsNeverOverflow() {
        FeatureMap input = FeatureMap.dense(new float[]{3e38f, -3e38f, 3e38f, 0}, 0, 1, 1, 1, 4);
        for (Kernels kernels : AvailableKernels.all()) {
            FeatureMap output = FeatureMap.allocate(1, 1, 1, 4);
            kernels.softmax().run(input, output, 0, 1);
            Bits.assertSame(kernels::name, new float[]{0.5f, 0, 0.5f, 0}, output.data());
        }
    }

    @Example
    void minusInfinityGetsNothingAndNaNSpoilsItsPixelOnly() {
        float low = Float.NEGATIVE_INFINITY;
        FeatureMap input = FeatureMap.dense(new float[]{1, low, 1, Float.NaN, 0, 0, low, low, 7}, 0, 1, 1, 3,
                3);
        for (Kernels kernels : AvailableKernels.all()) {
            FeatureMap output = FeatureMap.allocate(1, 1, 3, 3);
            kernels.softmax().run(input, output, 0, 1);
            Bits.assertSame(kernels::name,
                    new float[]{0.5f, 0, 0.5f, Float.NaN, Float.NaN, Float.NaN, 0, 0, 1}, output.data());
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            Rejected.saying("output and input must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernels.softmax().run(map, FeatureMap.allocate(1, 4, 5, 7), 0, 4));
            Rejected.rows(4,
                    (begin, end) -> kernels.softmax().run(map, FeatureMap.allocate(1, 4, 5, 6), begin, end));
        }
    }
}
