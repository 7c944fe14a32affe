package dev.ghostlane.kernels.activation;

import static dev.ghostlane.kernels.internal.ExponentialTerms.C2;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C3;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C4;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C5;
import static dev.ghostlane.kernels.internal.ExponentialTerms.C6;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.UlpError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The stated errors of `exp` and the sigmoid, over a dense sample of the floats and, on demand, over all.
///
/// The reference is double precision: `StrictMath.exp` is within one unit in the last place of double, 2⁻²⁹
/// of a unit of float, which the bounds leave room for.
class ExponentialErrorTest {

    private static final double EXP_ULPS = 1.1;
    private static final double SIGMOID_ULPS = 2.5;

    /// Each 4099th bit pattern (a prime, so that all low bits occur), each 31st from -8 to -1/8, where the sigmoid's
    /// error is largest (a sample of each 4099th alone let an error of 3.19 ULP pass for less than 2.5), and all near
    /// the edges of the functions.
    private static float[] denseSample() {
        int[] edges = {0, Float.floatToRawIntBits(Float.MIN_NORMAL), Float.floatToRawIntBits(0.5f),
                Float.floatToRawIntBits(1), Float.floatToRawIntBits(0.34657359f),
                Float.floatToRawIntBits(1.0397208f),
                Float.floatToRawIntBits(87.33654f), Float.floatToRawIntBits(88.02969f),
                Float.floatToRawIntBits(88.722839f), Float.floatToRawIntBits(89),
                Float.floatToRawIntBits(103.27893f),
                Float.floatToRawIntBits(103.97208f), Float.floatToRawIntBits(104), 0x7f800000};
        int step = 4099;
        int spaced = (int) ((1L << 32) / step);
        int fineStep = 31;
        int fineBegin = Float.floatToRawIntBits(-0.125f);
        int fine = (Float.floatToRawIntBits(-8) - fineBegin) / fineStep;
        int near = 256;
        float[] sample = new float[spaced + fine + edges.length * 2 * 2 * near];
        int count = 0;
        for (; count < spaced; count++) {
            sample[count] = Float.intBitsToFloat(count * step);
        }
        for (int i = 0; i < fine; i++) {
            sample[count++] = Float.intBitsToFloat(fineBegin + i * fineStep);
        }
        for (int edge : edges) {
            for (int away = -near; away < near; away++) {
                sample[count++] = Float.intBitsToFloat(edge + away);
                sample[count++] = Float.intBitsToFloat(edge + away ^ Integer.MIN_VALUE);
            }
        }
        return sample;
    }

    @Test
    void errorsOfADenseSampleAreWithinTheStatedBounds() {
        Errors errors = new Errors();
        for (float x : denseSample()) {
            errors.add(x);
        }
        errors.assertWithinBounds();
    }

    @Test
    void simdGivesTheBitsOfTheScalarSigmoidOverADenseSample() {
        assumeTrue(Kernels.best().isSimd(), Kernels.choice());
        float[] sample = denseSample();
        int length = Effort.isEmulated() ? 1 << 16 : sample.length;
        FeatureMap input = FeatureMap.dense(sample, 0, 1, 1, 1, length);
        float[] expected = new float[length];
        for (int i = 0; i < length; i++) {
            expected[i] = Exponential.sigmoid(sample[i]);
        }
        FeatureMap output = FeatureMap.allocate(1, 1, 1, length);
        Kernels.best().activation().run(Activation.SIGMOID, input, output, 0, 1);
        Bits.assertSame(() -> "the dense sample with " + Kernels.best().name(), expected, output.data());
    }

    /// Seen through a softmax whose largest channel is 0 in each pixel, so that each of the others is the
    /// exponential of the channel itself divided by the sum.
    @Test
    void simdGivesTheBitsOfTheScalarExponentialOverADenseSample() {
        assumeTrue(Kernels.best().isSimd(), Kernels.choice());
        float[] sample = denseSample();
        int channels = 64;
        int pixels = (Effort.isEmulated() ? 1 << 16 : sample.length) / (channels - 1);
        FeatureMap input = FeatureMap.allocate(1, 1, pixels, channels);
        for (int i = 0; i < pixels * (channels - 1); i++) {
            float x = sample[i];
            input.data()[i / (channels - 1) * channels + 1 + i % (channels - 1)] = x > 0
                    ? -x
                    : Float.isNaN(x) ? -1 : x;
        }
        FeatureMap expected = FeatureMap.allocate(1, 1, pixels, channels);
        FeatureMap actual = FeatureMap.allocate(1, 1, pixels, channels);
        Kernels.scalar().softmax().run(input, expected, 0, 1);
        Kernels.best().softmax().run(input, actual, 0, 1);
        Bits.assertSame(() -> "the dense sample with " + Kernels.best().name(), expected.data(),
                actual.data());
    }

