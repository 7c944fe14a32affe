package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.MatrixProductCase;
import java.util.List;
import net.jqwik.api.Example;

class MatrixProductTest extends KernelContract<MatrixProductCase> {

    MatrixProductTest() { super(MatrixProductCase::draw, MatrixProductCase.NETWORK); }

    @Override
    protected List<Implementation<MatrixProductCase>> implementations() { return Implementation.ofGhostlane(); }

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
            Rejected.rows(MatrixProduct.units(matrices, map),
                    (begin, end) -> kernel.run(matrices, new float[400], packed, map, begin, end));
        }
    }
}
