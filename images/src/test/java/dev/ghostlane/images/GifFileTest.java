package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/// Of an animation the first image counts, in its place on the screen; its codes are read as Pillow does.
class GifFileTest {
    private static final byte[] RED = {0, 10, 20, 30};
    private static final byte[] GREEN = {1, 11, 21, 31};
    private static final byte[] BLUE = {2, 12, 22, 32};

    /// All pixels of one colour.
    ///
    /// @param transparent index of a colour that is, or -1
    private static BufferedImage image(int width, int height, int colour, int transparent) {
        IndexColorModel palette = new IndexColorModel(2, 4, RED, GREEN, BLUE, transparent);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, palette);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, colour);
            }
        }
        return image;
    }

    /// Moves the first image of a file on a screen of another size.
    private static byte[] placed(byte[] gif, int screenWidth, int screenHeight, int left, int top) {
        byte[] file = gif.clone();
        int descriptor = 13;
        while (file[descriptor] != 0x2c || file[descriptor + 1] != 0 || file[descriptor + 3] != 0) {
            descriptor++;
        }
        int[] places = {6, 8, descriptor + 1, descriptor + 3};
        int[] values = {screenWidth, screenHeight, left, top};
        for (int i = 0; i < places.length; i++) {
            file[places[i]] = (byte) values[i];
            file[places[i] + 1] = (byte) (values[i] >> 8);
        }
        return file;
    }

    private static void assertScreen(byte[] file, int width, int height, int left, int top, int background) {
        RgbImage screen = ImageDecoder.decode(file, "a.gif");
        assertEquals(width + "×" + height + " RGB", screen.toString());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean inside = x >= left && x < left + 5 && y >= top && y < top + 8;
                assertEquals(RED[inside ? 3 : background], screen.rgb()[3 * (y * width + x)], "x " + x + ", y " + y);
            }
        }
    }

    @Test
    void theFirstImageLiesInItsPlace() {
        byte[] opaque = encode(image(5, 8, 3, -1), "gif");
        assertScreen(placed(opaque, 300, 20, 7, 3), 300, 20, 7, 3, 0);
        assertScreen(placed(opaque, 5, 8, 0, 0), 5, 8, 0, 0, 0);
        assertScreen(placed(opaque, 2, 2, 0, 1), 5, 9, 0, 1, 0);
        assertScreen(placed(encode(image(5, 8, 3, 2), "gif"), 9, 9, 1, 1), 9, 9, 1, 1, 2);
    }

    @Test
    void ofAScreenTooLargeOnlyTheImageIsTaken() {
        byte[] file = placed(encode(image(5, 8, 3, -1), "gif"), 65535, 65535, 0, 0);
        assertEquals("5×8 RGB", ImageDecoder.decode(file, "a.gif").toString());
    }

    @Test
    void ofAnAnimationTheFirstImageCounts() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int colour = 1; colour < 4; colour++) {
                writer.writeToSequence(new IIOImage(image(5, 8, colour, -1), null, null), null);
            }
            writer.endWriteSequence();
        }
        writer.dispose();
        byte[] alone = ImageDecoder.decode(encode(image(5, 8, 1, -1), "gif"), "a.gif").rgb();
        assertArrayEquals(alone, ImageDecoder.decode(file.toByteArray(), "b.gif").rgb());
    }

    /// A GIF of one image whose palette has the colours 0x000000, 0x010101, and so on.
    ///
    /// @param codes bytes of a block of LZW codes, each
    private static byte[] gif(int width, int height, boolean interlaced, int... codes) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GIF89a".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new byte[]{(byte) width, 0, (byte) height, 0, (byte) 0x82, 0, 0});
        for (int i = 0; i < 3 * 8; i++) {
            file.write(i / 3);
        }
        file.writeBytes(new byte[]{',', 0, 0, 0, 0, (byte) width, 0, (byte) height, 0, (byte) (interlaced ? 0x40 : 0)});
        file.write(3);
        for (int code : codes) {
            file.write(1);
            file.write(code);
        }
        file.write(0);
        return file.toByteArray();
    }

    /// Codes of 4 bits, of which 8 clears the table: indices as they are.
    private static int[] codes(int... indices) {
        return Arrays.stream(indices).map(index -> 8 | index << 4).toArray();
    }

    private static List<Integer> grays(byte[] gif) {
        RgbImage image = ImageDecoder.decode(gif, "a.gif");
        return IntStream.range(0, image.width() * image.height()).mapToObj(i -> (int) image.rgb()[3 * i]).toList();
    }

    @Test
    void blocksOfOneByte() {
        assertEquals(List.of(1, 2, 3, 4, 5, 6), grays(gif(3, 2, false, codes(1, 2, 3, 4, 5, 6))));
    }

    @Test
    void interlacedImagesOfFewLines() {
        assertEquals(List.of(1, 2), grays(gif(1, 2, true, codes(1, 2))));
        assertEquals(List.of(1, 3, 2), grays(gif(1, 3, true, codes(1, 2, 3))));
        assertEquals(List.of(1, 3, 2, 4), grays(gif(1, 4, true, codes(1, 2, 3, 4))));
        assertEquals(List.of(1, 4, 3, 5, 2, 6), grays(gif(1, 6, true, codes(1, 2, 3, 4, 5, 6))));
    }

    @Test
    void aStringThatIsNotKnownYetIsTheOneBeforeAndItsFirst() {
        // Clear, 5, the string that this makes known (10: 5, 5).
        assertEquals(List.of(5, 5, 5), grays(gif(3, 1, false, 8 | 5 << 4, 10)));
    }

    @Test
    void theEndOfTheFileMayBeMissing() {
        byte[] file = gif(2, 1, false, codes(1, 2));
        assertEquals(List.of(1, 2), grays(Arrays.copyOf(file, file.length - 1)));
    }

    @Test
    void bytesBetweenBlocksArePassedOver() {
        byte[] file = gif(2, 1, false, codes(1, 2));
        byte[] junk = new byte[file.length + 3];
        System.arraycopy(file, 0, junk, 0, 37);
        System.arraycopy(file, 37, junk, 40, file.length - 37);
        assertEquals(List.of(1, 2), grays(junk));
    }

    @Test
    void damageIsRefused() {
        assertRefused(gif(3, 1, false, codes(1, 2)), "it ends too early");
        assertRefused(gif(3, 1, false, 8 | 1 << 4, 9), "it ends too early");
        assertRefused(gif(3, 1, false, 8 | 12 << 4), "an LZW code is not known yet");
        assertRefused(gif(3, 1, false, 8 | 1 << 4, 11), "an LZW code is not known yet");
        byte[] bits = gif(1, 1, false, codes(1));
        bits[47] = 9;
        assertRefused(bits, "its indices have 9 bits");
        byte[] none = gif(1, 1, false, codes(1));
        none[37] = ';';
        assertRefused(none, "it has no image");
        assertRefused(Arrays.copyOf(none, 30), "it ends too early");
    }

    private static void assertRefused(byte[] gif, String why) {
        ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(gif, "a.gif"));
        assertEquals("a.gif: the image is truncated or damaged: " + why, e.getMessage());
    }
}