    @Test
    void thePolynomialIsAsCloseAsItsCoefficientsSay() {
        for (double r = -0.3466; r <= 0.3466; r += 1e-5) {
            double p = C2 + r * (C3 + r * (C4 + r * (C5 + r * C6)));
            assertEquals(1, (1 + r + r * r * p) / Math.exp(r), 3.75e-9, "r = " + r);
        }
    }

    @Test
    void specialValues() {
        assertEquals(1, Exponential.exp(0));
        assertEquals(1, Exponential.exp(-0f));
        assertEquals(0, Exponential.exp(Float.NEGATIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Exponential.exp(Float.POSITIVE_INFINITY));
        assertEquals(Float.POSITIVE_INFINITY, Exponential.exp(Float.MAX_VALUE));
        assertEquals(0, Exponential.exp(-Float.MAX_VALUE));
        assertEquals(Float.MIN_VALUE, Exponential.exp(-103.5f));
        assertTrue(Float.isNaN(Exponential.exp(Float.NaN)));
        assertEquals(0.5f, Exponential.sigmoid(0));
        assertEquals(0.5f, Exponential.sigmoid(-0f));
        assertEquals(0, Exponential.sigmoid(Float.NEGATIVE_INFINITY));
        assertEquals(1, Exponential.sigmoid(Float.POSITIVE_INFINITY));
        assertEquals(1, Exponential.sigmoid(Float.MAX_VALUE));
        assertTrue(Float.isNaN(Exponential.sigmoid(Float.NaN)));
        assertTrue(Float.isNaN(Exponential.sigmoid(Float.intBitsToFloat(0xffffffff))));
    }

    @Test
    @Tag("exhaustive")
    void errorsOfAllFloatsAreWithinTheStatedBounds() throws Exception {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), 2);
        int parts = 256;
        Errors errors = new Errors();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Errors>> running = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                long begin = (1L << 32) / parts * part;
                running.add(executor.submit(() -> Errors.of(begin, begin + (1L << 32) / parts)));
            }
            for (int part = 0; part < parts; part++) {
                errors.add(running.get(part).get());
                if (part % 16 == 15) {
                    System.out.printf("%d %% of all floats: %s%n", (part + 1) * 100 / parts, errors);
                }
            }
        }
        errors.assertWithinBounds();
    }

    /// Largest errors of both functions.
    private static final class Errors {

        private final UlpError exp = new UlpError();
        private final UlpError sigmoid = new UlpError();

        /// The errors of the floats whose bits, as an unsigned number, are in a range.
        static Errors of(long begin, long end) {
            Errors errors = new Errors();
            for (long bits = begin; bits < end; bits++) {
                errors.add(Float.intBitsToFloat((int) bits));
            }
            return errors;
        }

        void add(float x) {
            float e = Exponential.exp(x);
            float s = Exponential.sigmoid(x);
            if (Float.isNaN(x)) {
                assertTrue(Float.isNaN(e) && Float.isNaN(s), () -> Bits.describe(x) + " must stay NaN");
                return;
            }
            exp.add(x, e, StrictMath.exp(x));
            sigmoid.add(x, s, 1 / (1 + StrictMath.exp(-(double) x)));
        }

        void add(Errors other) {
            exp.add(other.exp);
            sigmoid.add(other.sigmoid);
        }

        void assertWithinBounds() {
            assertTrue(exp.largest() <= EXP_ULPS && sigmoid.largest() <= SIGMOID_ULPS, this::toString);
        }

        @Override
        public String toString() { return "exp " + exp + ", sigmoid " + sigmoid; }
    }
}
