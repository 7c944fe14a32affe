package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.operations.DepthwiseCase.Kernel;
import java.util.List;

/// The promises of depthwise convolutions, see [dev.ghostlane.kernels.depthwise.DepthwiseConvolution].
public abstract class DepthwiseContract extends KernelContract<DepthwiseCase> {

    /// For the test classes.
    protected DepthwiseContract() { super(DepthwiseCase::draw); }

    @Override
    protected List<DepthwiseCase> networkCases() {
        return List.of(
                new DepthwiseCase(new MapShape(1, 112, 112), 8, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 1)),
                new DepthwiseCase(new MapShape(1, 28, 28), 36, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 2)),
                new DepthwiseCase(new MapShape(1, 14, 14), 92, Kernel.same(3, 1),
                        Setting.plain(Activation.NONE, 3)),
                new DepthwiseCase(new MapShape(1, 56, 56), 48, Kernel.same(3, 2),
                        Setting.plain(Activation.NONE, 4)),
                new DepthwiseCase(new MapShape(1, 28, 28), 72, Kernel.same(5, 2),
                        Setting.plain(Activation.NONE, 5)),
                new DepthwiseCase(new MapShape(2, 14, 14), 112, Kernel.same(5, 2),
                        Setting.plain(Activation.NONE, 6)),
                new DepthwiseCase(new MapShape(1, 7, 7), 624, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 7)),
                new DepthwiseCase(new MapShape(1, 7, 5), 480, Kernel.same(3, 1),
                        Setting.plain(Activation.RELU, 8)),
                // Of images with odd sides: the right edge has its padding under the kernel, too.
                new DepthwiseCase(new MapShape(1, 29, 27), 48, Kernel.same(3, 2),
                        Setting.plain(Activation.NONE, 9)));
    }
}
