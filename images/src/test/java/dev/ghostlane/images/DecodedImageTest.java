package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static dev.ghostlane.images.TestImages.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/// What is told of how an image was decoded.
class DecodedImageTest {

    private static String explained(byte[] file) {
        return ImageDecoder.explain(file, "a.file", DecodeOptions.DEFAULT.withUpright(true)).toString();
    }

    @Test
    void formatReaderAndColours() {
        assertEquals("PNG", ImageDecoder.explain(encode(picture(3, 2), "png"), "a", DecodeOptions.DEFAULT).format());
        assertEquals("PNG, RGB, 8 bits a sample, by dev.ghostlane.images: 3×2 RGB",
                explained(encode(picture(3, 2), "png")));
        assertEquals("GIF, palette, interlaced, by dev.ghostlane.images: 3×2 RGB",
                explained(encode(picture(3, 2), "gif")));
        assertEquals("BMP, RGB, 24 bits a pixel, uncompressed, by dev.ghostlane.images: 3×2 RGB",
                explained(encode(picture(3, 2), "bmp")));
        assertEquals("TIFF, CMYK, 8 bits a sample, unsigned, Deflate, by dev.ghostlane.images: 1×1 RGB", explained(
                new TestTiff(1, 1, 8, 5, 4).tag(259, 8).piece(TestTiff.deflated(new byte[4])).file()));
    }

    @Test
    void orientationAndSubsampling() {
        byte[] tiff = TestImages.tiff(ByteOrder.LITTLE_ENDIAN, 6, 2, 3, new byte[18]);
        assertEquals("TIFF, RGB, 8 bits a sample, unsigned, uncompressed, by dev.ghostlane.images, turned by EXIF 6:"
                + " 3×2 RGB", explained(tiff));
        DecodedImage part = ImageDecoder.explain(encode(picture(900, 700), "bmp"), "a",
                DecodeOptions.DEFAULT.withMemoryLimit(DecodeOptions.SMALLEST_LIMIT));
        assertEquals("BMP, RGB, 24 bits a pixel, uncompressed, by dev.ghostlane.images, one of 2 pixels and lines:"
                + " 450×350 RGB", part.toString());
        assertEquals(1, part.orientation());
    }

    @Test
    void thePixelsAreTheSame() {
        byte[] file = encode(picture(31, 17), "jpg");
        assertArrayEquals(ImageDecoder.decode(file, "a").rgb(),
                ImageDecoder.explain(file, "a", DecodeOptions.DEFAULT).image().rgb());
    }
}
