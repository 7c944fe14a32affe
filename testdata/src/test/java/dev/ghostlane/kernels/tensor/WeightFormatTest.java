package dev.ghostlane.kernels.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.CaseRun;
import dev.ghostlane.testdata.contract.Draws;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.FullyConnectedCase;
import dev.ghostlane.testdata.operations.PointwiseCase;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Weights of 16 bits give the bits that the same weights in 32 bits give.
class WeightFormatTest {

    private static final int GUARD = 37;

    @Provide
    Arbitrary<PointwiseCase> convolutions() { return Draws.arbitrary(PointwiseCase::draw); }

    @Provide
    Arbitrary<FullyConnectedCase> layers() { return Draws.arbitrary(FullyConnectedCase::draw); }

    @Provide
    Arbitrary<WeightFormat> formats() {
        return Arbitraries.of(WeightFormat.BF16, WeightFormat.F16);
    }

    @Property
    void convolutionsGiveTheBitsOfTheSameFloats(@ForAll("convolutions") PointwiseCase testCase,
            @ForAll("formats") WeightFormat format) {
        float[] weights = rounded(testCase.weights(), format);
        for (Kernels kernels : AvailableKernels.all()) {
            PointwiseWeights floats = kernels.pointwise().pack(testCase.outChannels(), testCase.inChannels(), weights,
                    testCase.bias());
            PointwiseWeights halves = kernels.pointwise().pack(testCase.outChannels(), testCase.inChannels(), weights,
                    testCase.bias(), format);
            float[] scratch = new float[GUARD + halves.scratchFloats() + GUARD];
            Arrays.fill(scratch, Float.NaN);
            assertSame(testCase, kernels, testCase.call(kernels, floats),
                    PreparedCall.byRows((inputs, output, begin, end) -> kernels.pointwise().run(halves,
                            testCase.setting().activation(), inputs.getFirst(), output, begin, end, scratch, GUARD)));
            for (int i = 0; i < GUARD; i++) {
                assertTrue(Float.isNaN(scratch[i]) && Float.isNaN(scratch[scratch.length - 1 - i]),
                        () -> "written beside the scratch memory: " + testCase.expression() + ", " + format);
            }
        }
    }

    @Property
    void layersGiveTheBitsOfTheSameFloats(@ForAll("layers") FullyConnectedCase testCase,
            @ForAll("formats") WeightFormat format) {
        float[] weights = rounded(testCase.weights(), format);
        for (Kernels kernels : AvailableKernels.all()) {
            FullyConnectedWeights floats = kernels.fullyConnected().pack(testCase.outFeatures(),
                    testCase.inFeatures(), weights, testCase.bias());
            FullyConnectedWeights halves = kernels.fullyConnected().pack(testCase.outFeatures(),
                    testCase.inFeatures(), weights, testCase.bias(), format);
            assertSame(testCase, kernels, testCase.call(kernels, floats), testCase.call(kernels, halves));
        }
    }

    private static void assertSame(KernelCase testCase, Kernels kernels, PreparedCall floats, PreparedCall halves) {
        GuardedMap expected = GuardedMap.output(testCase.output());
        GuardedMap actual = GuardedMap.output(testCase.output());
        CaseRun.run(floats, CaseRun.inputs(testCase), expected, null);
        CaseRun.run(halves, CaseRun.inputs(testCase), actual, null);
        actual.assertWritten(CaseRun.describe(testCase, kernels), 0, testCase.output().shape().rows());
        Bits.assertSame(CaseRun.describe(testCase, kernels), testCase.output(), expected.values(), actual.values());
    }

    /// The nearest weights that the format represents; 0 for those that are too large for it.
    private static float[] rounded(float[] weights, WeightFormat format) {
        float[] rounded = weights.clone();
        for (int i = 0; i < rounded.length; i++) {
            float nearest = format.widen(format.narrow(rounded[i]));
            rounded[i] = Float.isFinite(nearest) ? nearest : 0;
        }
        return rounded;
    }

