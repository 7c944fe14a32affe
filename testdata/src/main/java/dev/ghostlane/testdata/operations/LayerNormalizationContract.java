package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// The promises of layer normalisation, see [dev.ghostlane.kernels.normalization.LayerNormalization].
public abstract class LayerNormalizationContract extends InPlaceContract<LayerNormalizationCase> {

    /// For the test classes.
    protected LayerNormalizationContract() { super(LayerNormalizationCase::draw); }

    @Override
    protected List<LayerNormalizationCase> networkCases() {
        return List.of(new LayerNormalizationCase(new MapShape(1, 4, 196), 120, Setting.plain(Activation.NONE, 1)),
                new LayerNormalizationCase(new MapShape(2, 4, 49), 480, Setting.plain(Activation.NONE, 2)));
    }
}
