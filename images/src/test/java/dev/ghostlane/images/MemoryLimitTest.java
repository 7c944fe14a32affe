package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static dev.ghostlane.images.TestImages.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that would take more memory than they may are decoded with subsampling.
class MemoryLimitTest {
    private static final DecodeOptions SMALLEST = DecodeOptions.DEFAULT.withMemoryLimit(DecodeOptions.SMALLEST_LIMIT);

    @TempDir
    private Path folder;

    /// Decodes a file, as a process of its own.
    static final class Decode {
        public static void main(String[] args) {
            System.out.println(ImageDecoder.decode(Path.of(args[0]),
                    DecodeOptions.DEFAULT.withMemoryLimit(Long.parseLong(args[1]))));
        }
    }

    /// 900×700 pixels take 3.8 MB at 6 bytes each: all are too many for 1 MiB, every second of every second line is
    /// not.
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void thePixelsAreSomeOfTheWholeImage(String format) {
        byte[] file = encode(picture(900, 700), format);
        RgbImage whole = ImageDecoder.decode(file, format);
        RgbImage part = ImageDecoder.decode(file, format, SMALLEST);
        assertEquals("450×350 RGB", part.toString());
        for (int y = 0; y < part.height(); y++) {
            for (int x = 0; x < part.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(whole.rgb()[3 * (2 * y * 900 + 2 * x) + c],
                            part.rgb()[3 * (y * part.width() + x) + c], "x " + x + ", y " + y + ", channel " + c);
                }
            }
        }
    }

    @Test
    void whatFitsIsDecodedWhole() {
        byte[] file = encode(picture(400, 400), "png");
        assertArrayEquals(ImageDecoder.decode(file, "png").rgb(), ImageDecoder.decode(file, "png", SMALLEST).rgb());
    }

    @Test
    void elongatedImagesKeepAPixelOfEachSide() {
        byte[] file = encode(picture(500_000, 1), "png");
        RgbImage image = ImageDecoder.decode(file, "png", SMALLEST);
        assertEquals(1, image.height());
        assertTrue(image.width() * 6 <= DecodeOptions.SMALLEST_LIMIT && image.width() > 100_000, image.toString());
    }

    /// 24 million pixels would take 144 MB; the JVM has 40.
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void theLimitIsKept(String format) throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("giant"), encode(new BufferedImage(6000, 4000,
                BufferedImage.TYPE_3BYTE_BGR), format));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), Decode.class.getName(),
                file.toString(), "" + (16 << 20)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("2000×1333 RGB", said.strip());
    }

    /// 4:2:0 has 1.5 coefficients of 2 bytes for each pixel; subsampling does not make them fewer.
    @Test
    void progressiveFilesAreRefusedWhereTheirCoefficientsAreTooMany() throws IOException {
        assertEquals("600×500 RGB", ImageDecoder.decode(progressive(600, 500), "small.jpg").toString());
        assertEquals(2 * 608 * 512 * 3 / 2, new JpegFile(progressive(600, 500), "a").workingMemory());
        assertEquals(0, new JpegFile(encode(picture(600, 500), "jpg"), "a").workingMemory());
        String message = assertThrows(ImageException.class,
                () -> ImageDecoder.decode(progressive(800, 600), "large.jpg", SMALLEST)).getMessage();
        assertTrue(message.startsWith("large.jpg: ") && message.contains("1459200 bytes")
                && message.contains("limit is 1048576"), message);
    }

    static byte[] progressive(int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture(width, height), null, null), param);
        }
        writer.dispose();
        return file.toByteArray();
    }

    /// A strip is decompressed row by row, unless it is a JPEG.
    @Test
    void aTiffInOnePieceIsRefusedWhereThePieceIsAJpegThatIsTooLarge() {
        TestTiff tiff = new TestTiff(700, 600, 8, 2, 3);
        byte[] rows = tiff.piece(new byte[3 * 700 * 600]).file();
        assertEquals("350×300 RGB", ImageDecoder.decode(rows, "a.tiff", SMALLEST).toString());
        byte[] file = tiff.tag(259, 7).piece(encode(picture(700, 600), "jpg")).file();
        String message = assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a.tiff", SMALLEST))
                .getMessage();
        assertEquals("a.tiff: each strip or tile of this TIFF of 700×600 pixels must be held whole and need"
                + " 3780000 bytes; the memory limit is 1048576", message);
    }

    @Test
    void tooSmallALimitIsRefused() {
        for (long limit : new long[]{DecodeOptions.SMALLEST_LIMIT - 1, 0, -1, Long.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> DecodeOptions.DEFAULT.withMemoryLimit(limit));
        }
    }
}