    /// Each finite weight once, as the only input of an output whose bias is −0.
    @Property(tries = 1)
    void everyWeightIsWidenedExactly() {
        for (WeightFormat format : new WeightFormat[]{WeightFormat.BF16, WeightFormat.F16}) {
            float[] weights = new float[1 << 16];
            int count = 0;
            for (int half = 0; half < 1 << 16; half++) {
                float weight = format.widen((short) half);
                if (Float.isFinite(weight)) {
                    weights[count++] = weight;
                }
            }
            weights = Arrays.copyOf(weights, count);
            float[] bias = new float[count];
            Arrays.fill(bias, -0.0f);
            for (Kernels kernels : AvailableKernels.all()) {
                FullyConnectedWeights layer = kernels.fullyConnected().pack(count, 1, weights, bias, format);
                FeatureMap one = FeatureMap.dense(new float[]{1, 1, 1, 1, 1, 1, 1}, 0, 1, 1, 7, 1);
                FeatureMap first = FeatureMap.dense(new float[]{1}, 0, 1, 1, 1, 1);
                FeatureMap output = FeatureMap.allocate(1, 1, 1, count);
                kernels.fullyConnected().run(layer, Activation.NONE, first, output, 0, layer.tiles());
                assertBits(weights, output.data(), 0);
                PointwiseWeights convolution = kernels.pointwise().pack(count, 1, weights, bias, format);
                FeatureMap pixels = FeatureMap.allocate(1, 1, 7, count);
                kernels.pointwise().run(convolution, Activation.NONE, one, pixels, 0, 1,
                        new float[convolution.scratchFloats()], 0);
                for (int pixel = 0; pixel < 7; pixel++) {
                    assertBits(weights, pixels.data(), pixels.index(0, pixel));
                }
            }
        }
    }

    private static void assertBits(float[] expected, float[] actual, int from) {
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(actual[from + i]),
                    () -> "weight " + at + ", " + expected[at]);
        }
    }

    @Example
    void roundsToTheNearestAndTiesToEven() {
        // Between 1 and the next number of 7 fraction bits: below the middle, the middle, above it.
        assertEquals(1.0f, WeightFormat.BF16.widen(WeightFormat.BF16.narrow(1 + 0x1p-9f)));
        assertEquals(1.0f, WeightFormat.BF16.widen(WeightFormat.BF16.narrow(1 + 0x1p-8f)));
        assertEquals(1 + 0x1p-7f, WeightFormat.BF16.widen(WeightFormat.BF16.narrow(1 + 0x1p-8f + 0x1p-20f)));
        assertEquals(1 + 0x1p-6f, WeightFormat.BF16.widen(WeightFormat.BF16.narrow(1 + 0x1p-7f + 0x1p-8f)));
        assertTrue(Float.isNaN(WeightFormat.BF16.widen(WeightFormat.BF16.narrow(Float.intBitsToFloat(0x7f800001)))));
        assertEquals(1.0f, WeightFormat.F16.widen(WeightFormat.F16.narrow(1 + 0x1p-11f)));
    }

    @Example
    void narrowestIsTheOneThatLosesNothing() {
        assertEquals(WeightFormat.BF16, WeightFormat.narrowest(new float[]{1, -0.0f, 0x1.02p-100f}));
        assertEquals(WeightFormat.F16, WeightFormat.narrowest(new float[]{1, -0.0f, 1 + 0x1p-10f, 0x1p-24f}));
        assertEquals(WeightFormat.F32, WeightFormat.narrowest(new float[]{1 + 0x1p-10f, 0x1p-25f}));
        assertEquals(WeightFormat.F32, WeightFormat.narrowest(new float[]{1, Float.POSITIVE_INFINITY}));
        assertEquals(WeightFormat.F32, WeightFormat.narrowest(new float[]{Float.NaN}));
        assertFalse(WeightFormat.F16.represents(65536));
    }

    @Example
    void refusesWhatAFormatDoesNotRepresentAndTooLittleScratchMemory() {
        float[] weights = new float[42];
        weights[41] = 1 + 0x1p-10f;
        for (Kernels kernels : AvailableKernels.all()) {
            Rejected.saying("BF16 does not represent the weight 1.0009766",
                    () -> kernels.pointwise().pack(7, 6, weights, new float[7], WeightFormat.BF16));
            Rejected.saying("BF16 does not represent the weight 1.0009766",
                    () -> kernels.fullyConnected().pack(7, 6, weights, new float[7], WeightFormat.BF16));
            PointwiseWeights packed = kernels.pointwise().pack(7, 6, weights, new float[7], WeightFormat.F16);
            FeatureMap input = FeatureMap.allocate(1, 4, 5, 6);
            FeatureMap output = FeatureMap.allocate(1, 4, 5, 7);
            int floats = packed.scratchFloats();
            Rejected.saying("scratch must have elements 1 to " + (floats + 1) + ", found " + floats + " elements",
                    () -> kernels.pointwise().run(packed, Activation.NONE, input, output, 0, 4, new float[floats], 1));
            Rejected.saying("scratch must have elements ",
                    () -> kernels.pointwise().run(packed, Activation.NONE, input, output, 0, 4));
        }
        PackedMatrix halves = PackedMatrix.pack(7, 6, weights, new float[7], 4, 2, WeightFormat.F16);
        assertEquals(2 * 4 * 6, halves.halves().length);
        assertEquals(2 * 4 * (Float.BYTES + 6 * Short.BYTES), halves.bytes());
    }
}
