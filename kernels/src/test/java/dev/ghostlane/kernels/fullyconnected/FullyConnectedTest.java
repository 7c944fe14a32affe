package dev.ghostlane.kernels.fullyconnected;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.CaseRun;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.PreparedCall;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.Shapes;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FullyConnectedTest extends KernelContract<FullyConnectedCase> {

    @Provide
    @Override
    protected Arbitrary<FullyConnectedCase> cases() {
        return Combinators
                .combine(Shapes.batches(), Shapes.channels(960), Shapes.channels(480), Setting.any())
                .as((batch, in, out, setting) -> new FullyConnectedCase(batch,
                        (int) Math.min(in, Effort.units((long) batch * out)), out, setting));
    }

    @Override
    protected List<FullyConnectedCase> networkCases() {
        return List.of(new FullyConnectedCase(1, 960, 1280, Setting.plain(Activation.RELU, 1)),
                new FullyConnectedCase(1, 1280, 1000, Setting.plain(Activation.NONE, 2)),
                new FullyConnectedCase(3, 1280, 10, Setting.plain(Activation.NONE, 3)),
                new FullyConnectedCase(1, 120, 480, Setting.plain(Activation.HARD_SIGMOID, 4)),
                new FullyConnectedCase(2, 72, 20, Setting.plain(Activation.RELU, 5)));
    }

    @Override
    protected void assertPartWritten(FullyConnectedCase testCase, Kernels kernels, PreparedCall call,
            GuardedMap output, int[] range) {
        FullyConnectedWeights weights = kernels.fullyConnected().pack(testCase.outFeatures(),
                testCase.inFeatures(),
                testCase.weights(), testCase.bias());
        boolean[] expected = new boolean[testCase.outFeatures()];
        for (int tile = range[0]; tile < range[1]; tile++) {
            PackedMatrix matrix = weights.matrix();
            for (int vector = 0; vector < matrix.tileVectors(tile); vector++) {
                int start = matrix.start(matrix.firstVector(tile) + vector);
                Arrays.fill(expected, start, start + matrix.stored(), true);
            }
        }
        output.assertElementsWritten(
                () -> "tiles " + Arrays.toString(range) + " of " + testCase + " with " + kernels.name(),
                element -> expected[element % testCase.outFeatures()]);
    }

    @Property
    void tilesAreDisjointSoThatThreadsMayShareThem(@ForAll("cases") FullyConnectedCase testCase) {
        for (Kernels kernels : implementations()) {
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
        for (Kernels kernels : implementations()) {
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
        Bits.assertSame(() -> lanes + " lanes, " + vectorsPerTile + " vectors a tile, " + testCase,
                testCase.output(), CaseRun.result(testCase, Kernels.scalar()), output.values());
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 1, 1, 6);
        FeatureMap output = FeatureMap.allocate(2, 1, 1, 7);
        for (Kernels kernels : implementations()) {
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
