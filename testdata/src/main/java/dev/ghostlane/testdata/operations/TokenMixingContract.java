package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of token mixing, see [dev.ghostlane.kernels.mixing.TokenMixing].
public abstract class TokenMixingContract extends KernelContract<TokenMixingCase> {

    /// For the test classes.
    protected TokenMixingContract() { super(TokenMixingCase::draw); }

    @Override
    protected List<TokenMixingCase> networkCases() {
        return List.of(
                new TokenMixingCase(new MapShape(1, 14, 14), Sequences.COLUMN, 120, Setting.plain(Activation.NONE, 1)),
                new TokenMixingCase(new MapShape(2, 7, 7), Sequences.ROW, 92, Setting.plain(Activation.NONE, 2)));
    }
}
