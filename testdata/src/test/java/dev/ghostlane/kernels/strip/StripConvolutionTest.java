package dev.ghostlane.kernels.strip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights.Axis;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.StripCase;
import java.util.List;
import net.jqwik.api.Example;

class StripConvolutionTest extends KernelContract<StripCase> {

    StripConvolutionTest() { super(StripCase::draw, StripCase.NETWORK); }

    @Override
    protected List<Implementation<StripCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void packsEitherAxisWithChannelsLast() {
        float[] weights = {1, 2, 3, 10, 20, 30};
        for (Axis axis : Axis.values()) {
            StripWeights packed = StripWeights.pack(axis, 2, 3, weights, new float[]{7, 70});
            assertArrayEquals(new float[]{1, 10, 2, 20, 3, 30}, packed.depthwise().taps());
            assertArrayEquals(new float[]{7, 70}, packed.depthwise().bias());
            assertEquals(3, packed.length());
            assertEquals(2, packed.channels());
        }
    }

    @Example
    void weightsRejectWhatDoesNotFit() {
        Rejected.saying("a strip must be of odd length up to 31 and one pixel wide, found 4 by 1",
                () -> StripWeights.pack(Axis.HORIZONTAL, 1, 4, new float[4], new float[1]));
        Rejected.saying("found 33 by 1",
                () -> StripWeights.pack(Axis.VERTICAL, 1, 33, new float[33], new float[1]));
        Rejected.saying("weights must have 10 elements, found 9",
                () -> StripWeights.pack(Axis.VERTICAL, 2, 5, new float[9], new float[2]));
        Rejected.saying("found 3 by 3", () -> new StripWeights(Axis.VERTICAL,
                DepthwiseWeights.pack(1, 3, 3, 1, 1, 1, new float[9], new float[1])));
        Rejected.saying("found stride 2 and padding 1", () -> new StripWeights(Axis.HORIZONTAL,
                DepthwiseWeights.pack(1, 1, 3, 2, 0, 1, new float[3], new float[1])));
        Rejected.saying("found stride 1 and padding 2", () -> new StripWeights(Axis.HORIZONTAL,
                DepthwiseWeights.pack(1, 1, 3, 1, 0, 2, new float[3], new float[1])));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        StripWeights weights = StripWeights.pack(Axis.VERTICAL, 6, 5, new float[30], new float[6]);
        FeatureMap input = FeatureMap.allocate(1, 4, 7, 6);
        FeatureMap output = FeatureMap.allocate(1, 4, 7, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            StripConvolution kernel = kernels.strip();
            Rejected.saying("input must have 6 channels, found 1×4×7×5",
                    () -> kernel.run(weights, Activation.NONE, FeatureMap.allocate(1, 4, 7, 5), output, 0,
                            4));
            Rejected.saying("output and input must have the same shape, found 1×7×4×6 and 1×4×7×6",
                    () -> kernel.run(weights, Activation.NONE, input, FeatureMap.allocate(1, 7, 4, 6), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(weights, Activation.NONE, input, output, begin, end));
        }
    }
}
