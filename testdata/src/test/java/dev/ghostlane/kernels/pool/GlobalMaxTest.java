package dev.ghostlane.kernels.pool;

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

class GlobalMaxTest extends KernelContract<GlobalMaxCase> {

    @Override
    protected List<Implementation<GlobalMaxCase>> implementations() { return Implementation.ofGhostlane(); }

    @Provide
    @Override
    protected Arbitrary<GlobalMaxCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Settings.withoutActivation())
                .as((shape, channels, setting) -> new GlobalMaxCase(shape.atMost(Effort.units(channels)), channels,
                        setting));
    }

    @Override
    protected List<GlobalMaxCase> networkCases() {
        return List.of(new GlobalMaxCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
                new GlobalMaxCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 1, 1, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            GlobalMax kernel = kernels.globalMax();
            Rejected.saying("output must have 6 channels, found 2×1×1×5",
                    () -> kernel.run(input, FeatureMap.allocate(2, 1, 1, 5), 0, 2));
            Rejected.saying("output must be 2×1×1 pixels, found 1×1×1×6",
                    () -> kernel.run(input, FeatureMap.allocate(1, 1, 1, 6), 0, 1));
            Rejected.rows(2, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
