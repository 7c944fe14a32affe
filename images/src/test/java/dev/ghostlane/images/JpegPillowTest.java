package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.images.jpeg.PillowJpegs;
import dev.ghostlane.images.jpeg.PillowJpegs.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// JPEGs of all kinds, whole and damaged: Pillow's pixels, or refused as it does.
class JpegPillowTest {

    /// Names a file that `testdata/generators/jpegs.py` has written.
    private static final String FILE = "jpegs.file";

    private static void compare(List<Case> cases) throws IOException, NoSuchAlgorithmException {
        List<String> different = new ArrayList<>();
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        int decoded = 0;
        for (int i = 0; i < cases.size(); i++) {
            Case file = cases.get(i);
            String expected = switch (file.verdict()) {
                case REFUSES -> "refused";
                case DECODES, WANTS_END -> file.width() + "×" + file.height() + " RGB "
                        + HexFormat.of().formatHex(file.digest());
            };
            String actual;
            try {
                RgbImage image = ImageDecoder.decode(file.file(), "a.jpg");
                actual = image + " " + HexFormat.of().formatHex(sha.digest(image.rgb()));
                decoded++;
            } catch (ImageException e) {
                boolean may = file.verdict() != PillowJpegs.Verdict.DECODES;
                actual = may ? expected : "refused: " + e.getMessage();
            }
            if (!actual.equals(expected)) {
                Path kept = Files.write(Files.createDirectories(Path.of("target", "jpegs")).resolve(i + ".jpg"),
                        file.file());
                different.add(kept + " (" + file.how() + "): expected " + expected + ", found " + actual);
            }
        }
        assertEquals(List.of(), different);
        assertTrue(decoded > cases.size() / 2, decoded + " of " + cases.size());
    }

    @Test
    void theSampleIsAsPillowHasIt() throws IOException, NoSuchAlgorithmException { compare(PillowJpegs.sample()); }

    @Test
    @EnabledIfSystemProperty(named = FILE, matches = ".+")
    void theGeneratedFilesAreAsPillowHasThem() throws IOException, NoSuchAlgorithmException {
        List<Case> cases = PillowJpegs.read(Path.of(System.getProperty(FILE)));
        compare(cases);
        System.out.println(cases.size() + " JPEGs are as Pillow has them");
    }
}
