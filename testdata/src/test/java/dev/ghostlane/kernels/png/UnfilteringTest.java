package dev.ghostlane.kernels.png;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.UnfilteringCase;
import java.util.List;

class UnfilteringTest extends KernelContract<UnfilteringCase> {

    UnfilteringTest() { super(UnfilteringCase::draw, UnfilteringCase.NETWORK); }

    @Override
    protected List<Implementation<UnfilteringCase>> implementations() { return Implementation.ofGhostlane(); }
}
