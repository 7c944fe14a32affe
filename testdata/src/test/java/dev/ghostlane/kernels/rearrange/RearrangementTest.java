package dev.ghostlane.kernels.rearrange;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.RearrangementCase;
import java.util.List;
import net.jqwik.api.Example;

class RearrangementTest extends KernelContract<RearrangementCase> {

    RearrangementTest() { super(RearrangementCase::draw, RearrangementCase.NETWORK); }

    @Override
    protected List<Implementation<RearrangementCase>> implementations() { return Implementation.ofGhostlane(); }

    @Example
    void windowsAndPlacesOfANumberedMap() {
        FeatureMap input = FeatureMap.dense(new float[]{1, 2, 3, 4, 5, 6}, 0, 1, 2, 3, 1);
        for (Kernels kernels : AvailableKernels.all()) {
            FeatureMap windows = FeatureMap.allocate(1, 2, 4, 1);
            kernels.rearrangement().run(new Grouping(Grouping.Kind.WINDOWS, 2), Direction.GROUP, input, windows, 0, 2);
            Bits.assertSame(kernels::name, new float[]{1, 2, 4, 5, 3, 0, 6, 0}, windows.data());
            FeatureMap places = FeatureMap.allocate(1, 4, 2, 1);
            kernels.rearrangement().run(new Grouping(Grouping.Kind.PLACES, 2), Direction.GROUP, input, places, 0, 4);
            Bits.assertSame(kernels::name, new float[]{1, 3, 2, 0, 4, 6, 5, 0}, places.data());
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 6, 3);
        FeatureMap tokens = FeatureMap.allocate(1, 4, 6, 3);
        Grouping places = new Grouping(Grouping.Kind.PLACES, 2);
        Rejected.saying("side of a square must be at least 1, found 0",
                () -> new Grouping(Grouping.Kind.WINDOWS, 0));
        for (Kernels kernels : AvailableKernels.all()) {
            Rearrangement kernel = kernels.rearrangement();
            Rejected.saying("output must have 3 channels",
                    () -> kernel.run(places, Direction.GROUP, map, FeatureMap.allocate(1, 4, 6, 4), 0, 4));
            Rejected.saying("the map of tokens must be 1×4×6 pixels, found 1×6×4×3",
                    () -> kernel.run(places, Direction.GROUP, map, FeatureMap.allocate(1, 6, 4, 3), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(places, Direction.GROUP, map, tokens, begin, end));
        }
    }
}
