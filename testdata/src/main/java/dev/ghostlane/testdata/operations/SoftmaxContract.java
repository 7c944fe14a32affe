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

/// The promises of softmax over the channels, see [dev.ghostlane.kernels.softmax.Softmax].
public abstract class SoftmaxContract extends KernelContract<SoftmaxCase> {

    /// For the test classes.
    protected SoftmaxContract() {}

    @Provide
    @Override
    protected Arbitrary<SoftmaxCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Settings.withoutActivation())
                .as((shape, channels, setting) -> new SoftmaxCase(shape.atMost(Effort.units(channels * 8L)),
                        channels, setting));
    }

    @Override
    protected List<SoftmaxCase> networkCases() {
        return List.of(new SoftmaxCase(new MapShape(3, 1, 1), 1000, Setting.plain(Activation.NONE, 1)),
                new SoftmaxCase(new MapShape(5, 1, 1), 10, Setting.plain(Activation.NONE, 2)),
                new SoftmaxCase(new MapShape(1, 7, 7), 49, Setting.plain(Activation.NONE, 3)));
    }
}
