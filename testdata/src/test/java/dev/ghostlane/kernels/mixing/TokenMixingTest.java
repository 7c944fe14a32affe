package dev.ghostlane.kernels.mixing;

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

class TokenMixingTest extends KernelContract<TokenMixingCase> {

    @Override
    protected List<Implementation<TokenMixingCase>> implementations() { return Implementation.ofGhostlane(); }

    @Provide
    @Override
    protected Arbitrary<TokenMixingCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Shapes.channels(130),
                Settings.withoutActivation())
                .as((shape, sequences, channels, setting) -> new TokenMixingCase(
                        shape.atMost((int) Math.sqrt(Effort.units(channels) * 4.0)), sequences, channels, setting));
    }

    @Override
    protected List<TokenMixingCase> networkCases() {
        return List.of(
                new TokenMixingCase(new MapShape(1, 14, 14), Sequences.COLUMN, 120, Setting.plain(Activation.NONE, 1)),
                new TokenMixingCase(new MapShape(2, 7, 7), Sequences.ROW, 92, Setting.plain(Activation.NONE, 2)));
    }

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
