package demo;

import dev.ghostlane.testdata.contract.Agreement;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.DepthwiseCase;
import java.util.List;

/// The kit's properties of a depthwise convolution, for the foreign kernel. It adds in another order than the kit's
/// reference, so its results need not have the same bits, but must be within the bound that follows from rounding.
class ChannelsFirstDepthwiseTest extends KernelContract<DepthwiseCase> {

    ChannelsFirstDepthwiseTest() { super(DepthwiseCase::draw, DepthwiseCase.NETWORK); }

    @Override
    protected List<Implementation<DepthwiseCase>> implementations() {
        return List.of(Implementation.ofArrays("channels first",
                (testCase, inputs) -> ForeignKernel.run(ChannelsFirstDepthwise::convolve, testCase, inputs)));
    }

    @Override
    protected Agreement agreement() { return Agreement.BOUND; }
}
