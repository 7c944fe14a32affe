package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TIFF files of all kinds of samples, layouts and compressions.
class TiffFileTest {
    private static final String CONVERT = " is not supported; convert it to a baseline JPEG or a PNG of 8 bits";
    private static final long SEED = 20240607;

    private static byte[] pixels(TestTiff tiff) { return ImageDecoder.decode(tiff.file(), "a.tif").rgb(); }

    private static byte[] grays(int... grays) {
        byte[] rgb = new byte[3 * grays.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) grays[i / 3];
        }
        return rgb;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static void refused(String message, TestTiff tiff) {
        assertEquals("a.tif: " + message,
                assertThrows(ImageException.class, () -> ImageDecoder.decode(tiff.file(), "a.tif")).getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1, 0x40, 0 255", "2, 0x1b, 0 85 170 255", "4, 0x1e, 17 238", "8, 0x5a, 90"})
    void gray(int bits, String line, String grays) {
        int[] expected = Arrays.stream(grays.split(" ")).mapToInt(Integer::parseInt).toArray();
        byte stored = Integer.decode(line).byteValue();
        assertArrayEquals(grays(expected), pixels(new TestTiff(expected.length, 1, bits, 1, 1).piece(stored)));
        assertArrayEquals(grays(Arrays.stream(expected).map(gray -> 255 - gray).toArray()),
                pixels(new TestTiff(expected.length, 1, bits, 0, 1).piece(stored)));
        assertArrayEquals(grays(expected), pixels(new TestTiff(expected.length, 1, bits, 1, 1).tag(266, 2)
                .piece((byte) (Integer.reverse(stored) >>> 24))));
    }

    @Test
    void deepGrayGivesItsUpperEightBits() {
        assertArrayEquals(grays(1, 254), pixels(new TestTiff(2, 1, 16, 1, 1).piece(bytes(255, 1, 0, 254))));
        assertArrayEquals(grays(1, 254),
                pixels(new TestTiff(2, 1, 16, 1, 1).order(ByteOrder.BIG_ENDIAN).piece(bytes(1, 255, 254, 0))));
        assertArrayEquals(grays(0xab, 0xde), pixels(new TestTiff(2, 1, 12, 1, 1).piece(bytes(0xab, 0xcd, 0xef))));
    }

    @Test
    void grayOf32BitsIsCutToAWholeNumber() {
        ByteBuffer floats = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(3.99f).putFloat(255.5f)
                .putFloat(-0.5f).putFloat(1);
        assertArrayEquals(grays(3, 255, 0, 1), pixels(new TestTiff(4, 1, 32, 1, 1).tag(339, 3).piece(floats.array())));
        ByteBuffer ints = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN).putInt(7).putInt(255);
        assertArrayEquals(grays(7, 255), pixels(new TestTiff(2, 1, 32, 1, 1).order(ByteOrder.BIG_ENDIAN).tag(339, 2)
                .piece(ints.array())));
        assertArrayEquals(grays(7, 200), pixels(new TestTiff(2, 1, 16, 1, 1).tag(339, 2).piece(bytes(7, 0, 200, 0))));
    }

    @Test
    void grayOf32BitsInAnotherRangeIsRefused() {
        refused("a TIFF file with gray outside 0…255 (256.0), 32 bits unsigned," + CONVERT,
                new TestTiff(1, 1, 32, 1, 1).piece(bytes(0, 1, 0, 0)));
        refused("a TIFF file with gray outside 0…255 (-1.0), 16 bits signed," + CONVERT,
                new TestTiff(1, 1, 16, 1, 1).tag(339, 2).piece(bytes(255, 255)));
        ByteBuffer half = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(0.5f).putFloat(1);
        refused("a TIFF file with floating-point gray from 0 to 1" + CONVERT,
                new TestTiff(2, 1, 32, 1, 1).tag(339, 3).piece(half.array()));
        half.putFloat(0, Float.NaN);
        refused("a TIFF file with gray outside 0…255 (NaN), 32 bits floating-point," + CONVERT,
                new TestTiff(2, 1, 32, 1, 1).tag(339, 3).piece(half.array()));
    }

    @Test
    void palettesHaveEntriesOf16Bits() {
        int[] map = {0x01ff, 0x02ff, 0x0300, 0x0400, 0x0500, 0x0600};
        assertArrayEquals(bytes(2, 4, 6, 1, 3, 5),
                pixels(new TestTiff(2, 1, 1, 3, 1).tags(320, map).piece(bytes(128))));
        refused("a TIFF file with a palette of 8-bit values" + CONVERT,
                new TestTiff(2, 1, 1, 3, 1).tags(320, new int[]{1, 2, 3, 4, 5, 6}).piece(bytes(128)));
    }

    @Test
    void alphaIsDroppedAndDividedOutIfItWasMultiplied() {
        byte[] pixel = bytes(100, 50, 20, 128, 9, 9, 9, 0, 200, 200, 200, 100);
        assertArrayEquals(bytes(100, 50, 20, 9, 9, 9, 200, 200, 200),
                pixels(new TestTiff(3, 1, 8, 2, 4).tag(338, 2).piece(pixel)));
        assertArrayEquals(bytes(199, 99, 39, 0, 0, 0, 255, 255, 255),
                pixels(new TestTiff(3, 1, 8, 2, 4).tag(338, 1).piece(pixel)));
        assertArrayEquals(grays(77), pixels(new TestTiff(1, 1, 8, 1, 2).tag(338, 2).piece(bytes(77, 3))));
    }

    /// What remains of the light is (255 − C)(255 − K) / 255; a profile changes nothing.
    @Test
    void inksAreNotInverted() {
        byte[] inks = bytes(0, 100, 255, 0, 10, 20, 30, 128);
        byte[] expected = bytes(255, 155, 0, 122, 117, 112);
        assertArrayEquals(expected, pixels(new TestTiff(2, 1, 8, 5, 4).piece(inks)));
        assertArrayEquals(expected, pixels(new TestTiff(2, 1, 8, 5, 4).tags(34675, new int[100]).piece(inks)));
    }

    /// LZW, Deflate and PackBits of rows as they are and as differences, in strips and tiles.
    @ParameterizedTest
    @CsvSource({"5, 8, 1", "5, 8, 2", "5, 16, 2", "8, 8, 2", "8, 16, 1", "8, 16, 2", "32946, 16, 2", "32773, 8, 1"})
    void compressions(int compression, int bits, int predictor) {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            Random random = new Random(SEED);
            short[] samples = new short[7 * 5 * 3];
            byte[] expected = new byte[samples.length];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (short) random.nextInt(1 << bits);
                expected[i] = (byte) (samples[i] >> bits - 8);
            }
            TestTiff strips = new TestTiff(7, 5, bits, 2, 3).order(order).tag(259, compression).tag(317, predictor)
                    .tag(278, 2);
            for (int top = 0; top < 5; top += 2) {
                strips.piece(piece(samples, top, Math.min(2, 5 - top), compression, bits, predictor, order));
            }
            assertArrayEquals(expected, pixels(strips), "seed " + SEED + ", " + order);
        }
    }

    private static byte[] piece(short[] samples, int top, int rows, int compression, int bits, int predictor,
            ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(rows * 21 * bits / 8).order(order);
        for (int i = 21 * top; i < 21 * (top + rows); i++) {
            int value = samples[i] - (predictor == 2 && i % 21 >= 3 ? samples[i - 3] : 0);
            if (bits == 8) {
                bytes.put((byte) value);
            } else {
                bytes.putShort((short) value);
            }
        }
        return switch (compression) {
            case 5 -> TestTiff.lzw(bytes.array());
            case 32773 -> ByteBuffer.allocate(bytes.capacity() + 1).put((byte) (bytes.capacity() - 1))
                    .put(bytes.array()).array();
            default -> TestTiff.deflated(bytes.array());
        };
    }

    @Test
    void runsOfPackBits() {
        assertArrayEquals(grays(9, 9, 9, 1, 2),
                pixels(new TestTiff(5, 1, 8, 1, 1).tag(259, 32773).piece(bytes(-128, -2, 9, 1, 1, 2))));
    }

    /// The string of a code that is not in the table yet: the one before and its own first byte.
    @Test
    void repeatedBytesOfLzw() {
        // 256, 7, 258 (7 7), 259 (7 7 7), 257
        assertArrayEquals(grays(7, 7, 7, 7, 7, 7), pixels(new TestTiff(6, 1, 8, 1, 1).tag(259, 5)
                .piece(bytes(0b10000000, 0b00000001, 0b11100000, 0b01010000, 0b00111000, 0b00001000))));
    }

    @Test
    void floatingPointDifferences() {
        float[] values = {3.7f, 200.2f, 17};
        byte[] row = new byte[12];
        for (int i = 0; i < 12; i++) {
            row[i] = (byte) (Float.floatToRawIntBits(values[i % 3]) >> 24 - i / 3 * 8);
        }
        for (int i = 11; i > 0; i--) {
            row[i] -= row[i - 1];
        }
        assertArrayEquals(grays(3, 200, 17), pixels(new TestTiff(3, 1, 32, 1, 1).tag(339, 3).tag(259, 8).tag(317, 3)
                .piece(TestTiff.deflated(row))));
    }

    @Test
    void planesAndTiles() {
        TestTiff planes = new TestTiff(2, 1, 8, 2, 3).tag(284, 2).piece(bytes(1, 4)).piece(bytes(2, 5))
                .piece(bytes(3, 6));
        assertArrayEquals(bytes(1, 2, 3, 4, 5, 6), pixels(planes));
        TestTiff tiles = new TestTiff(3, 3, 8, 1, 1).tag(322, 2).tag(323, 2).piece(bytes(1, 2, 4, 5))
                .piece(bytes(3, 0, 6, 0)).piece(bytes(7, 8, 0, 0)).piece(bytes(9, 0, 0, 0));
        assertArrayEquals(grays(1, 2, 3, 4, 5, 6, 7, 8, 9), pixels(tiles));
    }

    @Test
    void jpegInStrips() {
        byte[] jpeg = TestImages.encode(TestImages.picture(16, 8), "jpg");
        byte[] expected = ImageDecoder.decode(jpeg, "a.jpg").rgb();
        byte[] twice = Arrays.copyOf(expected, 2 * expected.length);
        System.arraycopy(expected, 0, twice, expected.length, expected.length);
        assertArrayEquals(twice,
                pixels(new TestTiff(16, 16, 8, 6, 3).tag(259, 7).tag(278, 8).piece(jpeg).piece(jpeg)));
        refused("the image is truncated or damaged: a strip or tile of 9×8 pixels of 3 samples is a JPEG of 16×8 of 3",
                new TestTiff(9, 8, 8, 6, 3).tag(259, 7).piece(jpeg));
        refused("the image is truncated or damaged: a strip or tile of 16×7 pixels of 3 samples is a JPEG of 16×8 of 3",
                new TestTiff(16, 7, 8, 6, 3).tag(259, 7).piece(jpeg));
    }

    @ParameterizedTest
    @CsvSource({"32771, CCITT RLE by words", "6, '\"old\" JPEG'", "34925, LZMA", "50000, Zstandard",
            "50001, WebP", "34712, JPEG 2000", "34713, of Nikon", "9999, number 9999"})
    void otherCompressionsAreNamed(int compression, String name) {
        refused("a TIFF file with the compression " + name + CONVERT,
                new TestTiff(1, 1, 8, 1, 1).tag(259, compression).piece(bytes(1)));
    }

    @ParameterizedTest
    @CsvSource({"4, 8, 1, 1, a transparency mask", "8, 8, 3, 1, CIELab colours", "9, 8, 3, 1, CIELab colours",
            "32845, 16, 3, 1, LogLuv colours", "77, 8, 1, 1, the colours (photometric interpretation) number 77",
            "6, 8, 3, 1, YCbCr colours that are not compressed as JPEG in one plane",
            "2, 32, 3, 1, 'RGB samples of 32 bits, unsigned'", "2, 32, 3, 3, 'RGB samples of 32 bits, floating-point'",
            "1, 64, 1, 3, floating-point samples of 64 bits", "1, 16, 1, 3, floating-point samples of 16 bits",
            "1, 8, 1, 2, 'gray samples of 8 bits, signed'", "1, 24, 1, 1, 'gray samples of 24 bits, unsigned'",
            "0, 16, 1, 1, 'white-is-zero gray samples of 16 bits, unsigned'", "1, 32, 1, 6, samples of the format 6"})
    void otherSamplesAreNamed(int photometric, int bits, int samples, int format, String name) {
        int[] formats = new int[samples];
        Arrays.fill(formats, format);
        refused("a TIFF file with " + name + CONVERT,
                new TestTiff(1, 1, bits, photometric, samples).tags(339, formats).piece(new byte[64]));
    }

    @Test
    void whatDoesNotFitTogetherIsNamed() {
        refused("a TIFF file with samples of different sizes" + CONVERT,
                new TestTiff(1, 1, 8, 2, 3).tags(258, new int[]{5, 6, 5}).piece(new byte[3]));
        refused("a TIFF file with the predictor 3 for samples of 8 bits" + CONVERT,
                new TestTiff(1, 1, 8, 2, 3).tag(317, 3).piece(new byte[3]));
        refused("a TIFF file with 7 samples a pixel" + CONVERT, new TestTiff(1, 1, 8, 1, 7).piece(new byte[7]));
        refused("a TIFF file with the compression LZW of before TIFF 6" + CONVERT,
                new TestTiff(1, 1, 8, 1, 1).tag(259, 5).piece(bytes(0, 3, 0)));
        refused("a TIFF file with RGB samples of 16 bits in 3 planes, as Pillow misreads them," + CONVERT,
                new TestTiff(1, 1, 16, 2, 3).tag(284, 2).piece(new byte[2]).piece(new byte[2]).piece(new byte[2]));
        refused("a TIFF file with big-endian samples of 32 bits that are compressed, as Pillow misreads them,"
                + CONVERT, new TestTiff(1, 1, 32, 1, 1).order(ByteOrder.BIG_ENDIAN).tag(259, 8).piece(new byte[9]));
    }

    @Test
    void aFileThatEndsBeforeItsTagsSaysSo() {
        byte[] file = new TestTiff(1, 1, 8, 1, 1).piece(bytes(1)).file();
        ImageException e = assertThrows(ImageException.class,
                () -> ImageDecoder.decode(Arrays.copyOf(file, 8), "a.tif"));
        assertEquals("a.tif: the image is truncated or damaged: its header points to what is not in the file",
                e.getMessage());
    }

    @Test
    void rawFilesOfCamerasAreNamed() {
        refused("a camera's raw file (DNG)" + CONVERT, new TestTiff(1, 1, 8, 1, 1).tag(50706, 1).piece(bytes(1)));
        refused("a camera's raw file (such as NEF, ARW or PEF)" + CONVERT,
                new TestTiff(1, 1, 8, 1, 1).tag(254, 1).tag(330, 8).piece(bytes(1)));
        refused("a camera's raw file (such as NEF, ARW or PEF)" + CONVERT,
                new TestTiff(1, 1, 8, 32803, 1).piece(bytes(1)));
        refused("a camera's raw file (Canon CR2)" + CONVERT,
                new TestTiff(1, 1, 8, 1, 1).piece(bytes('C', 'R', 2, 0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 32773})
    void whatEndsTooEarlyIsDamaged(int compression) {
        refused("the image is truncated or damaged: it ends too early",
                new TestTiff(100, 50, 8, 1, 1).tag(259, compression).piece(compression == 8
                        ? TestTiff.deflated(new byte[9])
                        : compression == 5
                                ? TestTiff.lzw(new byte[9])
                                : new byte[9]));
    }

    /// As in libtiff one strip without a length reaches to the end of the file, and so does one of length 0.
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8, 32773})
    void oneStripNeedsNoLength(int compression) {
        RgbImage picture = ImageDecoder.decode(TestImages.encode(TestImages.picture(16, 8), "jpg"), "a.jpg");
        byte[] rows = picture.rgb();
        byte[] strip = switch (compression) {
            case 5 -> TestTiff.lzw(rows);
            case 7 -> TestImages.encode(TestImages.picture(16, 8), "jpg");
            case 8 -> TestTiff.deflated(rows);
            case 32773 -> {
                ByteBuffer runs = ByteBuffer.allocate(rows.length / 48 * 49);
                for (int at = 0; at < rows.length; at += 48) {
                    runs.put((byte) 47).put(rows, at, 48);
                }
                yield runs.array();
            }
            default -> rows;
        };
        for (boolean isZero : new boolean[]{false, true}) {
            TestTiff tiff = new TestTiff(16, 8, 8, compression == 7 ? 6 : 2, 3).tag(259, compression).piece(strip);
            assertArrayEquals(rows, pixels(isZero ? tiff.tag(279, 0) : tiff.without(279)));
        }
        if (compression != 1) {
            refused("the image is truncated or damaged: the lengths of its 2 strips are missing",
                    new TestTiff(16, 8, 8, compression == 7 ? 6 : 2, 3).tag(259, compression).tag(278, 4).piece(strip)
                            .piece(strip).without(279));
        }
    }

    /// The checksum behind the data is that of all rows. As in libtiff it may be missing.
    @Test
    void deflatedRowsHaveTheirChecksum() {
        byte[] strip = TestTiff.deflated(bytes(1, 2, 3, 4, 5, 6));
        byte[] part = Arrays.copyOf(strip, strip.length - 4);
        assertArrayEquals(grays(1, 2, 3, 4, 5, 6), pixels(new TestTiff(3, 2, 8, 1, 1).tag(259, 8).piece(part)));
        assertArrayEquals(grays(1, 2, 3), pixels(new TestTiff(3, 1, 8, 1, 1).tag(259, 8).piece(strip)));
        strip[strip.length - 1]++;
        refused("the image is truncated or damaged: incorrect data check",
                new TestTiff(3, 2, 8, 1, 1).tag(259, 8).piece(strip));
    }

    /// Pillow takes the last of two tags, libtiff the first; and it puts strips that are too many over the first ones.
    @Test
    void whatIsThereTwiceIsRefused() {
        byte[] file = new TestTiff(3, 1, 8, 1, 1).tag(257, 1).piece(bytes(1, 2, 3)).file();
        ByteBuffer twice = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int height = twice.getInt(4) + 2 + 12;
        assertEquals(257, twice.getShort(height));
        twice.putShort(height, (short) 256);
        assertEquals("a.tif: the image is truncated or damaged: the tag 256 is there twice",
                assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a.tif")).getMessage());
        refused("a TIFF file with more than its 1 strips, as Pillow misreads it," + CONVERT,
                new TestTiff(3, 1, 8, 1, 1).piece(bytes(1, 2, 3)).piece(bytes(4, 5, 6)));
    }

    @Test
    void missingStripsAreDamage() {
        refused("the image is truncated or damaged: it has 1 of its 4 strips",
                new TestTiff(1, 4, 8, 1, 1).tag(278, 1).piece(bytes(1)));
        refused("the image is truncated or damaged: it has 1 of its 9 tiles",
                new TestTiff(9, 9, 8, 1, 1).tag(322, 3).tag(323, 3).piece(new byte[9]));
        refused("the image is truncated or damaged: the tag 256 is 0", new TestTiff(0, 4, 8, 1, 1).piece(bytes(1)));
        refused("the image is truncated or damaged: an LZW code is not known yet",
                new TestTiff(1, 4, 8, 1, 1).tag(259, 5).piece(bytes(255, 255)));
    }
}
