package dev.ghostlane.testdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class GeneratorsTest {

    @Provide
    Arbitrary<MapShape> maps() { return Draws.arbitrary(Draw::map); }

    @Property(tries = 1000)
    void limitedShapesFitAndKeepWhatFits(@ForAll("maps") MapShape shape,
            @ForAll @IntRange(min = 1, max = 5000) int pixels) {
        MapShape limited = shape.atMost(pixels);
        assertTrue(limited.pixels() <= pixels, limited::toString);
        assertTrue(limited.batch() >= 1 && limited.height() >= 1 && limited.width() >= 1, limited::toString);
        assertTrue(limited.height() <= shape.height() && limited.width() <= shape.width(), limited::toString);
        assertEquals(shape.pixels() <= pixels, limited.equals(shape), limited::toString);
    }

    @Property(tries = 1000)
    void cutsCoverEveryPartOnce(@ForAll @IntRange(min = 0, max = 60) int parts, @ForAll long seed) {
        int[] covered = new int[parts];
        for (int[] range : Tensors.cuts(parts, seed)) {
            for (int part = range[0]; part < range[1]; part++) {
                covered[part]++;
            }
        }
        int[] once = new int[parts];
        Arrays.fill(once, 1);
        assertArrayEquals(once, covered);
    }

    @Example
    void seedsDetermineTensors() {
        for (Content content : Content.values()) {
            float[] values = Tensors.of(content, 500, 7);
            Bits.assertSame(content::name, values, Tensors.of(content, 500, 7));
            assertFalse(Arrays.equals(values, Tensors.of(content, 500, 8)), content::name);
        }
    }

    @Example
    void contentsAreWhatTheirNamesSay() {
        int count = 5000;
        List<Integer> special = new ArrayList<>();
        for (Content content : Content.values()) {
            int nan = 0;
            int infinite = 0;
            int subnormal = 0;
            int negativeZero = 0;
            for (float value : Tensors.of(content, count, 1)) {
                nan += Float.isNaN(value) ? 1 : 0;
                infinite += Float.isInfinite(value) ? 1 : 0;
                subnormal += value != 0 && Math.abs(value) < Float.MIN_NORMAL ? 1 : 0;
                negativeZero += Float.floatToRawIntBits(value) == Integer.MIN_VALUE ? 1 : 0;
            }
            assertEquals(content == Content.NOT_FINITE, nan > 0 && infinite > 0, content::name);
            assertEquals(content == Content.SUBNORMAL, subnormal > count / 4, content::name);
            assertEquals(content == Content.SIGNED_ZEROS, negativeZero > count / 4, content::name);
            special.add(nan + infinite);
        }
        assertTrue(special.get(Content.NOT_FINITE.ordinal()) < count / 20, special::toString);
    }

    @Example
    void channelsOfTheNetwork() {
        assertTrue(NetworkChannels.at(1.0)
                .containsAll(List.of(8, 12, 16, 20, 24, 36, 40, 60, 72, 92, 100, 112, 120,
                        160, 168, 184, 200, 240, 480, 960)),
                NetworkChannels.at(1.0)::toString);
        assertTrue(NetworkChannels.at(1.3)
                .containsAll(List.of(20, 32, 52, 104, 144, 208, 64, 92, 156, 312, 260, 240,
                        624, 872, 1248)),
                NetworkChannels.at(1.3)::toString);
        assertTrue(
                NetworkChannels.at(1.6).containsAll(List.of(24, 40, 64, 128, 180, 256, 76, 116, 192, 384, 320,
                        296, 768, 1076, 1536)),
                NetworkChannels.at(1.6)::toString);
        assertTrue(NetworkChannels.upTo(100).stream().allMatch(count -> count <= 100));
    }

    @Example
    void gammaIsHighamsAndLimited() {
        assertEquals(0, ErrorBound.gamma(0));
        assertEquals(0x1p-24 / (1 - 0x1p-24), ErrorBound.gamma(1));
        assertTrue(ErrorBound.gamma(1000) > 1000 * ErrorBound.UNIT);
        assertThrows(IllegalArgumentException.class, () -> ErrorBound.gamma(1 << 24));
    }

    @Example
    void boundsAreHeldElementByElement() {
        Layout layout = new Layout(new MapShape(1, 1, 1), 3, Placement.DENSE);
        double[] exact = {1, Double.NaN, Double.POSITIVE_INFINITY};
        double[] bound = {0x1p-24, 0, 0};
        float[] good = {1, Float.NaN, Float.POSITIVE_INFINITY};
        ErrorBound.assertWithin(() -> "", layout, exact, bound, good);
        float[][] bad = {{Math.nextUp(1f), Float.NaN, Float.POSITIVE_INFINITY},
                {1, 0, Float.POSITIVE_INFINITY},
                {1, Float.NaN, Float.MAX_VALUE}, {Float.NaN, Float.NaN, Float.POSITIVE_INFINITY}};
        for (float[] actual : bad) {
            assertThrows(AssertionError.class,
                    () -> ErrorBound.assertWithin(() -> "", layout, exact, bound, actual));
        }
    }

    @Example
    void recordsPrintAsJava() {
        assertEquals("new MapShape(1, 2, 3)", new MapShape(1, 2, 3).toString());
        assertEquals(
                "new Sample(Content.SUBNORMAL, 5L, Float.intBitsToFloat(0x3f800000), new Placement(1, 2, 3))",
                Paste.of(new Sample(Content.SUBNORMAL, 5, 1, new Placement(1, 2, 3))));
    }

    private record Sample(Content content, long seed, float value, Placement placement) {}
}
