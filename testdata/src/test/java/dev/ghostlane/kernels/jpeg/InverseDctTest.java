package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.InverseDctCase;
import java.util.List;

class InverseDctTest extends KernelContract<InverseDctCase> {

    InverseDctTest() { super(InverseDctCase::draw, InverseDctCase.NETWORK); }

    @Override
    protected List<Implementation<InverseDctCase>> implementations() { return Implementation.ofGhostlane(); }
}
