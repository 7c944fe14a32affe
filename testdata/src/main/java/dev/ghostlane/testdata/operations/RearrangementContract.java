package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of rearrangement, see [dev.ghostlane.kernels.rearrange.Rearrangement].
public abstract class RearrangementContract extends KernelContract<RearrangementCase> {

    /// For the test classes.
    protected RearrangementContract() { super(RearrangementCase::draw); }

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
