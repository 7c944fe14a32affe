package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TIFF files with the compressions of fax machines, as libtiff writes them (`testdata/generators/faxes.py`), and
/// damaged ones.
class FaxFileTest {
    private static final int WIDTH = 2700;
    private static final int HEIGHT = 21;
    private static final int[] LONGEST = {4, 30, 200, 1500, 5000};

    /// The generator's pixels: runs of random lengths, then rows that are the one before moved by -1 to 2.
    private static byte[] pixels() {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        int seed = 1;
        for (int y = 0; y < HEIGHT; y++) {
            byte white = -1;
            for (int x = 0; x < WIDTH && y % 7 < 3;) {
                seed = seed * 1103515245 + 12345 & 0x7fffffff;
                int end = Math.min(WIDTH, x + (seed >> 8) % LONGEST[y % 5]);
                Arrays.fill(rgb, 3 * (y * WIDTH + x), 3 * (y * WIDTH + end), white);
                white = (byte) ~white;
                x = end;
            }
            for (int x = 0; x < WIDTH && y % 7 >= 3; x++) {
                int from = Math.clamp(x - (y % 7 - 4), 0, WIDTH - 1);
                Arrays.fill(rgb, 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3, rgb[3 * ((y - 1) * WIDTH + from)]);
            }
        }
        return rgb;
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream resource = FaxFileTest.class.getResourceAsStream("/fax/" + name + ".tif")) {
            return resource.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource({"runs, CCITT RLE", "t4, CCITT T.4", "t4-fill, CCITT T.4", "t4-changes, CCITT T.4",
            "t4-reversed, CCITT T.4", "t6, CCITT T.6", "t6-strips, CCITT T.6", "t6-reversed, CCITT T.6",
            "t6-tiles, CCITT T.6"})
    void pixelsAreThoseOfLibtiff(String name, String compression) throws IOException {
        DecodedImage decoded = ImageDecoder.explain(file(name), "a.tif", DecodeOptions.DEFAULT);
        assertArrayEquals(pixels(), decoded.image().rgb());
        assertEquals("TIFF, gray, 1 bits a sample, unsigned, " + compression + ", by dev.ghostlane.images: 2700×21 RGB",
                decoded.toString());
    }

    /// Rows of white are a bit each in T.6.
    @Test
    void zeroMayBeWhiteOrBlack() {
        byte[] expected = new byte[3 * 8 * 5];
        TestTiff black = new TestTiff(5, 8, 1, 1, 1).tag(259, 4).piece((byte) -1);
        assertArrayEquals(expected, ImageDecoder.decode(black.file(), "a.tif").rgb());
        Arrays.fill(expected, (byte) -1);
        TestTiff white = new TestTiff(5, 8, 1, 0, 1).tag(259, 4).piece((byte) -1);
        assertArrayEquals(expected, ImageDecoder.decode(white.file(), "a.tif").rgb());
    }

    private static String refusal(byte[] file) {
        return assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a.tif")).getMessage();
    }

    private static byte[] tiff(int compression, int width, int height, String data) {
        return new TestTiff(width, height, 1, 1, 1).tag(259, compression).piece(HexFormat.of().parseHex(data)).file();
    }

    /// The mark of the end, and rows that are missing; a row that is too long; a code that nobody has given a meaning;
    /// the extension for pixels as they are.
    @ParameterizedTest
    @CsvSource({"4, 9, 2, 80080080, it ends too early", "4, 9, 9, 80, it ends too early",
            "3, 9, 1, 00, it ends too early", "3, 9, 1, 001001, it ends too early", "3, 9, 1, 0017, it ends too early",
            "2, 9, 1, 35, it ends too early", "4, 9, 100, 8000, it ends too early",
            "2, 9, 1, ac, its fax data has a run that ends outside its row",
            "2, 9, 1, d8d8, its fax data has a run that ends outside its row",
            "4, 9, 1, 30d8, its fax data has a run that ends outside its row",
            "4, 9, 1, 60, its fax data has a run that ends outside its row",
            "2, 9, 1, 0080, its fax data has a code that is not known",
            "4, 9, 1, 03ff, its fax data has a code that is not known"})
    void damagedFilesAreRefused(int compression, int width, int height, String data, String reason) {
        assertEquals("a.tif: the image is truncated or damaged: " + reason,
                refusal(tiff(compression, width, height, data)));
    }

    @Test
    void samplesAreOneBit() {
        assertEquals("a.tif: a TIFF file with fax data of samples that are not one bit is not supported; convert it to"
                + " a baseline JPEG or a PNG of 8 bits",
                refusal(new TestTiff(1, 1, 8, 1, 1).tag(259, 4).piece((byte) -1).file()));
    }

    /// Of a strip that is shorter some rows are missing; at its end may be a mark that nobody needs.
    @ParameterizedTest
    @ValueSource(strings = {"runs", "t4", "t4-changes", "t6"})
    void truncatedDataIsRefused(String name) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(file(name)).order(ByteOrder.LITTLE_ENDIAN);
        int entry = file.getInt(4) + 2;
        while (file.getShort(entry) != 279) {
            entry += 12;
        }
        assertEquals(1, file.getInt(entry + 4), "strips");
        int length = file.getShort(entry + 2) == 3 ? file.getShort(entry + 8) : file.getInt(entry + 8);
        for (int part = length - 8; part > 0; part -= 61) {
            file.putShort(entry + 8, (short) part);
            assertEquals("a.tif: the image is truncated or damaged: it ends too early", refusal(file.array()));
        }
        file.putShort(entry + 8, (short) length);
        assertArrayEquals(pixels(), ImageDecoder.decode(file.array(), "a.tif").rgb());
    }
}
