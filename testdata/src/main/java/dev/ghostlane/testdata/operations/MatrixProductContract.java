package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of matrix products over tokens, see [dev.ghostlane.kernels.matrix.MatrixProduct].
public abstract class MatrixProductContract extends KernelContract<MatrixProductCase> {

    /// For the test classes.
    protected MatrixProductContract() { super(MatrixProductCase::draw); }

    @Override
    protected List<MatrixProductCase> networkCases() {
        return List.of(
                new MatrixProductCase(new MapShape(1, 14, 14), Sequences.IMAGE, 1, 120,
                        Setting.plain(Activation.NONE, 1)),
                new MatrixProductCase(new MapShape(1, 28, 28), Sequences.COLUMN, 1, 72,
                        Setting.plain(Activation.NONE, 2)));
    }
}
