package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// When it is time to have the SIMD kernels of photos compiled.
class KernelWarmUpTest {

    private static final long SECOND = 1_000_000_000;

    private final KernelWarmUp warmUp = new KernelWarmUp();

    private void count(int photos, long nanos) {
        for (int i = 0; i < photos; i++) {
            assertFalse(warmUp.isDue(nanos), "photo " + i + " of " + nanos + " ns");
        }
    }

    @Test
    void tenPhotosAreTooFewHoweverLongTheyTake() {
        count(10, SECOND);
        assertTrue(warmUp.isDue(SECOND));
    }

    @Test
    void smallPhotosGoOnUntilTheyHaveTakenTwoSeconds() {
        count(199, SECOND / 100);
        assertTrue(warmUp.isDue(SECOND / 100));
    }

    @Test
    void onePhotoIsEnough() {
        count(10, SECOND);
        assertTrue(warmUp.isDue(SECOND));
        count(1000, SECOND);
    }
}
