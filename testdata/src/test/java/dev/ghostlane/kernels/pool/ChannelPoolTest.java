package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.ChannelPoolCase;
import java.util.List;
import net.jqwik.api.Example;

class ChannelPoolTest extends KernelContract<ChannelPoolCase> {

    ChannelPoolTest() { super(ChannelPoolCase::draw, ChannelPoolCase.NETWORK); }

    @Override
    protected List<Implementation<ChannelPoolCase>> implementations() { return Implementation.ofGhostlane(); }

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
