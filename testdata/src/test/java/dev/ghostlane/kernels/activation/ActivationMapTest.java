package dev.ghostlane.kernels.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.ActivationCase;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

class ActivationMapTest extends KernelContract<ActivationCase> {

    ActivationMapTest() { super(ActivationCase::draw, ActivationCase.NETWORK); }

    @Override
    protected List<Implementation<ActivationCase>> implementations() { return Implementation.ofGhostlane(); }

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
        for (Kernels kernels : AvailableKernels.all()) {
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
        for (Kernels kernels : AvailableKernels.all()) {
            Rejected.saying("output and input must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernels.activation().run(Activation.RELU, map, FeatureMap.allocate(1, 4, 5, 7), 0,
                            4));
            Rejected.rows(4, (begin, end) -> kernels.activation().run(Activation.RELU, map, map, begin, end));
        }
    }
}
