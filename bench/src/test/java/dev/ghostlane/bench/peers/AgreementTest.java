package dev.ghostlane.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.images.Preprocessing;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Differences are found where they are, in the units that the table names.
class AgreementTest {
    private static final Agreement ONE = new Agreement(List.of(pixels(0, 100, 255)),
            List.of(new float[]{1, 6, 5, 4, 3, 2}));

    @Test
    void differencesOfPixelsAreInLevels() {
        long[] counts = new Agreement(List.of(pixels(3, 100, 254)), ONE.logits()).pixelDifferences(ONE);
        assertEquals(1, counts[0]);
        assertEquals(1, counts[1]);
        assertEquals(1, counts[3]);
    }

    @Test
    void labelsAreComparedInTheirOrder() {
        Agreement swapped = new Agreement(ONE.pixels(), List.of(new float[]{1, 6, 4, 5, 3, 2}));
        assertEquals(1, swapped.sameLabels(ONE, 1));
        assertEquals(0, swapped.sameLabels(ONE, 5));
        assertEquals(1, ONE.sameLabels(ONE, 5));
    }

    @Test
    void oneBitIsADifference() {
        float[] logits = ONE.logits().getFirst().clone();
        assertTrue(ONE.hasBitsOf(new Agreement(ONE.pixels(), List.of(logits.clone()))));
        logits[3] = Math.nextUp(logits[3]);
        Agreement other = new Agreement(ONE.pixels(), List.of(logits));
        assertFalse(ONE.hasBitsOf(other));
        assertEquals(Math.ulp(4f), Agreement.difference(ONE.logits(), other.logits()));
        assertEquals(5, ONE.range());
    }

    /// A pixel's red, green and blue as a network's input.
    private static float[] pixels(int... levels) {
        float[] values = new float[levels.length];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] = Preprocessing.IMAGENET.normalise(levels[channel], channel);
        }
        return values;
    }
}
