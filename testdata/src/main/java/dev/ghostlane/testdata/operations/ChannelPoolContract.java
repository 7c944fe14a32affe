package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of mean and maximum over the channels, see [dev.ghostlane.kernels.pool.ChannelPool].
public abstract class ChannelPoolContract extends KernelContract<ChannelPoolCase> {

    /// For the test classes.
    protected ChannelPoolContract() {}

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
}
