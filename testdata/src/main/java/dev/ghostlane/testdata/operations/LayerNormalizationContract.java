package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.InPlaceContract;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/// The promises of layer normalisation, see [dev.ghostlane.kernels.normalization.LayerNormalization].
public abstract class LayerNormalizationContract extends InPlaceContract<LayerNormalizationCase> {

    /// For the test classes.
    protected LayerNormalizationContract() {}

    @Provide
    @Override
    protected Arbitrary<LayerNormalizationCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Settings.withoutActivation())
                .as((shape, channels, setting) -> new LayerNormalizationCase(shape.atMost(Effort.units(channels * 4L)),
                        channels, setting));
    }

    @Override
    protected List<LayerNormalizationCase> networkCases() {
        return List.of(new LayerNormalizationCase(new MapShape(1, 4, 196), 120, Setting.plain(Activation.NONE, 1)),
                new LayerNormalizationCase(new MapShape(2, 4, 49), 480, Setting.plain(Activation.NONE, 2)));
    }
}
