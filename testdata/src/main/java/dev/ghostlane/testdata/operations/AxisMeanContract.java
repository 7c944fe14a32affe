package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of means along rows or columns, see [dev.ghostlane.kernels.pool.AxisMean].
public abstract class AxisMeanContract extends KernelContract<AxisMeanCase> {

    /// For the test classes.
    protected AxisMeanContract() { super(AxisMeanCase::draw); }

    @Override
    protected List<AxisMeanCase> networkCases() {
        return List.of(
                new AxisMeanCase(new MapShape(1, 28, 28), Sequences.ROW, 120, Setting.plain(Activation.NONE, 1)),
                new AxisMeanCase(new MapShape(2, 14, 7), Sequences.COLUMN, 480, Setting.plain(Activation.NONE, 2)));
    }
}
