package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of rearrangement, see [dev.ghostlane.kernels.rearrange.Rearrangement].
public abstract class RearrangementContract extends KernelContract<RearrangementCase> {

    /// For the test classes.
    protected RearrangementContract() {}

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
}
