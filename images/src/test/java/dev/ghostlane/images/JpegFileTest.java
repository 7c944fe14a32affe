package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static dev.ghostlane.images.TestImages.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the segments of a JPEG mean, as in libjpeg-turbo.
class JpegFileTest {
    private static final String CONVERT = " is not supported; convert it to a baseline JPEG or a PNG of 8 bits";
    private static final byte[] JPEG = encode(picture(40, 30), "jpg");

    private static String refused(byte[] file) {
        return assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a.jpg")).getMessage();
    }

    private static byte[] pixels(byte[] file) { return ImageDecoder.decode(file, "a.jpg").rgb(); }

    private static byte[] adobe(byte[] jpeg, int transform) {
        return TestImages.withSegment(jpeg, 14, "Adobe", new byte[]{0, 100, 0, 0, 0, 0, (byte) transform});
    }

    /// Java's writer makes JFIF files.
    private static byte[] withoutJfif() {
        byte[] file = JPEG.clone();
        file[6] = 'X';
        return file;
    }

    private static int frame(byte[] file) {
        int at = 2;
        while (file[at + 1] != (byte) 0xc0) {
            at += 2 + ((file[at + 2] & 255) << 8 | file[at + 3] & 255);
        }
        return at;
    }

    @Test
    void threeComponentsAreYcbcrUnlessAdobesMarkerOrTheirNamesSayOtherwise() {
        byte[] expected = pixels(JPEG);
        assertArrayEquals(expected, pixels(adobe(JPEG, 0)), "JFIF counts more");
        for (int transform : new int[]{1, 2, 3}) {
            assertArrayEquals(expected, pixels(adobe(withoutJfif(), transform)));
        }
        assertArrayEquals(expected, pixels(withoutJfif()));
        byte[] rgb = pixels(adobe(withoutJfif(), 0));
        assertFalse(Arrays.equals(expected, rgb));
        byte[] named = withoutJfif();
        int scan = frame(named);
        while (named[scan + 1] != (byte) 0xda) {
            scan += 2 + ((named[scan + 2] & 255) << 8 | named[scan + 3] & 255);
        }
        for (int i = 0; i < 3; i++) {
            named[frame(named) + 10 + 3 * i] = (byte) "RGB".charAt(i);
            named[scan + 5 + 2 * i] = (byte) "RGB".charAt(i);
        }
        assertArrayEquals(rgb, pixels(named));
        assertArrayEquals(expected, pixels(adobe(named, 1)));
    }

    @Test
    void theEndMarkerMayBeMissingButNotPixels() {
        byte[] expected = pixels(JPEG);
        byte[] cut = Arrays.copyOf(JPEG, JPEG.length - 2);
        assertArrayEquals(expected, pixels(cut));
        assertArrayEquals(expected, pixels(Arrays.copyOf(JPEG, JPEG.length - 1)));
        assertArrayEquals(expected, pixels(Arrays.copyOf(cut, cut.length + 500)));
        byte[] shorter = Arrays.copyOf(JPEG, JPEG.length - 20);
        assertEquals("a.jpg: the JPEG file is truncated or damaged: its " + shorter.length
                + " bytes end too early, without an end-of-image marker", refused(shorter));
        assertEquals("a.jpg: the JPEG file is truncated or damaged: it ends before its pixels",
                refused(Arrays.copyOf(JPEG, 40)));
    }

    @ParameterizedTest
    @CsvSource({"0xc3, lossless JPEG", "0xc5, hierarchical JPEG", "0xc6, hierarchical JPEG", "0xc7, hierarchical JPEG",
            "0xc9, arithmetic coding", "0xca, arithmetic coding", "0xcb, arithmetic coding", "0xcf, arithmetic coding",
            "0xf7, JPEG-LS"})
    void otherProcessesAreNamed(String marker, String name) {
        byte[] file = JPEG.clone();
        file[frame(file) + 1] = Integer.decode(marker).byteValue();
        assertEquals("a.jpg: " + name + CONVERT, refused(file));
    }

    @Test
    void otherFramesAreNamed() {
        byte[] deep = JPEG.clone();
        deep[frame(deep) + 4] = 12;
        assertEquals("a.jpg: JPEG of 12 bits a sample" + CONVERT, refused(deep));
        byte[] endless = JPEG.clone();
        endless[frame(endless) + 5] = 0;
        endless[frame(endless) + 6] = 0;
        assertEquals("a.jpg: a JPEG whose height stands after its pixels" + CONVERT, refused(endless));
        byte[] two = JPEG.clone();
        two[frame(two) + 9] = 2;
        assertEquals("a.jpg: a JPEG of 2 components" + CONVERT, refused(two));
    }

    /// What they leave open is estimated; `JpegPillowTest` knows the pixels.
    @Test
    void progressiveFilesMayLackTheirLastScansIfTheyHaveAnEnd() throws IOException {
        byte[] file = MemoryLimitTest.progressive(40, 30);
        int last = file.length - 2;
        while (file[last] != (byte) 0xff || file[last + 1] != (byte) 0xda) {
            last--;
        }
        byte[] cut = Arrays.copyOf(file, last + 2);
        cut[last + 1] = (byte) 0xd9;
        assertFalse(Arrays.equals(pixels(file), pixels(cut)));
        assertArrayEquals(pixels(file), pixels(Arrays.copyOf(file, file.length - 2)));
        assertEquals("a.jpg: the JPEG file is truncated or damaged: it lacks scans",
                refused(Arrays.copyOf(file, last)));
    }
}
