package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sizes, margins and arithmetic of the way from an image to a network's input.
class PreprocessingTest {
    private static final List<Float> MEAN = List.of(0.5f, 0.25f, 0f);
    private static final List<Float> STD = List.of(0.5f, 1f, 2f);

    private static Preprocessing squares(int shortEdge, int crop) {
        return new Preprocessing(shortEdge, crop, Resampling.BICUBIC, MEAN, STD);
    }

    @Test
    void imagenetIsTimmsDefault() {
        assertEquals(256, Preprocessing.IMAGENET.shortEdge());
        assertEquals(224, Preprocessing.IMAGENET.crop());
        assertEquals(224 * 224 * 3, Preprocessing.IMAGENET.floats());
    }

    @ParameterizedTest
    @CsvSource({"224,0.875,256", "224,0.95,235", "224,1.0,224", "240,0.9,266", "32,1.0,32", "160,0.965,165"})
    void theShortEdgeIsRoundedDown(int size, double fraction, int expected) {
        assertEquals(expected, Preprocessing.timm(size, fraction, Resampling.BICUBIC, MEAN, STD).shortEdge());
    }

    @ParameterizedTest
    @CsvSource({"256,16", "361,68", "363,70", "225,0", "227,2", "224,0"})
    void halfMarginsGoToTheEvenNeighbour(int side, int expected) {
        assertEquals(expected, Preprocessing.IMAGENET.margin(side));
    }

    @Property(tries = 100)
    void anyImageGivesTheCrop(@ForAll @IntRange(min = 1, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 300) int height, @ForAll @IntRange(min = 1, max = 40) int crop,
            @ForAll @IntRange(min = 0, max = 9) int margin) {
        RgbImage cropped = squares(crop + margin, crop)
                .crop(new RgbImage(width, height, new byte[3 * width * height]));
        assertEquals(crop, cropped.width());
        assertEquals(crop, cropped.height());
    }

    @Test
    void anImageOfTheRightSizeKeepsItsPixels() {
        byte[] rgb = new byte[3 * 7 * 7];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i * 31);
        }
        assertArrayEquals(rgb, squares(7, 7).crop(new RgbImage(7, 7, rgb)).rgb());
    }

    @Test
    void normalisingWritesOnlyItsFloats() {
        float[] nhwc = new float[10];
        Arrays.fill(nhwc, Float.NaN);
        squares(1, 1).apply(new RgbImage(1, 1, new byte[]{(byte) 255, 51, (byte) 204}), nhwc, 4);
        assertArrayEquals(new float[]{Float.NaN, Float.NaN, Float.NaN, Float.NaN, (1f - 0.5f) / 0.5f,
                51 / 255f - 0.25f, 204 / 255f / 2, Float.NaN, Float.NaN, Float.NaN}, nhwc);
    }

    @Test
    void anImageTooElongatedIsUnusable() {
        RgbImage line = new RgbImage(20_000_000, 1, new byte[60_000_000]);
        String message = assertThrows(ImageException.class, () -> Preprocessing.IMAGENET.crop(line))
                .getMessage();
        assertTrue(message.contains("20000000×1"), message);
    }

    @Test
    void wrongValuesAreRefused() {
        List<Float> nan = List.of(0f, Float.NaN, 0f);
        assertThrows(IllegalArgumentException.class, () -> squares(10, 0));
        assertThrows(IllegalArgumentException.class, () -> squares(9, 10));
        assertThrows(IllegalArgumentException.class, () -> squares(1 << 20, 1 << 20));
        assertThrows(IllegalArgumentException.class,
                () -> new Preprocessing(9, 9, Resampling.BICUBIC, nan, STD));
        assertThrows(IllegalArgumentException.class,
                () -> new Preprocessing(9, 9, Resampling.BICUBIC, MEAN, nan));
        assertThrows(IllegalArgumentException.class,
                () -> new Preprocessing(9, 9, Resampling.BICUBIC, MEAN, List.of(1f, 0f, 1f)));
        assertThrows(IllegalArgumentException.class,
                () -> new Preprocessing(9, 9, Resampling.BICUBIC, List.of(0f), STD));
        for (double fraction : new double[]{0, -1, 1.1, Double.NaN, 1e-12}) {
            assertThrows(IllegalArgumentException.class,
                    () -> Preprocessing.timm(224, fraction, Resampling.BICUBIC, MEAN, STD),
                    "fraction " + fraction);
        }
        assertThrows(IllegalArgumentException.class,
                () -> squares(2, 2).apply(new RgbImage(1, 1, new byte[3]), new float[12], 1));
        assertThrows(IllegalArgumentException.class, () -> Resampling.named("lanczos"));
        assertEquals(Resampling.BILINEAR, Resampling.named("Bilinear"));
    }
}
