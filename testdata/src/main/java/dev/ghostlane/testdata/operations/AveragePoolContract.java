package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of 2×2 average pooling, see [dev.ghostlane.kernels.pool.AveragePool].
public abstract class AveragePoolContract extends KernelContract<AveragePoolCase> {

    /// For the test classes.
    protected AveragePoolContract() { super(AveragePoolCase::draw); }

    @Override
    protected List<AveragePoolCase> networkCases() {
        return List.of(new AveragePoolCase(new MapShape(1, 56, 56), 24, Setting.plain(Activation.NONE, 1)),
                new AveragePoolCase(new MapShape(1, 28, 28), 40, Setting.plain(Activation.NONE, 2)),
                new AveragePoolCase(new MapShape(2, 7, 7), 160, Setting.plain(Activation.NONE, 3)),
                new AveragePoolCase(new MapShape(1, 15, 10), 52, Setting.plain(Activation.NONE, 4)));
    }
}
