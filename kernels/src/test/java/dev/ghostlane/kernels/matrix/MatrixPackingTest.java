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
import dev.ghostlane.kernels.MatrixLayout;
import dev.ghostlane.kernels.Sequences;
import dev.ghostlane.kernels.contract.PreparedCall;
import dev.ghostlane.testdata.GuardedMap;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;

class MatrixPackingTest extends KernelContract<MatrixPackingCase> {

    @Provide
    @Override
    protected Arbitrary<MatrixPackingCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Arbitraries.of(1, 2, 3),
                Shapes.channels(130), Arbitraries.of(TokenMatrices.Role.class), Setting.withoutActivation())
                .as((shape, sequences, heads, channels, role, setting) -> new MatrixPackingCase(
                        shape.atMost(Effort.units(heads * channels * 2L)), sequences, heads, channels, role, setting));
    }

    @Override
    protected List<MatrixPackingCase> networkCases() {
        return List.of(
                new MatrixPackingCase(new MapShape(1, 28, 28), Sequences.IMAGE, 4, 30, TokenMatrices.Role.OUTPUTS,
                        Setting.plain(Activation.NONE, 1)),
                new MatrixPackingCase(new MapShape(1, 14, 14), Sequences.IMAGE, 15, 32, TokenMatrices.Role.INPUTS,
                        Setting.plain(Activation.NONE, 2)));
    }

    @Override
    protected void assertPartWritten(MatrixPackingCase testCase, Kernels kernels, PreparedCall call,
            GuardedMap output, int[] range) {
        MatrixLayout layout = testCase.matrices().layout();
        boolean[] expected = new boolean[testCase.output().elements()];
        for (int unit = range[0]; unit < range[1]; unit++) {
            int tile = unit % layout.tiles();
            int at = unit / layout.tiles() * layout.floats() + layout.tileOffset(tile);
            Arrays.fill(expected, at, at + layout.tileVectors(tile) * layout.lanes() * (layout.depth() + 1), true);
        }
        output.assertElementsWritten(
                () -> "units " + Arrays.toString(range) + " of " + testCase + " with " + kernels.name(),
                element -> expected[element]);
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : implementations()) {
            TokenMatrices matrices = new TokenMatrices(Sequences.IMAGE, 2, TokenMatrices.Role.OUTPUTS,
                    kernels.matrixProduct().layout(20, 3));
            FeatureMap packed = FeatureMap.allocate(1, 1, 2, matrices.layout().floats());
            MatrixPacking kernel = kernels.matrixPacking();
            Rejected.saying("input must have 6 channels", () -> kernel.run(matrices,
                    FeatureMap.allocate(1, 4, 5, 7), packed, 0, 1));
            Rejected.saying("sequences of 20 tokens, found 24", () -> kernel.run(matrices,
                    FeatureMap.allocate(1, 4, 6, 6), packed, 0, 1));
            Rejected.saying("output must be 1×1×2 pixels", () -> kernel.run(matrices, map, map, 0, 1));
            Rejected.rows(matrices.units(packed), (begin, end) -> kernel.run(matrices, map, packed, begin, end));
        }
    }
}
