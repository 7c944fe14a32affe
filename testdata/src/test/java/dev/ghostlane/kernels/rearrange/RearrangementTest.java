package dev.ghostlane.kernels.rearrange;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.testdata.Bits;
import net.jqwik.api.Arbitraries;

class RearrangementTest extends KernelContract<RearrangementCase> {

    @Override
    protected List<Implementation<RearrangementCase>> implementations() { return Implementation.ofGhostlane(); }

    @Provide
    @Override
    protected Arbitrary<RearrangementCase> cases() {
        Arbitrary<Grouping> groupings = Combinators.combine(Arbitraries.of(Grouping.Kind.class),
                Arbitraries.of(1, 2, 2, 3, 7, 7, 9)).as(Grouping::new);
        return Combinators.combine(Shapes.maps(), Shapes.channels(200), groupings, Arbitraries.of(Direction.class),
                Settings.withoutActivation())
                .as((shape, channels, grouping, direction, setting) -> new RearrangementCase(
                        shape.atMost(Effort.units(channels)), channels, grouping, direction, setting));
    }

    @Override
    protected List<RearrangementCase> networkCases() {
        return List.of(
                new RearrangementCase(new MapShape(1, 28, 28), 120, new Grouping(Grouping.Kind.WINDOWS, 7),
                        Direction.GROUP, Setting.plain(Activation.NONE, 1)),
                new RearrangementCase(new MapShape(2, 16, 20), 72, new Grouping(Grouping.Kind.WINDOWS, 7),
                        Direction.UNGROUP, Setting.plain(Activation.NONE, 2)),
                new RearrangementCase(new MapShape(1, 14, 14), 480, new Grouping(Grouping.Kind.PLACES, 2),
                        Direction.GROUP, Setting.plain(Activation.NONE, 3)),
                new RearrangementCase(new MapShape(1, 7, 7), 960, new Grouping(Grouping.Kind.PLACES, 2),
                        Direction.UNGROUP, Setting.plain(Activation.NONE, 4)));
    }

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
