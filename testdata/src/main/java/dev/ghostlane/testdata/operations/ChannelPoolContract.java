package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of mean and maximum over the channels, see [dev.ghostlane.kernels.pool.ChannelPool].
public abstract class ChannelPoolContract extends KernelContract<ChannelPoolCase> {

    /// For the test classes.
    protected ChannelPoolContract() { super(ChannelPoolCase::draw); }

    @Override
    protected List<ChannelPoolCase> networkCases() {
        return List.of(new ChannelPoolCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
                new ChannelPoolCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));
    }
}
