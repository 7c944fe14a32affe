package dev.ghostlane.kernels.dense;

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
import dev.ghostlane.testdata.operations.DenseCase;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DenseConvolutionTest extends KernelContract<DenseCase> {

    DenseConvolutionTest() { super(DenseCase::draw, DenseCase.NETWORK); }

    @Override
    protected List<Implementation<DenseCase>> implementations() { return Implementation.ofGhostlane(); }

    @Property
    void scalarReferenceTakesAnyPacking(@ForAll("cases") DenseCase testCase,
            @ForAll @IntRange(min = 1, max = 33) int lanes,
            @ForAll @IntRange(min = 1, max = 5) int vectorsPerTile) {
        int kernel = testCase.kernel();
        PackedMatrix other = PackedMatrix.pack(testCase.outChannels(),
                kernel * kernel * testCase.inChannels(),
                DenseWeights.channelsLast(testCase.outChannels(), testCase.inChannels(), kernel,
                        testCase.weights()),
                testCase.bias(), lanes, vectorsPerTile);
        DenseWeights weights = new DenseWeights(other, testCase.inChannels(), kernel, testCase.stride(),
                testCase.padding());
        GuardedMap output = GuardedMap.output(testCase.output());
        CaseRun.run(testCase.call(Kernels.scalar(), weights), CaseRun.inputs(testCase), output, null);
        Bits.assertSame(() -> lanes + " lanes, " + vectorsPerTile + " vectors a tile, " + testCase.expression(),
                testCase.output(), CaseRun.result(testCase, Kernels.scalar()), output.values());
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(1, 9, 7, 3);
        FeatureMap output = FeatureMap.allocate(1, 5, 4, 8);
        for (Kernels kernels : AvailableKernels.all()) {
            DenseConvolution kernel = kernels.dense();
            DenseWeights weights = kernel.pack(8, 3, 3, 2, 1, new float[216], new float[8]);
            Rejected.saying("weights must have 216 elements, found 215",
                    () -> kernel.pack(8, 3, 3, 2, 1, new float[215], new float[8]));
            Rejected.saying("bias must have 8 elements, found 9",
                    () -> kernel.pack(8, 3, 3, 2, 1, new float[216], new float[9]));
            Rejected.saying("kernel 3, stride 0, padding 1",
                    () -> kernel.pack(8, 3, 3, 0, 1, new float[216], new float[8]));
            Rejected.saying("kernel 3, stride 2, padding 3",
                    () -> kernel.pack(8, 3, 3, 2, 3, new float[216], new float[8]));
            Rejected.saying("kernel 3, stride 2, padding -1",
                    () -> kernel.pack(8, 3, 3, 2, -1, new float[216], new float[8]));
            Rejected.saying("input must have 3 channels, found 1×5×4×8",
                    () -> kernel.run(weights, Activation.NONE, output, output, 0, 5));
            Rejected.saying("output must have 8 channels, found 1×9×7×3",
                    () -> kernel.run(weights, Activation.NONE, input, input, 0, 5));
            Rejected.saying("output must be 1×5×4 pixels, found 1×5×3×8",
                    () -> kernel.run(weights, Activation.NONE, input, FeatureMap.allocate(1, 5, 3, 8), 0, 5));
            Rejected.rows(5, (begin, end) -> kernel.run(weights, Activation.NONE, input, output, begin, end));
        }
    }

    @Example
    void rejectsAKernelLargerThanThePaddedMap() {
        for (Kernels kernels : AvailableKernels.all()) {
            DenseWeights weights = kernels.dense().pack(1, 1, 5, 1, 1, new float[25], new float[1]);
            Rejected.saying("a kernel of 5 does not fit into height 2 with padding 1",
                    () -> kernels.dense().run(weights, Activation.NONE, FeatureMap.allocate(1, 2, 9, 1),
                            FeatureMap.allocate(1, 1, 7, 1), 0, 1));
        }
    }

    @Example
    void simdKernelRejectsWeightsOfAnotherPacking() {
        int lanes = Kernels.best().lanes() + 1;
        DenseWeights other = new DenseWeights(
                PackedMatrix.pack(8, 27, new float[216], new float[8], lanes, 2), 3, 3,
                2, 1);
        if (Kernels.best().isSimd()) {
            Rejected.saying("packed for " + lanes + " lanes", () -> Kernels.best().dense().run(other,
                    Activation.NONE, FeatureMap.allocate(1, 9, 7, 3), FeatureMap.allocate(1, 5, 4, 8), 0, 5));
        }
    }

    @Example
    void weightsRejectAMatrixOfAnotherDepth() {
        PackedMatrix matrix = PackedMatrix.pack(8, 27, new float[216], new float[8], 4, 1);
        Rejected.saying("depth must be 36, found 27", () -> new DenseWeights(matrix, 4, 3, 1, 1));
    }
}
