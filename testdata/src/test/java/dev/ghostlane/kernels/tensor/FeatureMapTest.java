package dev.ghostlane.kernels.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.contract.Rejected;
import org.junit.jupiter.api.Test;

class FeatureMapTest {

    @Test
    void elementsLieWhereTheFormulaSays() {
        FeatureMap map = new FeatureMap(new float[1000], 7, 2, 3, 4, 5, 9);
        for (int n = 0; n < 2; n++) {
            for (int y = 0; y < 3; y++) {
                for (int x = 0; x < 4; x++) {
                    assertEquals(7 + ((n * 3 + y) * 4 + x) * 9, map.index(n * 3 + y, x));
                }
            }
        }
        assertEquals(6, map.rows());
        assertEquals(24, map.pixels());
        assertEquals(36, map.rowStride());
    }

    @Test
    void sliceIsAViewOfSomeChannels() {
        FeatureMap map = FeatureMap.allocate(1, 2, 3, 10);
        FeatureMap slice = map.slice(4, 6);
        assertEquals(6, slice.channels());
        slice.data()[slice.index(1, 2) + 5] = 42;
        assertEquals(42, map.data()[map.index(1, 2) + 9]);
        assertThrows(IndexOutOfBoundsException.class, () -> map.slice(5, 6));
        assertThrows(IndexOutOfBoundsException.class, () -> map.slice(-1, 2));
    }

    @Test
    void mayEndWithItsLastChannel() {
        FeatureMap map = new FeatureMap(new float[3 + 5 * 9 + 2], 3, 1, 2, 3, 2, 9);
        assertEquals(map.data().length, map.index(1, 2) + 2);
        Rejected.saying("needs floats up to 50, the array has 49",
                () -> new FeatureMap(new float[49], 3, 1, 2, 3, 2, 9));
    }

    @Test
    void rejectsWhatDoesNotFit() {
        float[] data = new float[100];
        Rejected.saying("sizes must be at least 1, found 0×2×3×4",
                () -> new FeatureMap(data, 0, 0, 2, 3, 4, 4));
        Rejected.saying("found 1×2×3×0", () -> new FeatureMap(data, 0, 1, 2, 3, 0, 4));
        Rejected.saying("found 1×-2×-3×4", () -> FeatureMap.allocate(1, -2, -3, 4));
        Rejected.saying("pixel stride must be at least the channel count 4, found 3",
                () -> new FeatureMap(data, 0, 1, 2, 3, 4, 3));
        Rejected.saying("offset -1", () -> new FeatureMap(data, -1, 1, 2, 3, 4, 4));
        Rejected.saying("offset " + Integer.MAX_VALUE,
                () -> new FeatureMap(data, Integer.MAX_VALUE, 1, 2, 3, 4, 4));
        Rejected.saying("more than an array can hold", () -> FeatureMap.allocate(1, 65536, 65536, 4));
        Rejected.saying("the array has 100", () -> new FeatureMap(data, 0, 1 << 30, 1 << 30, 16, 1, 1));
        Rejected.saying("more than an array can hold", () -> FeatureMap.allocate(1 << 30, 1 << 30, 16, 1));
        Rejected.saying("the array has 100", () -> new FeatureMap(data, 0, 65536, 65536, 1, 1, 1));
    }

    @Test
    void shapesAreComparedWithoutStrides() {
        FeatureMap map = FeatureMap.allocate(1, 2, 3, 4);
        assertTrue(map.sameShape(new FeatureMap(new float[100], 5, 1, 2, 3, 4, 9)));
        assertTrue(map.samePixels(FeatureMap.allocate(1, 2, 3, 5)));
        assertFalse(map.sameShape(FeatureMap.allocate(1, 2, 3, 5)));
        assertFalse(map.samePixels(FeatureMap.allocate(1, 3, 2, 4)));
    }
}
