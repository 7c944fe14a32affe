package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.RgbRowsCase;
import java.util.List;

class RgbRowsTest extends KernelContract<RgbRowsCase> {

    RgbRowsTest() { super(RgbRowsCase::draw, RgbRowsCase.NETWORK); }

    @Override
    protected List<Implementation<RgbRowsCase>> implementations() { return Implementation.ofGhostlane(); }
}
