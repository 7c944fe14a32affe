package dev.ghostlane.bench.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The fit finds exponents that are known, and its intervals hold them as often as they say.
class PowerLawTest {
    private static final double[] X = {49, 196, 784, 3136, 12544};

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 1.5, 2})
    void exactPowersHaveTheirExponentAndNoInterval(double exponent) {
        double[] y = new double[X.length];
        for (int i = 0; i < X.length; i++) {
            y[i] = 3 * Math.pow(X[i], exponent);
        }
        PowerLaw law = PowerLaw.fit(X, y);
        assertEquals(exponent, law.exponent(), 1e-12);
        assertEquals(exponent, law.low(), 1e-6);
        assertEquals(exponent, law.high(), 1e-6);
        assertEquals(X.length, law.points());
    }

    /// By hand: logarithms (0, 0), (1, 1), (2, 3) have the slope 1.5, the residuals 1/6, −1/3, 1/6, so the standard
    /// error sqrt(1/6 / 2) = 0.288675; Student's t for 95 % and one degree of freedom is 12.706205.
    @Test
    void theIntervalIsThatOfTheTextbook() {
        PowerLaw law = PowerLaw.fit(new double[]{1, Math.E, Math.exp(2)}, new double[]{1, Math.E, Math.exp(3)});
        assertEquals(1.5, law.exponent(), 1e-12);
        assertEquals(12.706205 * 0.2886751, law.high() - 1.5, 1e-5);
        assertEquals(12.706205 * 0.2886751, 1.5 - law.low(), 1e-5);
    }

    @Test
    void nineteenOfTwentyIntervalsHoldTheExponent() {
        Random random = new Random(1);
        int held = 0;
        int tries = 4000;
        for (int n = 0; n < tries; n++) {
            double[] y = new double[X.length];
            for (int i = 0; i < X.length; i++) {
                y[i] = Math.pow(X[i], 1.3) * Math.exp(0.2 * random.nextGaussian());
            }
            PowerLaw law = PowerLaw.fit(X, y);
            held += law.low() <= 1.3 && 1.3 <= law.high() ? 1 : 0;
        }
        // Four standard deviations of the share.
        assertEquals(0.95, (double) held / tries, 4 * Math.sqrt(0.95 * 0.05 / tries));
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PowerLaw.fit(new double[]{1, 2}, new double[]{1, 2}));
        assertThrows(IllegalArgumentException.class, () -> PowerLaw.fit(new double[]{1, 2, 3}, new double[]{1, 2}));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> PowerLaw.fit(new double[]{1, 2, 3}, new double[]{1, 0, 2}));
        assertTrue(e.getMessage().contains("above 0"), e.getMessage());
    }
}
