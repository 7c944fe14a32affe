package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.ChromaRowsCase;
import java.util.List;

class ChromaRowsTest extends KernelContract<ChromaRowsCase> {

    ChromaRowsTest() { super(ChromaRowsCase::draw, ChromaRowsCase.NETWORK); }

    @Override
    protected List<Implementation<ChromaRowsCase>> implementations() { return Implementation.ofGhostlane(); }
}
