package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of global maximum pooling, see [dev.ghostlane.kernels.pool.GlobalMax].
public abstract class GlobalMaxContract extends KernelContract<GlobalMaxCase> {

    /// For the test classes.
    protected GlobalMaxContract() { super(GlobalMaxCase::draw); }

    @Override
    protected List<GlobalMaxCase> networkCases() {
        return List.of(new GlobalMaxCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
                new GlobalMaxCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));
    }
}
