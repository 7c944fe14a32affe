package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of dense convolutions, see [dev.ghostlane.kernels.dense.DenseConvolution].
public abstract class DenseContract extends KernelContract<DenseCase> {

    /// For the test classes.
    protected DenseContract() {}

    @Provide
    @Override
    protected Arbitrary<DenseCase> cases() {
        Arbitrary<Integer> inputs = Arbitraries.oneOf(Arbitraries.integers().between(1, 4),
                Shapes.channels(24));
        return Combinators
                .combine(Shapes.maps(), inputs, Shapes.channels(130), Arbitraries.of(1, 2, 3, 3, 3, 4, 5, 7),
                        Arbitraries.of(1, 2, 2, 3), Arbitraries.integers().between(0, 6), Settings.any())
                .as(DenseCase::fitting);
    }

    @Override
    protected List<DenseCase> networkCases() {
        return List.of(
                new DenseCase(new MapShape(1, 64, 64), 3, 16, 3, 2, 1, Setting.plain(Activation.RELU, 1)),
                new DenseCase(new MapShape(1, 33, 47), 3, 20, 3, 2, 1, Setting.plain(Activation.RELU, 2)),
                new DenseCase(new MapShape(1, 32, 32), 3, 24, 3, 1, 1, Setting.plain(Activation.RELU, 3)),
                new DenseCase(new MapShape(2, 24, 32), 3, 8, 3, 2, 1, Setting.plain(Activation.NONE, 4)));
    }
}
