package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import net.jqwik.api.Example;

class MatrixPackingTest extends KernelContract<MatrixPackingCase> {

    MatrixPackingTest() {
        super(MatrixPackingCase::draw, List.of(
                new MatrixPackingCase(new MapShape(1, 28, 28), Sequences.IMAGE, 4, 30, TokenMatrices.Role.OUTPUTS,
                        Setting.plain(Activation.NONE, 1)),
                new MatrixPackingCase(new MapShape(1, 14, 14), Sequences.IMAGE, 15, 32, TokenMatrices.Role.INPUTS,
                        Setting.plain(Activation.NONE, 2))));
    }

    @Override
    protected List<Implementation<MatrixPackingCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
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
