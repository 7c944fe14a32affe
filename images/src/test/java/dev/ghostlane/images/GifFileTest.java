package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/// Of an animation the first image counts, in its place on the screen.
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
}
