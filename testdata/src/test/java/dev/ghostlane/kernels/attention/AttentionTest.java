package dev.ghostlane.kernels.attention;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.matrix.TokenMatrices.Role;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.AttentionCase;
import java.util.List;
import net.jqwik.api.Example;

class AttentionTest extends KernelContract<AttentionCase> {

    AttentionTest() { super(AttentionCase::draw, AttentionCase.NETWORK); }

    @Override
    protected List<Implementation<AttentionCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            TokenMatrices keys = new TokenMatrices(Sequences.IMAGE, 2, Role.OUTPUTS,
                    kernels.matrixProduct().layout(20, 3));
            TokenMatrices values = new TokenMatrices(Sequences.IMAGE, 2, Role.INPUTS,
                    kernels.matrixProduct().layout(3, 20));
            AttentionShape shape = new AttentionShape(keys, values, 1);
            FeatureMap k = FeatureMap.allocate(1, 1, 2, keys.layout().floats());
            FeatureMap v = FeatureMap.allocate(1, 1, 2, values.layout().floats());
            float[] scratch = new float[shape.scratchFloats()];
            FeatureMap out = FeatureMap.allocate(1, 4, 5, 6);
            Attention kernel = kernels.attention();
            Rejected.saying("query must have 6 channels, found 1×4×5×7",
                    () -> kernel.run(shape, FeatureMap.allocate(1, 4, 5, 7), k, v, out, scratch, 0, 0, 1));
            Rejected.saying("sequences of 20 tokens, found 24", () -> kernel.run(shape,
                    FeatureMap.allocate(1, 4, 6, 6), k, v, FeatureMap.allocate(1, 4, 6, 6), scratch, 0, 0, 1));
            Rejected.saying("keys must be 1×1×2 pixels",
                    () -> kernel.run(shape, map, map, v, out, scratch, 0, 0, 1));
            Rejected.saying("values must have", () -> kernel.run(shape, map, k,
                    FeatureMap.allocate(1, 1, 2, values.layout().floats() + 1), out, scratch, 0, 0, 1));
            Rejected.saying("scratch memory must have", () -> kernel.run(shape, map, k, v, out, scratch, 1, 0, 1));
            Rejected.rows(shape.units(out),
                    (begin, end) -> kernel.run(shape, map, k, v, out, scratch, 0, begin, end));
            Rejected.saying("expected keys packed as outputs", () -> new AttentionShape(values, keys, 1));
            Rejected.saying("scale must be positive", () -> new AttentionShape(keys, values, 0));
        }
    }
}
