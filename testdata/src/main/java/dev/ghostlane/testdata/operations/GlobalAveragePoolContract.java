package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of global average pooling, see [dev.ghostlane.kernels.pool.GlobalAveragePool].
public abstract class GlobalAveragePoolContract extends KernelContract<GlobalAveragePoolCase> {

    /// For the test classes.
    protected GlobalAveragePoolContract() { super(GlobalAveragePoolCase::draw); }

    @Override
    protected List<GlobalAveragePoolCase> networkCases() {
        return List.of(
                new GlobalAveragePoolCase(new MapShape(1, 28, 28), 72, Setting.plain(Activation.NONE, 1)),
                new GlobalAveragePoolCase(new MapShape(1, 14, 14), 480, Setting.plain(Activation.NONE, 2)),
                new GlobalAveragePoolCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 3)),
                new GlobalAveragePoolCase(new MapShape(1, 56, 40), 92, Setting.plain(Activation.NONE, 4)));
    }
}
