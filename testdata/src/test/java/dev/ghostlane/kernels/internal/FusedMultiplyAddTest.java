package dev.ghostlane.kernels.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.ghostlane.testdata.Bits;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Without the instruction [FusedMultiplyAdd] gives the bits of `Math.fma`.
class FusedMultiplyAddTest {

    /// Random triples of each seed.
    private static final int TRIPLES = 1_000_000;

    private static final float[] SPECIAL = {0, Float.MIN_VALUE, 2 * Float.MIN_VALUE, 3 * Float.MIN_VALUE, 0x1p-127f,
            Math.nextDown(Float.MIN_NORMAL), Float.MIN_NORMAL, Math.nextUp(Float.MIN_NORMAL), 0x1p-75f, 0x1.8p-75f,
            0x1p-74f, 0x1.fffffep-75f, 0x1p-24f, 0x1.000002p-24f, 0x1.fffffep-25f, 0x1p-23f, 0.1f, 0.5f,
            Math.nextDown(1f), 1, Math.nextUp(1f), 1.5f, 2, 3, 0x1p23f, 0x1.000002p23f, 0x1p24f, 0x1.000002p24f,
            0x1p63f,
            0x1.fffffep63f, 0x1p64f, 0x1p103f, 0x1.fffffep102f, 0x1p104f, 0x1p127f, 0x1.fffffcp127f, Float.MAX_VALUE,
            Float.POSITIVE_INFINITY, Float.NaN};

    @Test
    void specialValues() {
        for (float a : SPECIAL) {
            for (float b : SPECIAL) {
                for (float c : SPECIAL) {
                    for (int signs = 0; signs < 8; signs++) {
                        check((signs & 1) == 0 ? a : -a, (signs & 2) == 0 ? b : -b, (signs & 4) == 0 ? c : -c);
                    }
                }
            }
        }
    }

    /// Sums of which the double is halfway between two floats and the exact one is not.
    @ParameterizedTest
    @CsvSource({"0x1.000002p-24, 0x1.fffffcp-1, 0x1.000002p0", "0x1.000002p-24, 0x1.000002p0, 1",
            "-0x1.000002p-24, 0x1.000002p0, 1", "0x1.000002p-75, 0x1.fffffcp-76, 0x1.000004p-127",
            "0x1.000002p-75, 0x1.000002p-75, 0x1p-127", "-0x1.000002p-75, 0x1.000002p-75, -0x1p-127",
            "0x1.000002p0, 0x1.fffffcp102, 0x1.fffffep127", "0x1p103, 1, 0x1.fffffep127"})
    void halfwaySums(float a, float b, float c) {
        check(a, b, c);
        assertFalse(Float.isNaN(FusedMultiplyAdd.software(a, b, c)));
    }

    @Test
    void aSampleOfRandomTriples() {
        random(1, FusedMultiplyAdd.IS_INSTRUCTION ? TRIPLES : TRIPLES / 100);
    }

    @Test
    @Tag("exhaustive")
    void hundredsOfMillionsOfRandomTriples() {
        LongStream.range(2, 602).parallel().forEach(seed -> random(seed, TRIPLES));
    }

    private static void random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            switch (i % 6) {
                case 0 -> check(bits(random), bits(random), bits(random));
                // Any distance of the addends.
                case 1 -> triple(random, random.nextInt(-60, 61), random.nextInt(-60, 61), 60);
                // Subnormal products and sums.
                case 2 -> triple(random, random.nextInt(-90, -50), random.nextInt(-90, -50), 60);
                // Sums that overflow, or nearly.
                case 3 -> triple(random, random.nextInt(40, 80), random.nextInt(40, 80), 30);
                // All but the last bits cancel out.
                case 4 -> {
                    float a = value(random, random.nextInt(-60, 60));
                    float b = value(random, random.nextInt(-60, 60));
                    check(a, b, Float.intBitsToFloat(Float.floatToRawIntBits(-a * b) + random.nextInt(-2, 3)));
                }
                // Halfway between two floats, or a little beside.
                default -> {
                    float c = value(random, random.nextInt(-149, 128));
                    int beside = random.nextInt(4);
                    int exponent = random.nextInt(-20, 20);
                    float a = Math.scalb(1 + beside * 0x1p-23f, exponent);
                    float b = Math.ulp(c) / 2 * Math.scalb(1 - (beside + random.nextInt(-1, 2)) * 0x1p-23f, -exponent);
                    check(random.nextBoolean() ? a : -a, b, c);
                }
            }
        }
    }

    private static void triple(SplittableRandom random, int exponentA, int exponentB, int most) {
        check(value(random, exponentA), value(random, exponentB),
                value(random, exponentA + exponentB + random.nextInt(-most, most + 1)));
    }

    private static float bits(SplittableRandom random) { return Float.intBitsToFloat(random.nextInt()); }

    /// A float of an exponent; of its significand all bits are random, or few are ones, or few are zeros.
    private static float value(SplittableRandom random, int exponent) {
        int few = 1 << random.nextInt(23) | 1 << random.nextInt(23);
        int significand = switch (random.nextInt(4)) {
            case 0 -> few;
            case 1 -> ~few & 0x7fffff;
            case 2 -> 0;
            default -> random.nextInt(1 << 23);
        };
        float value = Math.scalb(1 + significand * 0x1p-23f, exponent);
        return random.nextBoolean() ? value : -value;
    }

    private static void check(float a, float b, float c) {
        float expected = Math.fma(a, b, c);
        float found = FusedMultiplyAdd.software(a, b, c);
        if (!Bits.same(expected, found)) {
            throw new AssertionError("fma(" + Bits.describe(a) + ", " + Bits.describe(b) + ", " + Bits.describe(c)
                    + "): expected " + Bits.describe(expected) + ", found " + Bits.describe(found));
        }
    }
}
