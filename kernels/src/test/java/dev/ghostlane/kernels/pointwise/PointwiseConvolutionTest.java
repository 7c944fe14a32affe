package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.CaseRun;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PointwiseConvolutionTest extends KernelContract<PointwiseCase> {

    @Provide
    @Override
    protected Arbitrary<PointwiseCase> cases() {
        Arbitrary<Integer> outputs = Arbitraries.oneOf(Shapes.channels(130), Shapes.channels(480));
        return Combinators.combine(Shapes.maps(), Shapes.channels(240), outputs, Setting.any())
                .as((shape, in, out, setting) -> new PointwiseCase(
                        shape.atMost(Effort.units((long) in * out)), in, out, setting));
    }

    @Override
    protected List<PointwiseCase> networkCases() {
        return List.of(new PointwiseCase(new MapShape(1, 14, 14), 80, 92, Setting.plain(Activation.RELU, 1)),
                new PointwiseCase(new MapShape(1, 28, 28), 24, 36, Setting.plain(Activation.RELU, 2)),
                new PointwiseCase(new MapShape(1, 7, 7), 112, 336, Setting.plain(Activation.NONE, 3)),
                new PointwiseCase(new MapShape(1, 3, 3), 208, 1248, Setting.plain(Activation.NONE, 4)),
                new PointwiseCase(new MapShape(1, 56, 56), 16, 8, Setting.plain(Activation.RELU, 5)),
                new PointwiseCase(new MapShape(2, 1, 1), 480, 120,
                        Setting.plain(Activation.HARD_SIGMOID, 6)));
    }

    @Property
    void scalarReferenceTakesAnyPacking(@ForAll("cases") PointwiseCase testCase,
            @ForAll @IntRange(min = 1, max = 33) int lanes,
            @ForAll @IntRange(min = 1, max = 5) int vectorsPerTile) {
        PackedMatrix other = PackedMatrix.pack(testCase.outChannels(), testCase.inChannels(),
                testCase.weights(),
                testCase.bias(), lanes, vectorsPerTile);
        GuardedMap output = GuardedMap.output(testCase.output());
        CaseRun.run(testCase.call(Kernels.scalar(), new PointwiseWeights(other)), CaseRun.inputs(testCase),
                output,
                null);
        Bits.assertSame(() -> lanes + " lanes, " + vectorsPerTile + " vectors a tile, " + testCase,
                testCase.output(), CaseRun.result(testCase, Kernels.scalar()), output.values());
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(1, 4, 5, 6);
        FeatureMap output = FeatureMap.allocate(1, 4, 5, 7);
        for (Kernels kernels : implementations()) {
            PointwiseConvolution kernel = kernels.pointwise();
            PointwiseWeights weights = kernel.pack(7, 6, new float[42], new float[7]);
            Rejected.saying("weights must have 42 elements, found 41",
                    () -> kernel.pack(7, 6, new float[41], new float[7]));
            Rejected.saying("bias must have 7 elements, found 6",
                    () -> kernel.pack(7, 6, new float[42], new float[6]));
            Rejected.saying("input must have 6 channels, found 1×4×5×7",
                    () -> kernel.run(weights, Activation.NONE, output, output, 0, 4));
            Rejected.saying("output must have 7 channels, found 1×4×5×6",
                    () -> kernel.run(weights, Activation.NONE, input, input, 0, 4));
            Rejected.saying("output must be 1×4×5 pixels, found 1×5×4×7",
                    () -> kernel.run(weights, Activation.NONE, input, FeatureMap.allocate(1, 5, 4, 7), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(weights, Activation.NONE, input, output, begin, end));
        }
    }

    @Example
    void simdKernelRejectsWeightsOfAnotherPacking() {
        PackedMatrix other = PackedMatrix.pack(7, 6, new float[42], new float[7], Kernels.best().lanes() + 1,
                1);
        if (Kernels.best().isSimd()) {
            Rejected.saying("packed for " + (Kernels.best().lanes() + 1) + " lanes",
                    () -> Kernels.best().pointwise().run(new PointwiseWeights(other), Activation.NONE,
                            FeatureMap.allocate(1, 4, 5, 6), FeatureMap.allocate(1, 4, 5, 7), 0, 4));
        }
    }
}
