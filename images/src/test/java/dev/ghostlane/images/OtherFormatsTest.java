package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is no image of the five formats is named.
class OtherFormatsTest {
    private static final String EXPECTED = "a.file: expected an image in one of the formats JPEG, PNG, GIF, BMP and"
            + " TIFF, found ";

    private static String refused(byte[] file) {
        return assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a.file")).getMessage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"RIFF????WEBPVP8 | WebP", "....ftypheic..... | HEIF (HEIC)",
            "....ftypmif1..... | HEIF (HEIC)", "....ftypavif..... | AVIF",
            "....ftypisom..... | a film (MP4 or QuickTime)",
            "....ftypcrx  | a camera's raw file (Canon CR3)", "....JXL ........ | JPEG XL",
            "....jP  ........ | JPEG 2000", "%PDF-1.7 | PDF", "8BPS..... | PSD (Photoshop)",
            "IIRO.... | a camera's raw file (Olympus ORF)", "FUJIFILMCCD-RAW | a camera's raw file (Fujifilm RAF)",
            "#?RADIANCE | Radiance HDR", "gimp xcf | XCF (GIMP)", "GIF88a...... | GIF of an unknown version"})
    void formatsAreNamedWithWhatToDo(String start, String name) {
        assertEquals(EXPECTED + name + "; convert it to JPEG or PNG, or add an ImageIO plug-in that reads it",
                refused(start.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void formatsOfBytesAreNamed() {
        String plugin = "; convert it to JPEG or PNG, or add an ImageIO plug-in that reads it";
        assertEquals(EXPECTED + "ICO (an icon)" + plugin, refused(new byte[]{0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0}));
        assertEquals(EXPECTED + "BigTIFF" + plugin, refused(new byte[]{'I', 'I', 43, 0, 8, 0, 0, 0}));
        assertEquals(EXPECTED + "BigTIFF" + plugin, refused(new byte[]{'M', 'M', 0, 43, 0, 8, 0, 0}));
        byte[] apple = TestImages.withChunk(TestImages.png(1, 1, 8, 2, new byte[3]), "CgBI", new byte[4]);
        byte[] first = apple.clone();
        System.arraycopy(apple, 33, first, 8, 16);
        System.arraycopy(apple, 8, first, 24, 25);
        assertEquals(EXPECTED + "PNG of Apple's own kind (CgBI)" + plugin, refused(first));
        byte[] tga = new byte[60];
        tga[2] = 2;
        tga[12] = 5;
        tga[14] = 3;
        tga[16] = 24;
        assertEquals(EXPECTED + "TGA; convert it to PNG", refused(tga));
        assertEquals(EXPECTED + "something else, beginning with the bytes 07 80 ff", refused(new byte[]{7, -128, -1}));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<!DOCTYPE html><html> | HTML, perhaps the page that a download left",
            "<?xml version='1.0'?><Error/> | XML, perhaps the answer that a download left",
            "{'error': 404} | JSON, perhaps the answer that a download left",
            "<svg xmlns='a'> | SVG, which has no pixels; render it to PNG", "/9j/4AAQ | an image in Base64; decode it",
            "data:image/png;base64,iVBO | a data: URL; decode its Base64", "Not found | text",
            "version https://git-lfs.github.com/spec/v1 | a Git LFS pointer, not the file that it stands for"
                    + " (git lfs pull brings that)"})
    void textsAreNamedAndQuoted(String text, String name) {
        String quoted = text.replace('\'', '"');
        assertEquals(EXPECTED + name + ": \"" + quoted + "\"", refused(quoted.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void longTextsAreCut() {
        assertEquals(EXPECTED + "text: \"" + "ab ".repeat(20).strip() + "…\"",
                refused("ab\n".repeat(100).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void numbersOfPortableAnymapsAreNamed() {
        for (String start : new String[]{"P5\n3 2\n255\n", "P6 3 2 255\n", "P7\nWIDTH 3"}) {
            assertEquals(EXPECTED + "PPM, PGM, PBM or PAM; convert it to PNG",
                    refused(start.getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
