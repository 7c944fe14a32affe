package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Formats that are not decoded here are left to a plug-in of the application's, and no others are.
class PluginTest {
    private final Provider provider = new Provider();

    @BeforeEach
    void bring() { IIORegistry.getDefaultInstance().registerServiceProvider(provider); }

    @AfterEach
    void remove() { IIORegistry.getDefaultInstance().deregisterServiceProvider(provider); }

    /// Says of every file that it can decode it.
    private static final class Provider extends ImageReaderSpi {
        private Throwable failure;
        private boolean reads = true;

        private Provider() {
            super("ghostlane", "1", new String[]{"made-up", "png", "jpeg", "gif", "bmp", "tiff"},
                    new String[]{"png"}, new String[]{"image/png"}, "Reader", new Class<?>[]{ImageInputStream.class},
                    null, false, null, null, null, null, false, null, null, null, null);
        }

        @Override
        public boolean canDecodeInput(Object source) { return reads; }

        @Override
        public ImageReader createReaderInstance(Object extension) { return new Reader(this); }

        @Override
        public String getDescription(Locale locale) { return "reader of a format that was made up"; }
    }

    /// Reads `x`, width and height, as gray of the value of the column.
    private static final class Reader extends ImageReader {
        private final Provider provider;

        private Reader(Provider provider) {
            super(provider);
            this.provider = provider;
        }

        private int number(int at) throws IOException {
            ImageInputStream in = (ImageInputStream) getInput();
            in.setByteOrder(ByteOrder.BIG_ENDIAN);
            in.seek(at);
            return in.readInt();
        }

        @Override
        public int getNumImages(boolean search) { return 1; }

        @Override
        public int getWidth(int index) throws IOException { return number(4); }

        @Override
        public int getHeight(int index) throws IOException { return number(8); }

        @Override
        public Iterator<ImageTypeSpecifier> getImageTypes(int index) {
            return List.of(ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_BYTE_GRAY)).iterator();
        }

        @Override
        public IIOMetadata getStreamMetadata() { return null; }

        @Override
        public IIOMetadata getImageMetadata(int index) { return null; }

        @Override
        public BufferedImage read(int index, ImageReadParam param) throws IOException {
            if (provider.failure instanceof IOException e) {
                throw e;
            }
            if (provider.failure instanceof RuntimeException e) {
                throw e;
            }
            if (provider.failure instanceof Error e) {
                throw e;
            }
            int columns = param.getSourceXSubsampling();
            BufferedImage image = new BufferedImage(
                    (getWidth(0) - param.getSubsamplingXOffset() + columns - 1) / columns,
                    (getHeight(0) - param.getSubsamplingYOffset() + columns - 1) / columns,
                    BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    image.getRaster().setSample(x, y, 0, param.getSubsamplingXOffset() + columns * x & 255);
                }
            }
            return image;
        }
    }

    private static byte[] file(int width, int height) {
        return ByteBuffer.allocate(12).put((byte) 'x').putInt(4, width).putInt(8, height).array();
    }

    private static DecodedImage explain(byte[] file) {
        return ImageDecoder.explain(file, "a.file", DecodeOptions.DEFAULT);
    }

    private static String refused(byte[] file) {
        return assertThrows(ImageException.class, () -> explain(file)).getMessage();
    }

    @Test
    void theResultNamesThePlugin() {
        DecodedImage decoded = explain(file(3, 1));
        assertArrayEquals(new byte[]{0, 0, 0, 1, 1, 1, 2, 2, 2}, decoded.image().rgb());
        assertEquals("made-up, 1 × 8 bits, by dev.ghostlane.images.PluginTest$Reader: 3×1 RGB", decoded.toString());
    }

    @Test
    void thisLibrarysFormatsAreNeverLeftToAPlugin() {
        BufferedImage picture = TestImages.picture(9, 5);
        for (String format : new String[]{"png", "jpg", "gif", "bmp", "tiff"}) {
            DecodedImage decoded = explain(TestImages.encode(picture, format));
            assertEquals(format.equals("jpg") ? "JPEG" : format.toUpperCase(Locale.ROOT),
                    decoded.format().toUpperCase(Locale.ROOT));
            assertEquals("9×5 RGB", decoded.image().toString(), "not what the plug-in gives");
        }
        assertEquals("a.file: a BMP file whose header has 0 bytes is not supported; convert it to a baseline JPEG or a"
                + " PNG of 8 bits", refused(new byte[]{'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
    }

    @Test
    void theSizeIsCheckedBeforeItReads() {
        provider.failure = new AssertionError("must not be read");
        assertEquals("a.file: expected at most 1073741824 pixels and 1048576 on a side, found 1000000×1000000",
                refused(file(1_000_000, 1_000_000)));
        provider.failure = null;
        DecodedImage part = ImageDecoder.explain(file(900, 700), "a.file",
                DecodeOptions.DEFAULT.withMemoryLimit(DecodeOptions.SMALLEST_LIMIT));
        assertEquals(2, part.period());
        assertEquals("450×350 RGB", part.image().toString());
    }

    @Test
    void whateverItThrowsIsAnImageException() {
        for (Throwable failure : new Throwable[]{new IIOException("bad"), new IllegalStateException("bad"),
                new StackOverflowError("bad"), new NoClassDefFoundError("bad"), new AssertionError("bad")}) {
            provider.failure = failure;
            ImageException e = assertThrows(ImageException.class, () -> explain(file(3, 1)));
            assertEquals("a.file: the plug-in dev.ghostlane.images.PluginTest$Reader cannot decode it: " + failure,
                    e.getMessage());
            assertSame(failure, e.getCause());
        }
        provider.failure = new OutOfMemoryError("bad");
        assertInstanceOf(OutOfMemoryError.class,
                assertThrows(ImageMemoryException.class, () -> explain(file(3, 1))).getCause());
    }

    @Test
    void whatNoPluginReadsIsNamed() {
        provider.reads = false;
        assertEquals("a.file: expected an image in one of the formats JPEG, PNG, GIF, BMP and TIFF, found something"
                + " else, beginning with the bytes 78 00 00 00 00 00 00 03", refused(file(3, 1)));
    }
}
