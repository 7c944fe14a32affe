package dev.ghostlane.kernels.fullyconnected;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.CaseRun;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.FullyConnectedCase;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FullyConnectedTest extends KernelContract<FullyConnectedCase> {

    FullyConnectedTest() { super(FullyConnectedCase::draw, FullyConnectedCase.NETWORK); }

    @Override
    protected List<Implementation<FullyConnectedCase>> implementations() { return Implementation.ofGhostlane(); }

    @Property
    void tilesAreDisjointSoThatThreadsMayShareThem(@ForAll("cases") FullyConnectedCase testCase) {
        for (Kernels kernels : AvailableKernels.all()) {
            PackedMatrix matrix = kernels.fullyConnected().pack(testCase.outFeatures(), testCase.inFeatures(),
                    testCase.weights(), testCase.bias()).matrix();
            int end = 0;
            for (int tile = 0; tile < matrix.tiles(); tile++) {
                if (matrix.start(matrix.firstVector(tile)) != end) {
                    throw new AssertionError("tile " + tile + " begins at output "
                            + matrix.start(matrix.firstVector(tile)) + ", the one before ends at " + end
                            + " in "
                            + testCase + " with " + kernels.name());
                }
                end = matrix.start(matrix.firstVector(tile) + matrix.tileVectors(tile) - 1) + matrix.stored();
            }
        }
    }

    @Property
    void givesTheBitsOfA1x1Convolution(@ForAll("cases") FullyConnectedCase testCase) {
        for (Kernels kernels : AvailableKernels.all()) {
            PointwiseWeights weights = kernels.pointwise().pack(testCase.outFeatures(), testCase.inFeatures(),
                    testCase.weights(), testCase.bias());
            GuardedMap output = GuardedMap.output(testCase.output());
            CaseRun.run(PreparedCall.byRows((inputs, map, begin, end) -> kernels.pointwise().run(weights,
                    testCase.setting().activation(), inputs.getFirst(), map, begin, end)),
                    CaseRun.inputs(testCase),
                    output, null);
            Bits.assertSame(CaseRun.describe(testCase, kernels), testCase.output(),
                    output.values(), CaseRun.result(testCase, kernels));
        }
    }

    @Property
    void scalarReferenceTakesAnyPacking(@ForAll("cases") FullyConnectedCase testCase,
            @ForAll @IntRange(min = 1, max = 33) int lanes,
            @ForAll @IntRange(min = 1, max = 5) int vectorsPerTile) {
        PackedMatrix other = PackedMatrix.pack(testCase.outFeatures(), testCase.inFeatures(),
                testCase.weights(),
                testCase.bias(), lanes, vectorsPerTile);
        GuardedMap output = GuardedMap.output(testCase.output());
        CaseRun.run(testCase.call(Kernels.scalar(), new FullyConnectedWeights(other)),
                CaseRun.inputs(testCase),
                output, null);
        Bits.assertSame(() -> lanes + " lanes, " + vectorsPerTile + " vectors a tile, " + testCase.expression(),
                testCase.output(), CaseRun.result(testCase, Kernels.scalar()), output.values());
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 1, 1, 6);
        FeatureMap output = FeatureMap.allocate(2, 1, 1, 7);
        for (Kernels kernels : AvailableKernels.all()) {
            FullyConnected kernel = kernels.fullyConnected();
            FullyConnectedWeights weights = kernel.pack(7, 6, new float[42], new float[7]);
            int tiles = weights.tiles();
            Rejected.saying("weights must have 42 elements, found 43",
                    () -> kernel.pack(7, 6, new float[43], new float[7]));
            Rejected.saying("bias must have 7 elements, found 6",
                    () -> kernel.pack(7, 6, new float[42], new float[6]));
            Rejected.saying("input must have 6 channels, found 2×1×1×7",
                    () -> kernel.run(weights, Activation.NONE, output, output, 0, tiles));
            Rejected.saying("output must have 7 channels, found 2×1×1×6",
                    () -> kernel.run(weights, Activation.NONE, input, input, 0, tiles));
            Rejected.saying("input must be 1×1×1 pixels, found 1×2×1×6",
                    () -> kernel.run(weights, Activation.NONE, FeatureMap.allocate(1, 2, 1, 6), output, 0,
                            tiles));
            Rejected.saying("output must be 2×1×1 pixels, found 3×1×1×7",
                    () -> kernel.run(weights, Activation.NONE, input, FeatureMap.allocate(3, 1, 1, 7), 0,
                            tiles));
            Rejected.rows(tiles,
                    (begin, end) -> kernel.run(weights, Activation.NONE, input, output, begin, end));
        }
    }

    @Example
    void simdKernelRejectsWeightsOfAnotherPacking() {
        int lanes = Kernels.best().lanes() + 1;
        PackedMatrix other = PackedMatrix.pack(7, 6, new float[42], new float[7], lanes, 1);
        if (Kernels.best().isSimd()) {
            Rejected.saying("packed for " + lanes + " lanes",
                    () -> Kernels.best().fullyConnected().run(new FullyConnectedWeights(other),
                            Activation.NONE,
                            FeatureMap.allocate(2, 1, 1, 6), FeatureMap.allocate(2, 1, 1, 7), 0, 1));
        }
    }
}
