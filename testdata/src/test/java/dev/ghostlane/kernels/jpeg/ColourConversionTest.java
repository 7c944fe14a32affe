package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.operations.ColourConversionCase;
import java.util.List;

class ColourConversionTest extends KernelContract<ColourConversionCase> {

    ColourConversionTest() { super(ColourConversionCase::draw, ColourConversionCase.NETWORK); }

    @Override
    protected List<Implementation<ColourConversionCase>> implementations() { return Implementation.ofGhostlane(); }
}
