package dev.ghostlane.kernels.pool;

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

class GlobalAveragePoolTest extends KernelContract<GlobalAveragePoolCase> {

    @Provide
    @Override
    protected Arbitrary<GlobalAveragePoolCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Setting.withoutActivation())
                .as((shape, channels, setting) -> new GlobalAveragePoolCase(
                        shape.atMost(Effort.units(channels)),
                        channels, setting));
    }

    @Override
    protected List<GlobalAveragePoolCase> networkCases() {
        return List.of(
                new GlobalAveragePoolCase(new MapShape(1, 28, 28), 72, Setting.plain(Activation.NONE, 1)),
                new GlobalAveragePoolCase(new MapShape(1, 14, 14), 480, Setting.plain(Activation.NONE, 2)),
                new GlobalAveragePoolCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 3)),
                new GlobalAveragePoolCase(new MapShape(1, 56, 40), 92, Setting.plain(Activation.NONE, 4)));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 1, 1, 6);
        for (Kernels kernels : implementations()) {
            GlobalAveragePool kernel = kernels.globalAveragePool();
            Rejected.saying("output must have 6 channels, found 2×1×1×5",
                    () -> kernel.run(input, FeatureMap.allocate(2, 1, 1, 5), 0, 2));
            Rejected.saying("output must be 2×1×1 pixels, found 1×1×1×6",
                    () -> kernel.run(input, FeatureMap.allocate(1, 1, 1, 6), 0, 1));
            Rejected.rows(2, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
