package dev.ghostlane.kernels.normalization;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.InPlaceContract;
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

class LayerNormalizationTest extends InPlaceContract<LayerNormalizationCase> {

    @Override
    protected List<Implementation<LayerNormalizationCase>> implementations() { return Implementation.ofGhostlane(); }

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

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            LayerNormalization kernel = kernels.layerNormalization();
            Rejected.saying("scale must have 6 elements, found 5",
                    () -> kernel.run(new float[5], new float[6], 1, map, map, 0, 4));
            Rejected.saying("shift must have 6 elements, found 5",
                    () -> kernel.run(new float[6], new float[5], 1, map, map, 0, 4));
            Rejected.saying("output and input must have the same shape",
                    () -> kernel.run(new float[6], new float[6], 1, map, FeatureMap.allocate(1, 4, 5, 7), 0, 4));
            Rejected.rows(4, (begin, end) -> kernel.run(new float[6], new float[6], 1, map, map, begin, end));
        }
    }
}
