package dev.ghostlane.kernels.resample;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.HorizontalResamplingCase;
import java.util.List;

class HorizontalResamplingTest extends KernelContract<HorizontalResamplingCase> {

    HorizontalResamplingTest() { super(HorizontalResamplingCase::draw, HorizontalResamplingCase.NETWORK); }

    @Override
    protected List<Implementation<HorizontalResamplingCase>> implementations() { return Implementation.ofGhostlane(); }
}
