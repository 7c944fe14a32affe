package dev.ghostlane.kernels.resample;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.PixelNormalisationCase;
import java.util.List;

class PixelNormalisationTest extends KernelContract<PixelNormalisationCase> {

    PixelNormalisationTest() { super(PixelNormalisationCase::draw, PixelNormalisationCase.NETWORK); }

    @Override
    protected List<Implementation<PixelNormalisationCase>> implementations() { return Implementation.ofGhostlane(); }
}
