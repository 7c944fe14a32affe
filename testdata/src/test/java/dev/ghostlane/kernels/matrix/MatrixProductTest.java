package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;
import dev.ghostlane.kernels.Sequences;
import net.jqwik.api.Arbitraries;

class MatrixProductTest extends KernelContract<MatrixProductCase> {

    @Override
    protected List<Implementation<MatrixProductCase>> implementations() { return Implementation.ofGhostlane(); }

    @Provide
    @Override
    protected Arbitrary<MatrixProductCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Arbitraries.of(1, 1, 2),
                Shapes.channels(130), Settings.withoutActivation())
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

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
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
