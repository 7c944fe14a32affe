package dev.ghostlane.kernels.mixing;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.TokenMixingCase;
import java.util.List;
import net.jqwik.api.Example;

class TokenMixingTest extends KernelContract<TokenMixingCase> {

    TokenMixingTest() { super(TokenMixingCase::draw, TokenMixingCase.NETWORK); }

    @Override
    protected List<Implementation<TokenMixingCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            TokenMixing kernel = kernels.tokenMixing();
            Rejected.saying("weights must have 600 elements, found 599", () -> kernel.run(Sequences.ROW,
                    new float[599], map, FeatureMap.allocate(1, 4, 5, 6), 0, 4));
            Rejected.saying("output and input must have the same shape", () -> kernel.run(Sequences.ROW,
                    new float[600], map, FeatureMap.allocate(1, 4, 5, 7), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(Sequences.ROW, new float[600], map,
                    FeatureMap.allocate(1, 4, 5, 6), begin, end));
        }
    }
}
