package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of multi-head attention, see [dev.ghostlane.kernels.attention.Attention].
public abstract class AttentionContract extends KernelContract<AttentionCase> {

    /// For the test classes.
    protected AttentionContract() { super(AttentionCase::draw); }

    @Override
    protected List<AttentionCase> networkCases() {
        return List.of(
                new AttentionCase(new MapShape(1, 14, 14), Sequences.IMAGE, 2, 32, Setting.plain(Activation.NONE, 1)),
                new AttentionCase(new MapShape(1, 16, 49), Sequences.ROW, 4, 30, Setting.plain(Activation.NONE, 2)),
                new AttentionCase(new MapShape(2, 4, 49), Sequences.ROW, 1, 72, Setting.plain(Activation.NONE, 3)),
                new AttentionCase(new MapShape(1, 13, 5), Sequences.COLUMN, 3, 8, Setting.plain(Activation.NONE, 4)));
    }
}
