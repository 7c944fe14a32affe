package dev.ghostlane.kernels.depthwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.kernels.depthwise.DepthwiseCase.Kernel;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;

class DepthwiseConvolutionTest extends KernelContract<DepthwiseCase> {

    @Provide
    @Override
    protected Arbitrary<DepthwiseCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1000), kernels(), Setting.any())
                .as(DepthwiseConvolutionTest::fitting);
    }

    /// The network's kernels, other odd ones, and any with any padding.
    private static Arbitrary<Kernel> kernels() {
        Arbitrary<Integer> strides = Arbitraries.of(1, 1, 2, 2, 3);
        Arbitrary<Kernel> square = Combinators.combine(Arbitraries.of(3, 3, 5, 5, 1, 7, 9), strides)
                .as(Kernel::same);
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 6);
        Arbitrary<Integer> paddings = Arbitraries.integers().between(0, 5);
        return Arbitraries.oneOf(square, Combinators.combine(sizes, sizes, strides, paddings, paddings)
                .as((height, width, stride, above, left) -> new Kernel(height, width, stride, above % height,
                        left % width)));
    }

    /// A case whose kernel fits into its padded map.
    private static DepthwiseCase fitting(MapShape shape, int channels, Kernel kernel, Setting setting) {
        long pixels = Effort.units((long) channels * kernel.height() * kernel.width());
        MapShape affordable = shape.atMost(pixels * kernel.stride() * kernel.stride());
        MapShape large = new MapShape(shape.batch(),
                Math.max(affordable.height(), kernel.height() - 2 * kernel.paddingHeight()),
                Math.max(affordable.width(), kernel.width() - 2 * kernel.paddingWidth()));
        return new DepthwiseCase(large, channels, kernel, setting);
    }

    @Override
    protected List<DepthwiseCase> networkCases() {
        return List.of(
                new DepthwiseCase(new MapShape(1, 112, 112), 8, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 1)),
                new DepthwiseCase(new MapShape(1, 28, 28), 36, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 2)),
                new DepthwiseCase(new MapShape(1, 14, 14), 92, Kernel.same(3, 1),
                        Setting.plain(Activation.NONE, 3)),
                new DepthwiseCase(new MapShape(1, 56, 56), 48, Kernel.same(3, 2),
                        Setting.plain(Activation.NONE, 4)),
                new DepthwiseCase(new MapShape(1, 28, 28), 72, Kernel.same(5, 2),
                        Setting.plain(Activation.NONE, 5)),
                new DepthwiseCase(new MapShape(2, 14, 14), 112, Kernel.same(5, 2),
                        Setting.plain(Activation.NONE, 6)),
                new DepthwiseCase(new MapShape(1, 7, 7), 624, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 7)),
                new DepthwiseCase(new MapShape(1, 7, 5), 480, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 8)));
    }

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
        for (Kernels kernels : implementations()) {
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
        for (Kernels kernels : implementations()) {
            Rejected.saying("a kernel of 5 does not fit into width 2 with padding 1",
                    () -> kernels.depthwise().run(weights, Activation.NONE, FeatureMap.allocate(1, 3, 2, 1),
                            FeatureMap.allocate(1, 1, 1, 1), 0, 1));
        }
    }
}
