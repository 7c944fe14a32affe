package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
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

/// The promises of matrix products over tokens, see [dev.ghostlane.kernels.matrix.MatrixProduct].
public abstract class MatrixProductContract extends KernelContract<MatrixProductCase> {

    /// For the test classes.
    protected MatrixProductContract() {}

    @Provide
    @Override
    protected Arbitrary<MatrixProductCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.class), Arbitraries.of(1, 1, 2),
                Shapes.channels(130), Settings.withoutActivation())
                .as((shape, sequences, heads, channels, setting) -> new MatrixProductCase(
                        shape.atMost((int) Math.sqrt(Effort.units(heads * channels) * 4.0)), sequences, heads,
                        channels, setting));
    }

    @Override
    protected List<MatrixProductCase> networkCases() {
        return List.of(
                new MatrixProductCase(new MapShape(1, 14, 14), Sequences.IMAGE, 1, 120,
                        Setting.plain(Activation.NONE, 1)),
                new MatrixProductCase(new MapShape(1, 28, 28), Sequences.COLUMN, 1, 72,
                        Setting.plain(Activation.NONE, 2)));
    }
}
