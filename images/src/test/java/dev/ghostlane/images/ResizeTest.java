package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Properties of the resize that hold for any image.
class ResizeTest {
    private static RgbImage noise(int width, int height, long seed) {
        byte[] rgb = new byte[3 * width * height];
        new Random(seed).nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }

    @Property(tries = 100)
    void aConstantImageStaysConstant(@ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(min = 1, max = 60) int newWidth,
            @ForAll @IntRange(min = 1, max = 60) int newHeight, @ForAll byte value,
            @ForAll Resampling resampling) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, value);
        byte[] expected = new byte[3 * newWidth * newHeight];
        Arrays.fill(expected, value);
        RgbImage resized = Resize.resize(new RgbImage(width, height, rgb), newWidth, newHeight, resampling);
        assertArrayEquals(expected, resized.rgb());
    }

    @Property(tries = 50)
    void theSameSizeChangesNothing(@ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height, @ForAll long seed,
            @ForAll Resampling resampling) {
        RgbImage image = noise(width, height, seed);
        assertArrayEquals(image.rgb(), Resize.resize(image, width, height, resampling).rgb());
    }

    @Property(tries = 200)
    void aRectangleIsThatPartOfTheWhole(@ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(min = 1, max = 50) int newWidth,
            @ForAll @IntRange(min = 1, max = 50) int newHeight, @ForAll long seed,
            @ForAll Resampling resampling) {
        Random random = new Random(seed);
        int cropWidth = 1 + random.nextInt(newWidth);
        int cropHeight = 1 + random.nextInt(newHeight);
        int left = random.nextInt(newWidth - cropWidth + 1);
        int top = random.nextInt(newHeight - cropHeight + 1);
        RgbImage image = noise(width, height, seed);
        byte[] whole = Resize.resize(image, newWidth, newHeight, resampling).rgb();
        RgbImage part = Resize.resize(image, newWidth, newHeight, resampling, left, top, cropWidth,
                cropHeight);
        byte[] expected = new byte[3 * cropWidth * cropHeight];
        for (int y = 0; y < cropHeight; y++) {
            System.arraycopy(whole, 3 * ((top + y) * newWidth + left), expected, 3 * y * cropWidth,
                    3 * cropWidth);
        }
        assertArrayEquals(expected, part.rgb());
    }

    @Property(tries = 100)
    void mirroringBeforeOrAfterIsTheSame(@ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll @IntRange(min = 1, max = 50) int newWidth, @ForAll long seed,
            @ForAll Resampling resampling) {
        RgbImage image = noise(width, 3, seed);
        byte[] before = Resize.resize(mirrored(image), newWidth, 3, resampling).rgb();
        byte[] after = mirrored(Resize.resize(image, newWidth, 3, resampling)).rgb();
        // Weights of mirrored pixels may differ in their last bit, so a rounding may fall the other way.
        for (int i = 0; i < before.length; i++) {
            assertEquals(before[i] & 0xff, after[i] & 0xff, 1, "byte " + i);
        }
    }

    private static RgbImage mirrored(RgbImage image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                System.arraycopy(image.rgb(), 3 * (y * image.width() + x), rgb,
                        3 * (y * image.width() + image.width() - 1 - x), 3);
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }

    @Test
    void halvingByTheTriangleWeighsFourPixels() {
        byte[] rgb = {0, 0, 0, 80, 80, 80, (byte) 160, (byte) 160, (byte) 160, (byte) 240, (byte) 240,
                (byte) 240};
        byte[] halved = Resize.resize(new RgbImage(4, 1, rgb), 2, 1, Resampling.BILINEAR).rgb();
        // Output 0 has its centre at 1: pixels 0, 1 and 2 are 0.5, 0.5 and 1.5 away, weights 3/8, 3/8, 1/8 of 7/8.
        assertEquals(Math.round((0 * 3 + 80 * 3 + 160) / 7.0), halved[0] & 0xff);
        assertEquals(Math.round((80 + 160 * 3 + 240 * 3) / 7.0), halved[3] & 0xff);
    }

    @Test
    void aVeryTallResultCostsOnlyItsCrop() {
        RgbImage image = noise(1, 1_000_000, 1);
        RgbImage crop = Resize.resize(image, 256, 256_000_000, Resampling.BICUBIC, 16, 127_999_888, 224, 224);
        assertEquals("224×224 RGB", crop.toString());
    }

    /// All lines after the first pass would be 2.4 GB, more than an array can hold.
    @Test
    void aVeryTallImageCostsOnlyItsResult() {
        RgbImage image = noise(2, 1_000_000, 1);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        RgbImage resized = Resize.resize(image, 800, 20, Resampling.BICUBIC);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals("800×20 RGB", resized.toString());
        assertTrue(allocated < 32 << 20, allocated + " bytes allocated");
    }

    @Test
    void wrongArgumentsAreRefused() {
        RgbImage image = noise(4, 4, 1);
        assertThrows(IllegalArgumentException.class, () -> Resize.resize(image, 0, 4, Resampling.BICUBIC));
        assertThrows(IllegalArgumentException.class, () -> Resize.resize(image, 4, -1, Resampling.BICUBIC));
        assertThrows(IllegalArgumentException.class,
                () -> Resize.resize(image, 1 << 20, 1 << 20, Resampling.BICUBIC));
        assertThrows(IllegalArgumentException.class,
                () -> Resize.resize(image, Integer.MAX_VALUE, 1, Resampling.BICUBIC));
        assertThrows(IllegalArgumentException.class,
                () -> Resize.resize(image, 8, 8, Resampling.BICUBIC, 5, 0, 4, 4));
        assertThrows(IllegalArgumentException.class,
                () -> Resize.resize(image, 8, 8, Resampling.BICUBIC, 0, -1, 4, 4));
        assertThrows(IllegalArgumentException.class, () -> new RgbImage(2, 2, new byte[11]));
        assertThrows(IllegalArgumentException.class, () -> new RgbImage(0, 2, new byte[0]));
    }
}
