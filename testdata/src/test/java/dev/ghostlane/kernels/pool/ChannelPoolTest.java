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

class ChannelPoolTest extends KernelContract<ChannelPoolCase> {

    @Override
    protected List<Implementation<ChannelPoolCase>> implementations() { return Implementation.ofGhostlane(); }

    @Provide
    @Override
    protected Arbitrary<ChannelPoolCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Settings.withoutActivation())
                .as((shape, channels, setting) -> new ChannelPoolCase(shape.atMost(Effort.units(channels * 2L)),
                        channels, setting));
    }

    @Override
    protected List<ChannelPoolCase> networkCases() {
        return List.of(new ChannelPoolCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
                new ChannelPoolCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 5, 7, 2);
        for (Kernels kernels : AvailableKernels.all()) {
            ChannelPool kernel = kernels.channelPool();
            Rejected.saying("output must have 2 channels, found 2×5×7×6", () -> kernel.run(input, input, 0, 2));
            Rejected.saying("output must be 2×5×7 pixels",
                    () -> kernel.run(input, FeatureMap.allocate(2, 7, 5, 2), 0, 1));
            Rejected.rows(10, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
