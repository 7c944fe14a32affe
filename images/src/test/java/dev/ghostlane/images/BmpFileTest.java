package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// BMP files of all headers, depths and compressions.
class BmpFileTest {
    private static final String CONVERT = " is not supported; convert it to a baseline JPEG or a PNG of 8 bits";

    private static int[] pixels(byte[] file) {
        byte[] rgb = ImageDecoder.decode(file, "a.bmp").rgb();
        int[] pixels = new int[rgb.length / 3];
        Arrays.setAll(pixels,
                i -> (rgb[3 * i] & 255) << 16 | (rgb[3 * i + 1] & 255) << 8 | rgb[3 * i + 2] & 255);
        return pixels;
    }

    private static void refused(String message, byte[] file) {
        assertEquals("a.bmp: " + message,
                assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a.bmp")).getMessage());
    }

    private static byte[] masks(int... masks) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * masks.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int mask : masks) {
            bytes.putInt(mask);
        }
        return bytes.array();
    }

    /// The colour of [TestBmp#palette].
    private static int colour(int index) { return 255 - index << 16 | index << 8 | 7; }

    @ParameterizedTest
    @ValueSource(ints = {12, 16, 40, 52, 56, 64, 108, 124})
    void headersOfWindowsAndOs2(int header) {
        byte[] file = TestBmp.file(header, 2, 2, 24, 0, TestBmp.NO_PALETTE, new byte[]{3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7,
                12, 11, 10, 0, 0});
        assertArrayEquals(new int[]{0x070809, 0x0a0b0c, 0x010203, 0x040506}, pixels(file));
    }

    @Test
    void theSizeOfTheFileInTheHeaderIsIgnored() {
        for (int size : new int[]{0, 1, 1 << 30, -1}) {
            byte[] file = TestBmp.file(40, 1, 1, 24, 0, TestBmp.NO_PALETTE, new byte[]{3, 2, 1, 0});
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(2, size);
            assertArrayEquals(new int[]{0x010203}, pixels(file));
        }
    }

    @Test
    void linesMayStandFromTheTopDown() {
        byte[] file = TestBmp.file(40, 1, -2, 24, 0, TestBmp.NO_PALETTE, new byte[]{3, 2, 1, 0, 6, 5, 4});
        assertArrayEquals(new int[]{0x010203, 0x040506}, pixels(file));
    }

    @ParameterizedTest
    @CsvSource({"1, 0x40, 0 1", "2, 0x1b, 0 1 2 3", "4, 0x5a, 5 10", "8, 0x5a, 90"})
    void indices(int bits, String line, String indices) {
        int[] expected = Arrays.stream(indices.split(" ")).mapToInt(i -> colour(Integer.parseInt(i))).toArray();
        byte[] file = TestBmp.file(40, expected.length, 1, bits, 0, TestBmp.palette(1 << bits),
                Integer.decode(line).byteValue(), (byte) 0, (byte) 0, (byte) 0);
        assertArrayEquals(expected, pixels(file));
    }

    @Test
    void whatIsMissingOfAPaletteIsGray() {
        assertArrayEquals(new int[]{colour(2), 0x030303, 0xc8c8c8},
                pixels(TestBmp.file(40, 3, 1, 8, 0, TestBmp.palette(3), new byte[]{2, 3, (byte) 200, 0})));
    }

    /// As Pillow widens them: times 255, divided by the largest value, rounded down.
    @Test
    void bitFieldsAreWidened() {
        byte[] line = {(byte) 0xb5, 0x55, 0, 0};
        assertArrayEquals(new int[]{0xac6aac}, pixels(TestBmp.file(40, 1, 1, 16, 0, TestBmp.NO_PALETTE, line)));
        assertArrayEquals(new int[]{0x52b6ac},
                pixels(TestBmp.file(40, 1, 1, 16, 3, masks(0xf800, 0x7e0, 0x1f), line)));
        assertArrayEquals(new int[]{0x55bb55},
                pixels(TestBmp.file(40, 1, 1, 16, 3, masks(0xf00, 0xf0, 0xf), line)));
        byte[] long1 = {1, 2, 3, 4};
        assertArrayEquals(new int[]{0x030201}, pixels(TestBmp.file(40, 1, 1, 32, 0, TestBmp.NO_PALETTE, long1)));
        assertArrayEquals(new int[]{0x010203},
                pixels(TestBmp.file(40, 1, 1, 32, 3, masks(0xff, 0xff00, 0xff0000), long1)));
        assertArrayEquals(new int[]{0x040302},
                pixels(TestBmp.file(40, 1, 1, 32, 6, masks(0xff000000, 0xff0000, 0xff00, 0xff), long1)));
    }

    @Test
    void runLengths() {
        byte[] eight = TestBmp.file(40, 5, 2, 8, 1, TestBmp.palette(256),
                new byte[]{3, 9, 0, 0, 0, 3, 1, 2, 3, 0, 9, 4, 0, 1});
        assertArrayEquals(new int[]{colour(1), colour(2), colour(3), colour(4), colour(4), colour(9), colour(9),
                colour(9), colour(0), colour(0)}, pixels(eight));
        byte[] four = TestBmp.file(40, 7, 1, 4, 2, TestBmp.palette(16), new byte[]{3, 0x12, 0, 4, 0x34, 0x56});
        assertArrayEquals(new int[]{colour(1), colour(2), colour(1), colour(3), colour(4), colour(5), colour(6)},
                pixels(four));
    }

    @Test
    void runLengthsThatEndTooEarlyAreRefused() {
        for (byte[] runs : new byte[][]{{3, 9, 0, 0, 0, 1}, {3, 9, 0}, {0, 3, 1}, {}}) {
            refused("the image is truncated or damaged: it ends too early",
                    TestBmp.file(40, 3, 2, 8, 1, TestBmp.palette(256), runs));
        }
        refused("the image is truncated or damaged: a run is longer than its line",
                TestBmp.file(40, 3, 2, 8, 1, TestBmp.palette(256), new byte[]{0, 4, 1, 2, 3, 4}));
    }

    @Test
    void whatPillowMisreadsIsRefused() {
        refused("a BMP file with RLE that skips pixels" + CONVERT,
                TestBmp.file(40, 3, 2, 8, 1, TestBmp.palette(256), new byte[]{0, 2, 1, 1}));
        refused("a BMP file with RLE4 runs of an odd number of literal pixels" + CONVERT,
                TestBmp.file(40, 3, 2, 4, 2, TestBmp.palette(16), new byte[]{0, 3, 1, 1}));
        refused("a BMP file of 8 bits a pixel with a palette of 2 grays, as Pillow misreads it," + CONVERT,
                TestBmp.file(40, 3, 2, 8, 0, new byte[]{0, 0, 0, 0, -1, -1, -1, 0}, new byte[8]));
    }

    @Test
    void otherKindsAreNamed() {
        refused("a BMP file whose header has 20 bytes" + CONVERT,
                TestBmp.file(20, 1, 1, 24, 0, TestBmp.NO_PALETTE, new byte[4]));
        refused("a BMP file with the compression JPEG" + CONVERT,
                TestBmp.file(40, 1, 1, 0, 4, TestBmp.NO_PALETTE, new byte[40]));
        refused("a BMP file with the compression PNG" + CONVERT,
                TestBmp.file(40, 1, 1, 0, 5, TestBmp.NO_PALETTE, new byte[40]));
        refused("an OS/2 2.x BMP file with the compression number 3" + CONVERT,
                TestBmp.file(64, 1, 1, 1, 3, TestBmp.NO_PALETTE, new byte[40]));
        refused("a BMP file with the compression number 11" + CONVERT,
                TestBmp.file(40, 1, 1, 24, 11, TestBmp.NO_PALETTE, new byte[40]));
        refused("a BMP file of 64 bits a pixel, uncompressed" + CONVERT,
                TestBmp.file(40, 1, 1, 64, 0, TestBmp.NO_PALETTE, new byte[40]));
        refused("a BMP file with the bit mask 0x00f0f000" + CONVERT,
                TestBmp.file(40, 1, 1, 32, 3, masks(0xf0f000, 0xf00, 0xff), new byte[40]));
    }
}
