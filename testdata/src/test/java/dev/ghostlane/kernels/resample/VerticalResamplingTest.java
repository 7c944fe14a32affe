package dev.ghostlane.kernels.resample;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.VerticalResamplingCase;
import java.util.List;

class VerticalResamplingTest extends KernelContract<VerticalResamplingCase> {

    VerticalResamplingTest() { super(VerticalResamplingCase::draw, VerticalResamplingCase.NETWORK); }

    @Override
    protected List<Implementation<VerticalResamplingCase>> implementations() { return Implementation.ofGhostlane(); }
}
