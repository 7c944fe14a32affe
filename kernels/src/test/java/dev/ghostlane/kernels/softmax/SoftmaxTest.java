package dev.ghostlane.kernels.softmax;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;

class SoftmaxTest extends KernelContract<SoftmaxCase> {

    @Provide
    @Override
    protected Arbitrary<SoftmaxCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Setting.withoutActivation())
                .as((shape, channels, setting) -> new SoftmaxCase(shape.atMost(Effort.units(channels * 8L)),
                        channels, setting));
    }

    @Override
    protected List<SoftmaxCase> networkCases() {
        return List.of(new SoftmaxCase(new MapShape(3, 1, 1), 1000, Setting.plain(Activation.NONE, 1)),
                new SoftmaxCase(new MapShape(5, 1, 1), 10, Setting.plain(Activation.NONE, 2)),
                new SoftmaxCase(new MapShape(1, 7, 7), 49, Setting.plain(Activation.NONE, 3)));
    }

    @Example
    void stretchedLogitsNeverOverflow() {
        FeatureMap input = FeatureMap.dense(new float[]{3e38f, -3e38f, 3e38f, 0}, 0, 1, 1, 1, 4);
        for (Kernels kernels : implementations()) {
            FeatureMap output = FeatureMap.allocate(1, 1, 1, 4);
            kernels.softmax().run(input, output, 0, 1);
            Bits.assertSame(kernels::name, new float[]{0.5f, 0, 0.5f, 0}, output.data());
        }
    }

    @Example
    void minusInfinityGetsNothingAndNaNSpoilsItsPixelOnly() {
        float low = Float.NEGATIVE_INFINITY;
        FeatureMap input = FeatureMap.dense(new float[]{1, low, 1, Float.NaN, 0, 0, low, low, 7}, 0, 1, 1, 3,
                3);
        for (Kernels kernels : implementations()) {
            FeatureMap output = FeatureMap.allocate(1, 1, 3, 3);
            kernels.softmax().run(input, output, 0, 1);
            Bits.assertSame(kernels::name,
                    new float[]{0.5f, 0, 0.5f, Float.NaN, Float.NaN, Float.NaN, 0, 0, 1}, output.data());
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : implementations()) {
            Rejected.saying("output and input must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernels.softmax().run(map, FeatureMap.allocate(1, 4, 5, 7), 0, 4));
            Rejected.rows(4,
                    (begin, end) -> kernels.softmax().run(map, FeatureMap.allocate(1, 4, 5, 6), begin, end));
        }
    }
}
