package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static dev.ghostlane.images.TestImages.picture;
import static dev.ghostlane.images.TestImages.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are no usable image give an [ImageException] that names them, and nothing else.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadImagesTest {

    /// Found by fuzzing: the decoder makes two arrays of 16 million numbers for it.
    @Test
    void aTiffWhoseTagsHaveMoreValuesThanTheFileIsRefused() {
        byte[] tiff = TestImages.tiff(ByteOrder.BIG_ENDIAN, 1, 2, 3, new byte[18]);
        int entries = ByteBuffer.wrap(tiff).getShort(8);
        for (int i = 0; i < entries; i++) {
            byte[] long1 = ByteBuffer.wrap(tiff.clone()).putInt(10 + 12 * i + 4, 0x00fafe00).array();
            refused(long1, "truncated or damaged: a tag has more values than the file has bytes");
        }
        // A tag that is none of the image's, but the place of a directory of EXIF tags: its first entry is the file's
        // own.
        byte[] exif = ByteBuffer.wrap(tiff.clone()).putShort(10 + 12 * (entries - 1), (short) 0x8769)
                .putInt(10 + 12 * (entries - 1) + 8, tiff.length - 14).putShort(tiff.length - 14, (short) 1)
                .putShort(tiff.length - 10, (short) 4).putInt(tiff.length - 8, 1 << 28).array();
        refused(exif, "truncated or damaged: a tag has more values than the file has bytes");
    }

    private static final long SEED = 20221123;

    @TempDir
    Path folder;

    private static void refused(byte[] file, String part) {
        ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "bad.file"));
        assertTrue(e.getMessage().startsWith("bad.file: ") && e.getMessage().contains(part), e.getMessage());
    }

    private static void refused(Path path, String part) {
        ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(path));
        assertTrue(e.getMessage().startsWith(path + ": ") && e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void pathsWithoutAFileAreRefused() {
        refused(folder.resolve("missing.jpg"), "file not found");
        refused(folder, "found a directory");
    }

    @Test
    void emptyFilesAreRefused() throws IOException {
        refused(Files.createFile(folder.resolve("empty.png")), "empty file");
    }

    @Test
    void filesOfAnotherKindAreRefusedWithWhatIsUnderstood() throws IOException {
        refused(Files.writeString(folder.resolve("text.jpg"), "this is text"),
                "JPEG, PNG, GIF, BMP and TIFF, found text: \"this is text\"");
        refused(new byte[1000], "found something else, beginning with the bytes 00 00 00 00 00 00 00 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void truncatedFilesAreRefused(String format) {
        byte[] file = encode(picture(60, 40), format);
        for (int length : new int[]{12, 30, 100, file.length / 4, file.length / 2, file.length - 30}) {
            ImageException e = assertThrows(ImageException.class,
                    () -> ImageDecoder.decode(Arrays.copyOf(file, length), "bad.file"),
                    () -> format + " cut to " + length + " of " + file.length + " bytes");
            assertTrue(e.getMessage().startsWith("bad.file: "), e.getMessage());
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertFalse(cause instanceof EOFException, "for Spring, a client that has gone");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"50000,40000", "32769,32768", "2147483647,2147483647", "1048577,1"})
    void absurdSizesAreRefusedBeforeDecoding(int width, int height) {
        refused(png(width, height, 8, 2, new byte[3]),
                "expected at most 1073741824 pixels and 1048576 on a side, found " + width + "×");
    }

    @Test
    void sizesThatAreNoneAreRefused() {
        refused(png(0, 10, 8, 2, new byte[3]), "damaged");
        refused(png(10, -1, 8, 2, new byte[3]), "damaged");
    }

    @ParameterizedTest
    @CsvSource({"png,400", "jpg,400", "gif,200", "bmp,200", "tiff,200"})
    void mutatedFilesAreDecodedOrRefused(String format, int mutations) {
        BufferedImage picture = picture(32, 24);
        byte[] file = encode(picture, format);
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            Random random = new Random(SEED + i);
            byte[] mutated = mutate(file, random);
            String name = "seed " + SEED + ", mutation " + i + " of a " + format;
            try {
                RgbImage image = ImageDecoder.decode(mutated, name, DecodeOptions.DEFAULT.withUpright(true));
                assertEquals(3L * image.width() * image.height(), image.rgb().length, name);
            } catch (ImageException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(name + ": "), e.getMessage());
            } catch (Throwable e) {
                fail(name + ": expected an ImageException, found " + e, e);
            }
        }
        assertTrue(refused > 0, "seed " + SEED + ": no mutation of a " + format + " was refused");
    }

    private static byte[] mutate(byte[] file, Random random) {
        byte[] mutated = file.clone();
        for (int change = random.nextInt(4); change >= 0; change--) {
            int from = random.nextInt(random.nextBoolean() ? mutated.length : Math.min(mutated.length, 60));
            int length = 1 + random.nextInt(8);
            switch (random.nextInt(4)) {
                case 0 -> mutated[from] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutated[from] = (byte) random.nextInt(256);
                case 2 -> {
                    int to = Math.min(mutated.length, from + length);
                    System.arraycopy(mutated, to, mutated, from, mutated.length - to);
                    mutated = Arrays.copyOf(mutated, Math.max(mutated.length - (to - from), 1));
                }
                default -> {
                    byte[] longer = Arrays.copyOf(mutated, mutated.length + length);
                    System.arraycopy(mutated, from, longer, from + length, mutated.length - from);
                    mutated = longer;
                }
            }
        }
        return mutated;
    }
}
