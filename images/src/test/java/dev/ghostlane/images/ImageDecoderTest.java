package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static dev.ghostlane.images.TestImages.picture;
import static dev.ghostlane.images.TestImages.png;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.testdata.Shared;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the kinds of images become, with files made here.
class ImageDecoderTest {
    @TempDir
    Path folder;

    private static byte[] pixels(byte[] file) {
        return ImageDecoder.decode(file, "test").rgb();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] expected(BufferedImage image) {
        ByteBuffer rgb = ByteBuffer.allocate(3 * image.getWidth() * image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int argb = image.getRGB(x, y);
                rgb.put((byte) (argb >> 16)).put((byte) (argb >> 8)).put((byte) argb);
            }
        }
        return rgb.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void losslessFormatsKeepEveryPixel(String format) throws IOException {
        BufferedImage picture = picture(31, 17);
        Path path = Files.write(folder.resolve("picture"), encode(picture, format));
        RgbImage image = ImageDecoder.decode(path);
        assertEquals("31×17 RGB", image.toString());
        assertArrayEquals(expected(picture), image.rgb());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
    void palettesAreLookedUp(String format) {
        BufferedImage indexed = new BufferedImage(31, 17, BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D graphics = indexed.createGraphics();
        graphics.drawImage(picture(31, 17), 0, 0, null);
        graphics.dispose();
        assertArrayEquals(expected(indexed), pixels(encode(indexed, format)));
    }

    @Test
    void grayIsReadAsItIsStored() {
        assertArrayEquals(bytes(0, 0, 0, 21, 21, 21, 255, 255, 255),
                pixels(png(3, 1, 8, 0, bytes(0, 21, 255))));
        assertArrayEquals(bytes(21, 21, 21, 140, 140, 140), pixels(png(2, 1, 8, 4, bytes(21, 0, 140, 255))));
    }

    @Test
    void fewBitsOfGrayAreSpreadOverTheWholeRange() {
        assertArrayEquals(bytes(0, 0, 0, 255, 255, 255), pixels(png(2, 1, 1, 0, bytes(0x40))));
        assertArrayEquals(bytes(0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255),
                pixels(png(4, 1, 2, 0, bytes(0x1b))));
        assertArrayEquals(bytes(17, 17, 17, 238, 238, 238), pixels(png(2, 1, 4, 0, bytes(0x1e))));
    }

    @Test
    void aPaletteThatGrayMustNotHaveMeansNothing() {
        byte[] file = TestImages.withChunk(png(2, 1, 4, 0, bytes(0x1e)), "PLTE", new byte[48]);
        assertArrayEquals(bytes(17, 17, 17, 238, 238, 238), pixels(file));
    }

    @Test
    void sixteenBitsGiveTheHighByte() {
        assertArrayEquals(bytes(1, 1, 1, 254, 254, 254), pixels(png(2, 1, 16, 0, bytes(1, 255, 254, 255))));
        assertArrayEquals(bytes(1, 2, 254), pixels(png(1, 1, 16, 2, bytes(1, 255, 2, 0, 254, 128))));
        assertArrayEquals(bytes(7, 7, 7), pixels(png(1, 1, 16, 4, bytes(7, 200, 0, 0))));
        assertArrayEquals(bytes(1, 2, 3), pixels(png(1, 1, 16, 6, bytes(1, 255, 2, 255, 3, 255, 0, 0))));
    }

    @Test
    void sixteenBitsOfATiffGiveTheHighByteToo() {
        BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        gray.getRaster().setSample(0, 0, 0, 0x01ff);
        gray.getRaster().setSample(1, 0, 0, 0xfe00);
        assertArrayEquals(bytes(1, 1, 1, 254, 254, 254), pixels(encode(gray, "tiff")));
    }

    @Test
    void alphaIsDroppedNotComposited() {
        assertArrayEquals(bytes(10, 20, 30, 40, 50, 60),
                pixels(png(2, 1, 8, 6, bytes(10, 20, 30, 0, 40, 50, 60, 128))));
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_BGR,
            BufferedImage.TYPE_4BYTE_ABGR, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_USHORT_565_RGB,
            BufferedImage.TYPE_USHORT_555_RGB, BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_4BYTE_ABGR_PRE})
    void imagesOfTheApplicationConvertToTheirColours(int type) {
        BufferedImage image = new BufferedImage(31, 17, type);
        image.getRaster().setDataElements(0, 0, image.getColorModel().getDataElements(0xff804020, null));
        image.getRaster().setDataElements(30, 16, image.getColorModel().getDataElements(0xffe0f0ff, null));
        assertArrayEquals(expected(image), BufferedImages.rgb(image).rgb());
    }

    @Test
    void aPartOfAnImageConvertsToThatPart() {
        BufferedImage part = picture(31, 17).getSubimage(3, 5, 11, 7);
        assertArrayEquals(expected(part), BufferedImages.rgb(part).rgb());
    }

    @Test
    void colourProfilesOfAJpegAreIgnored() {
        byte[] jpeg = encode(picture(31, 17), "jpg");
        for (int profile : new int[]{ColorSpace.CS_sRGB, ColorSpace.CS_LINEAR_RGB, ColorSpace.CS_GRAY}) {
            byte[] content = ICC_Profile.getInstance(profile).getData();
            byte[] withProfile = TestImages.withApp2(jpeg, "ICC_PROFILE\0\1\1", content);
            assertArrayEquals(pixels(jpeg), pixels(withProfile), "profile " + profile);
        }
        assertArrayEquals(pixels(jpeg), pixels(TestImages.withApp2(jpeg, "MPF\0", new byte[40])));
    }

    @Test
    void bytesBehindAJpegAreIgnored() {
        byte[] jpeg = encode(picture(31, 17), "jpg");
        assertArrayEquals(pixels(jpeg), pixels(Arrays.copyOf(jpeg, jpeg.length + 1000)));
    }

    @Test
    void decodingLeavesImageIosCacheSettingAlone() {
        boolean before = ImageIO.getUseCache();
        pixels(encode(picture(31, 17), "png"));
        assertEquals(before, ImageIO.getUseCache());
    }

    /// Pillow takes every four-band JPEG for inverted, with Adobe's marker or without.
    @Test
    void cmykNeedsNoAdobeMarker() throws IOException {
        byte[] cmyk = Files.readAllBytes(Shared.require("goldens/preprocess/cmyk.jpg"));
        byte[] unmarked = ByteBuffer.allocate(cmyk.length - 16).put(cmyk, 0, 2)
                .put(cmyk, 18, cmyk.length - 18).array();
        assertArrayEquals(pixels(cmyk), pixels(unmarked));
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        assertArrayEquals(pixels(cmyk), pixels(TestImages.withApp2(cmyk, "ICC_PROFILE\0\1\1", profile)));
    }
}
