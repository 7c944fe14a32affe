package dev.ghostlane.testdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BitsTest {

    @Test
    void zerosOfBothSignsDifferAndAnyNaNIsAnyOther() {
        assertEquals(false, Bits.same(0f, -0f));
        assertTrue(Bits.same(Float.intBitsToFloat(0x7fc00001), Float.intBitsToFloat(0xffc12345)));
        assertTrue(Bits.same(Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY));
        assertEquals(false, Bits.same(Float.NaN, Float.POSITIVE_INFINITY));
    }

    @Test
    void failureSaysWhereAndWhatAndHowFar() {
        Layout layout = new Layout(new MapShape(1, 2, 2), 3, Placement.DENSE);
        float[] expected = new float[12];
        float[] actual = new float[12];
        actual[8] = Float.MIN_VALUE;
        AssertionError error = assertThrows(AssertionError.class,
                () -> Bits.assertSame(() -> "case 17", layout, expected, actual));
        for (String part : new String[]{"1 of 12", "[n=0, y=1, x=0, c=2]", "0.0 (0x00000000)",
                "1.4E-45 (0x00000001)", "1 ULP", "case 17"}) {
            assertTrue(error.getMessage().contains(part),
                    () -> part + " is missing in " + error.getMessage());
        }
    }

    @Test
    void arraysOfDifferentLengthsDiffer() {
        assertThrows(AssertionError.class, () -> Bits.assertSame(() -> "", new float[2], new float[3]));
    }

    @Test
    void ulpsCountNeighbours() {
        assertEquals(0, Bits.ulps(1.5f, 1.5f));
        assertEquals(1, Bits.ulps(1, Math.nextUp(1f)));
        assertEquals(1, Bits.ulps(-1, Math.nextUp(-1f)));
        assertEquals(1, Bits.ulps(0f, -0f));
        assertEquals(3, Bits.ulps(-Float.MIN_VALUE, Float.MIN_VALUE));
        assertEquals(1, Bits.ulps(Float.MAX_VALUE, Float.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> Bits.ulps(Float.NaN, 1));
    }
}
