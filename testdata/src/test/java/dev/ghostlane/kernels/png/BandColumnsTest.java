package dev.ghostlane.kernels.png;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.BandColumnsCase;
import java.util.List;

class BandColumnsTest extends KernelContract<BandColumnsCase> {

    BandColumnsTest() { super(BandColumnsCase::draw, BandColumnsCase.NETWORK); }

    @Override
    protected List<Implementation<BandColumnsCase>> implementations() { return Implementation.ofGhostlane(); }
}
