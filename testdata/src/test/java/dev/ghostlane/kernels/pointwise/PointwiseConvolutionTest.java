package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.CaseRun;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.PointwiseCase;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PointwiseConvolutionTest extends KernelContract<PointwiseCase> {

    PointwiseConvolutionTest() { super(PointwiseCase::draw, PointwiseCase.NETWORK); }

    @Override
    protected List<Implementation<PointwiseCase>> implementations() { return Implementation.ofGhostlane(); }

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
        Bits.assertSame(() -> lanes + " lanes, " + vectorsPerTile + " vectors a tile, " + testCase.expression(),
                testCase.output(), CaseRun.result(testCase, Kernels.scalar()), output.values());
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(1, 4, 5, 6);
        FeatureMap output = FeatureMap.allocate(1, 4, 5, 7);
        for (Kernels kernels : AvailableKernels.all()) {
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
