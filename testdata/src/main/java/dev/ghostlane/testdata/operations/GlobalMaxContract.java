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

/// The promises of global maximum pooling, see [dev.ghostlane.kernels.pool.GlobalMax].
public abstract class GlobalMaxContract extends KernelContract<GlobalMaxCase> {

    /// For the test classes.
    protected GlobalMaxContract() {}

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
}
