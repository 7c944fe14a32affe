package dev.ghostlane.kernels.resample;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.BandRowsCase;
import java.util.List;

class BandRowsTest extends KernelContract<BandRowsCase> {

    BandRowsTest() { super(BandRowsCase::draw, BandRowsCase.NETWORK); }

    @Override
    protected List<Implementation<BandRowsCase>> implementations() { return Implementation.ofGhostlane(); }
}
