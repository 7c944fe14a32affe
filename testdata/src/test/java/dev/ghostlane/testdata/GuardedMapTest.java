package dev.ghostlane.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.contract.Draws;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GuardedMapTest {

    @Provide
    Arbitrary<Layout> layouts() {
        return Draws.arbitrary(draw -> new Layout(draw.map().atMost(8), draw.channels(9), draw.placement()));
    }

    @Property(tries = 50)
    void findsEveryStrayWriteAndEveryMissingOne(@ForAll("layouts") Layout layout) {
        GuardedMap map = GuardedMap.output(layout);
        for (int i = 0; i < layout.elements(); i++) {
            map.data()[layout.index(i)] = i;
        }
        int rows = layout.shape().rows();
        map.assertWritten(() -> "all written", 0, rows);
        for (int i = 0; i < map.data().length; i++) {
            GuardedMap spoiled = GuardedMap.output(layout);
            float untouched = spoiled.data()[i];
            System.arraycopy(map.data(), 0, spoiled.data(), 0, map.data().length);
            boolean element = Float.floatToRawIntBits(map.data()[i]) != Float.floatToRawIntBits(untouched);
            spoiled.data()[i] = element ? untouched : 0;
            AssertionError error = assertThrows(AssertionError.class,
                    () -> spoiled.assertWritten(() -> "case 17", 0, rows));
            assertTrue(error.getMessage().contains(element ? "was not written" : "was written"));
            assertTrue(error.getMessage().contains("case 17"));
        }
    }

    @Property(tries = 50)
    void findsEveryChangeOfAnInput(@ForAll("layouts") Layout layout) {
        float[] values = Tensors.of(Content.NOT_FINITE, layout.elements(), 3);
        GuardedMap map = GuardedMap.input(layout, values);
        assertArrayEquals(values, map.values());
        map.assertUnchanged(() -> "untouched");
        for (int i = 0; i < map.data().length; i++) {
            float before = map.data()[i];
            map.data()[i] = Float.intBitsToFloat(Float.floatToRawIntBits(before) ^ 1);
            assertThrows(AssertionError.class, () -> map.assertUnchanged(() -> ""));
            map.data()[i] = before;
        }
    }

    @Example
    void rowsThatWereNotAskedForMustStayUntouched() {
        Layout layout = new Layout(new MapShape(1, 3, 2), 1, Placement.DENSE);
        GuardedMap map = GuardedMap.output(layout);
        map.data()[2] = 1;
        map.data()[3] = 1;
        map.assertWritten(() -> "", 1, 2);
        assertThrows(AssertionError.class, () -> map.assertWritten(() -> "", 1, 3));
        assertThrows(AssertionError.class, () -> map.assertWritten(() -> "", 0, 1));
    }

    @Example
    void gapsLieBetweenThePixels() {
        Layout layout = new Layout(new MapShape(1, 1, 2), 2, new Placement(3, 4, 5));
        assertEquals(3 + 2 + 4 + 2 + 5, layout.arrayLength());
        assertEquals(3, layout.index(0));
        assertEquals(4, layout.index(1));
        assertEquals(9, layout.index(2));
    }
}
