package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.ChromaColumnsCase;
import java.util.List;

class ChromaColumnsTest extends KernelContract<ChromaColumnsCase> {

    ChromaColumnsTest() { super(ChromaColumnsCase::draw, ChromaColumnsCase.NETWORK); }

    @Override
    protected List<Implementation<ChromaColumnsCase>> implementations() { return Implementation.ofGhostlane(); }
}
