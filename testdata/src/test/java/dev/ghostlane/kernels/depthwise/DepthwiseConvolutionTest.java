package dev.ghostlane.kernels.depthwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.DepthwiseCase;
import java.util.List;
import net.jqwik.api.Example;

class DepthwiseConvolutionTest extends KernelContract<DepthwiseCase> {

    DepthwiseConvolutionTest() { super(DepthwiseCase::draw, DepthwiseCase.NETWORK); }

    @Override
    protected List<Implementation<DepthwiseCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void packsPyTorchsOrderWithChannelsLast() {
        float[] weights = {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60};
        DepthwiseWeights packed = DepthwiseWeights.pack(2, 2, 3, 1, 1, 1, weights, new float[]{7, 70});
        assertArrayEquals(new float[]{1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60}, packed.taps());
        assertArrayEquals(new float[]{7, 70}, packed.bias());
    }

    @Example
    void packedWeightsAreACopy() {
        float[] weights = {1, 2, 3};
        float[] bias = {4};
        DepthwiseWeights packed = DepthwiseWeights.pack(1, 1, 3, 1, 0, 1, weights, bias);
        weights[0] = 9;
        bias[0] = 9;
        assertArrayEquals(new float[]{1, 2, 3}, packed.taps());
        assertArrayEquals(new float[]{4}, packed.bias());
    }

    @Example
    void weightsRejectWhatDoesNotFit() {
        Rejected.saying("weights must have 18 elements, found 17",
                () -> DepthwiseWeights.pack(2, 3, 3, 1, 1, 1, new float[17], new float[2]));
        Rejected.saying("bias must have 2 elements, found 3",
                () -> DepthwiseWeights.pack(2, 3, 3, 1, 1, 1, new float[18], new float[3]));
        Rejected.saying("stride 0: all must be at least 1",
                () -> DepthwiseWeights.pack(2, 3, 3, 0, 1, 1, new float[18], new float[2]));
        Rejected.saying("channels 0",
                () -> DepthwiseWeights.pack(0, 3, 3, 1, 1, 1, new float[0], new float[0]));
        Rejected.saying("padding must be 0 to kernel - 1, found 3×1 for a kernel of 3×3",
                () -> DepthwiseWeights.pack(2, 3, 3, 1, 3, 1, new float[18], new float[2]));
        Rejected.saying("padding must be 0 to kernel - 1, found 1×-1 for a kernel of 3×3",
                () -> DepthwiseWeights.pack(2, 3, 3, 1, 1, -1, new float[18], new float[2]));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        DepthwiseWeights weights = DepthwiseWeights.pack(6, 3, 3, 2, 1, 1, new float[54], new float[6]);
        FeatureMap input = FeatureMap.allocate(1, 9, 7, 6);
        FeatureMap output = FeatureMap.allocate(1, 5, 4, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            DepthwiseConvolution kernel = kernels.depthwise();
            Rejected.saying("input must have 6 channels, found 1×9×7×5",
                    () -> kernel.run(weights, Activation.NONE, FeatureMap.allocate(1, 9, 7, 5), output, 0,
                            5));
            Rejected.saying("output must have 6 channels, found 1×5×4×7",
                    () -> kernel.run(weights, Activation.NONE, input, FeatureMap.allocate(1, 5, 4, 7), 0, 5));
            Rejected.saying("output must be 1×5×4 pixels, found 1×9×7×6",
                    () -> kernel.run(weights, Activation.NONE, input, input, 0, 5));
            Rejected.saying("output must be 2×5×4 pixels, found 1×5×4×6",
                    () -> kernel.run(weights, Activation.NONE, FeatureMap.allocate(2, 9, 7, 6), output, 0,
                            5));
            Rejected.rows(5, (begin, end) -> kernel.run(weights, Activation.NONE, input, output, begin, end));
        }
    }

    @Example
    void rejectsAKernelLargerThanThePaddedMap() {
        DepthwiseWeights weights = DepthwiseWeights.pack(1, 5, 5, 1, 1, 1, new float[25], new float[1]);
        for (Kernels kernels : AvailableKernels.all()) {
            Rejected.saying("a kernel of 5 does not fit into width 2 with padding 1",
                    () -> kernels.depthwise().run(weights, Activation.NONE, FeatureMap.allocate(1, 3, 2, 1),
                            FeatureMap.allocate(1, 1, 1, 1), 0, 1));
        }
    }
}
