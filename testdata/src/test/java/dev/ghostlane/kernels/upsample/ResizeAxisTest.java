package dev.ghostlane.kernels.upsample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.contract.Rejected;
import org.junit.jupiter.api.Test;

class ResizeAxisTest {

    @Test
    void nearestReadsWhatPyTorchReads() {
        int[][][] expected = Goldens.nearestIndices();
        for (int in = 1; in <= Goldens.NEAREST_SIZES; in++) {
            for (int out = 1; out <= Goldens.NEAREST_SIZES; out++) {
                String sizes = in + " to " + out;
                ResizeAxis axis = ResizeAxis.of(UpsampleMode.NEAREST, in, out);
                assertArrayEquals(expected[in][out], axis.lower(), sizes);
                assertArrayEquals(expected[in][out], axis.upper(), sizes);
                assertArrayEquals(new float[out], axis.upperWeight(), sizes);
            }
        }
    }

    /// The gate of decoupled fully connected attention has half the size, rounded down.
    @Test
    void nearestFromHalfTheSizeIsAShift() {
        for (int out = 2; out <= 1024; out++) {
            int[] lower = ResizeAxis.of(UpsampleMode.NEAREST, out / 2, out).lower();
            for (int i = 0; i < out; i++) {
                int expected = out % 2 == 0 ? i >> 1 : Math.max(0, i - 1 >> 1);
                assertEquals(expected, lower[i], "position " + i + " of " + out);
            }
        }
    }

    @Test
    void nearestFromThreeToSeven() {
        assertArrayEquals(new int[]{0, 0, 0, 1, 1, 2, 2}, ResizeAxis.of(UpsampleMode.NEAREST, 3, 7).lower());
    }

    @Test
    void everyPositionReadsInsideTheInput() {
        for (UpsampleMode mode : UpsampleMode.values()) {
            for (int in = 1; in <= 40; in++) {
                for (int out = 1; out <= 120; out++) {
                    ResizeAxis axis = ResizeAxis.of(mode, in, out);
                    assertEquals(in, axis.inputSize());
                    assertEquals(out, axis.outputSize());
                    for (int i = 0; i < out; i++) {
                        float weight = axis.upperWeight()[i];
                        assertTrue(axis.lower()[i] >= 0 && axis.upper()[i] < in
                                && axis.upper()[i] - axis.lower()[i] >= 0
                                && axis.upper()[i] - axis.lower()[i] <= 1
                                && weight >= 0 && weight <= 1, mode + " " + in + " to " + out + " at " + i);
                    }
                }
            }
        }
    }

    @Test
    void equalSizesReadEachPositionItself() {
        for (UpsampleMode mode : UpsampleMode.values()) {
            for (int size = 1; size <= 64; size++) {
                ResizeAxis axis = ResizeAxis.of(mode, size, size);
                for (int i = 0; i < size; i++) {
                    assertEquals(i, axis.lower()[i]);
                    assertEquals(0, axis.upperWeight()[i]);
                }
            }
        }
    }

    @Test
    void alignedCornersReadTheCorners() {
        for (int in = 1; in <= 40; in++) {
            for (int out = 2; out <= 120; out++) {
                ResizeAxis axis = ResizeAxis.of(UpsampleMode.BILINEAR_ALIGNED_CORNERS, in, out);
                assertEquals(0, axis.lower()[0] + axis.upperWeight()[0]);
                assertEquals(in - 1, axis.lower()[out - 1] + axis.upperWeight()[out - 1], 0x1p-17 * in,
                        in + " to " + out);
            }
        }
    }

    @Test
    void rejectsEmptyAxes() {
        Rejected.saying("found 0 to 3", () -> ResizeAxis.of(UpsampleMode.NEAREST, 0, 3));
        Rejected.saying("found 3 to 0", () -> ResizeAxis.of(UpsampleMode.BILINEAR_HALF_PIXEL, 3, 0));
    }
}
