package dev.ghostlane.kernels.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.contract.CaseRun;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ActivationMapTest extends KernelContract<ActivationCase> {

    @Provide
    @Override
    protected Arbitrary<ActivationCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Setting.any())
                .as((shape, channels, setting) -> new ActivationCase(
                        shape.atMost(Effort.units(channels * 4L)),
                        channels, setting));
    }

    @Override
    protected List<ActivationCase> networkCases() {
        return List.of(new ActivationCase(new MapShape(1, 28, 28), 72, Setting.plain(Activation.SIGMOID, 1)),
                new ActivationCase(new MapShape(2, 1, 1), 1280, Setting.plain(Activation.RELU, 2)),
                new ActivationCase(new MapShape(1, 1, 1), 92, Setting.plain(Activation.HARD_SIGMOID, 3)));
    }

    @Property
    void outputMayBeTheInputItself(@ForAll("cases") ActivationCase testCase) {
        for (Kernels kernels : implementations()) {
            GuardedMap map = CaseRun.inputs(testCase).getFirst();
            FeatureMap inPlace = CaseRun.map(map.layout(), map.data());
            kernels.activation().run(testCase.setting().activation(), inPlace, inPlace, 0, inPlace.rows());
            Bits.assertSame(() -> "in place, " + testCase + " with " + kernels.name(), testCase.output(),
                    CaseRun.result(testCase, kernels), map.values());
        }
    }

    @Example
    void treatsZerosInfinitiesAndNaNAsStated() {
        assertActivates(Activation.NONE, new float[]{-0f, 0f, Float.NaN, -1, Float.NEGATIVE_INFINITY},
                new float[]{-0f, 0f, Float.NaN, -1, Float.NEGATIVE_INFINITY});
        assertActivates(Activation.RELU,
                new float[]{-0f, 0f, Float.NaN, -1, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -1e-45f,
                        1e-45f},
                new float[]{0f, 0f, Float.NaN, 0, 0, Float.POSITIVE_INFINITY, 0, 1e-45f});
        assertActivates(Activation.SIGMOID,
                new float[]{0, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -104, 104},
                new float[]{0.5f, 0.5f, Float.NaN, 0, 1, 0, 1});
        assertActivates(Activation.HARD_SIGMOID,
                new float[]{0, -3, 3, -4, 4, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY},
                new float[]{0.5f, 0, 1, 0, 1, Float.NaN, 0, 1});
    }

    private static void assertActivates(Activation activation, float[] input, float[] expected) {
        int repeats = 40;
        FeatureMap map = FeatureMap.allocate(1, repeats, 1, input.length);
        float[] all = new float[repeats * input.length];
        for (int row = 0; row < repeats; row++) {
            System.arraycopy(input, 0, map.data(), row * input.length, input.length);
            System.arraycopy(expected, 0, all, row * input.length, input.length);
        }
        for (Kernels kernels : implementations()) {
            FeatureMap output = FeatureMap.allocate(1, repeats, 1, input.length);
            kernels.activation().run(activation, map, output, 0, repeats);
            Bits.assertSame(() -> activation + " with " + kernels.name(), all, output.data());
        }
    }

    /// PyTorch's hard sigmoid has the same operations; its sigmoid is another approximation, some ULP off.
    @Example
    void agreesWithPyTorch() {
        Map<String, Goldens.Tensor> goldens = Goldens.operations();
        float[] input = goldens.get("elementwise/input").values();
        float[] sigmoid = goldens.get("elementwise/sigmoid").values();
        float[] hardSigmoid = goldens.get("elementwise/hard_sigmoid").values();
        for (int i = 0; i < input.length; i++) {
            float x = input[i];
            assertEquals(hardSigmoid[i], Activation.HARD_SIGMOID.apply(x), () -> "hard sigmoid of " + x);
            if (x > -80) {
                assertEquals(sigmoid[i], Activation.SIGMOID.apply(x), 5 * Math.ulp(sigmoid[i]),
                        () -> "sigmoid of " + x);
            }
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        for (Kernels kernels : implementations()) {
            Rejected.saying("output and input must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernels.activation().run(Activation.RELU, map, FeatureMap.allocate(1, 4, 5, 7), 0,
                            4));
            Rejected.rows(4, (begin, end) -> kernels.activation().run(Activation.RELU, map, map, begin, end));
        }
    }
}
