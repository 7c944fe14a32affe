package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;
import dev.ghostlane.kernels.Sequences;
import dev.ghostlane.kernels.contract.PreparedCall;
import dev.ghostlane.kernels.contract.Tokens;
import dev.ghostlane.testdata.GuardedMap;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;

class MatrixProductTest extends KernelContract<MatrixProductCase> {

    @Provide
    @Override
    protected Arbitrary<MatrixProductCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Arbitraries.of(1, 1, 2),
                Shapes.channels(130), Setting.withoutActivation())
                .as((shape, sequences, heads, channels, setting) -> new MatrixProductCase(
                        shape.atMost((int) Math.sqrt(Effort.units(heads * channels) * 4.0)), sequences, heads,
                        channels, setting));
    }

    @Override
    protected List<MatrixProductCase> networkCases() {
        return List.of(
                new MatrixProductCase(new MapShape(1, 14, 14), Sequences.IMAGE, 1, 120,
                        Setting.plain(Activation.NONE, 1)),
                new MatrixProductCase(new MapShape(1, 28, 28), Sequences.COLUMN, 1, 72,
                        Setting.plain(Activation.NONE, 2)));
    }

    @Override
    protected void assertPartWritten(MatrixProductCase testCase, Kernels kernels, PreparedCall call,
            GuardedMap output, int[] range) {
        int channels = testCase.heads() * testCase.headChannels();
        int blocks = MatrixProduct.blocks(testCase.tokens());
        List<int[]> sequences = Tokens.of(testCase.shape(), testCase.sequences());
        boolean[] expected = new boolean[testCase.output().elements()];
        for (int unit = range[0]; unit < range[1]; unit++) {
            int head = unit / blocks % testCase.heads();
            int[] tokens = sequences.get(unit / blocks / testCase.heads());
            int first = unit % blocks * MatrixProduct.BLOCK;
            for (int t = first; t < Math.min(first + MatrixProduct.BLOCK, tokens.length); t++) {
                int at = tokens[t] * channels + head * testCase.headChannels();
                Arrays.fill(expected, at, at + testCase.headChannels(), true);
            }
        }
        output.assertElementsWritten(
                () -> "units " + Arrays.toString(range) + " of " + testCase + " with " + kernels.name(),
                element -> expected[element]);
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : implementations()) {
            MatrixProduct kernel = kernels.matrixProduct();
            TokenMatrices matrices = new TokenMatrices(Sequences.IMAGE, 1, TokenMatrices.Role.INPUTS,
                    kernel.layout(6, 20));
            FeatureMap packed = FeatureMap.allocate(1, 1, 1, matrices.layout().floats());
            Rejected.saying("left must have 400 elements, found 399",
                    () -> kernel.run(matrices, new float[399], packed, map, 0, 1));
            Rejected.saying("tokens must be packed as inputs", () -> kernel.run(
                    new TokenMatrices(Sequences.IMAGE, 1, TokenMatrices.Role.OUTPUTS, kernel.layout(20, 6)),
                    new float[400], packed, map, 0, 1));
            Rejected.saying("output must have 6 channels", () -> kernel.run(matrices, new float[400], packed,
                    FeatureMap.allocate(1, 4, 5, 7), 0, 1));
            Rejected.rows(1, (begin, end) -> kernel.run(matrices, new float[400], packed, map, begin, end));
        }
    }
}
