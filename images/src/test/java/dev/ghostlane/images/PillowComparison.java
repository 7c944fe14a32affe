package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.images.PillowFiles.Case;
import dev.ghostlane.images.PillowFiles.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Compares what is decoded here with what Pillow decodes.
final class PillowComparison {

    private PillowComparison() {}

    /// @param type of the files, as names end; those that differ are kept in a folder of that name
    static void compare(List<Case> cases, String type) throws IOException, NoSuchAlgorithmException {
        List<String> different = new ArrayList<>();
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        int decoded = 0;
        for (int i = 0; i < cases.size(); i++) {
            Case file = cases.get(i);
            String expected = switch (file.verdict()) {
                case REFUSES -> "refused";
                case DECODES, MAY_REFUSE -> file.width() + "×" + file.height() + " RGB "
                        + HexFormat.of().formatHex(file.digest());
            };
            String actual;
            try {
                RgbImage image = ImageDecoder.decode(file.file(), "a." + type);
                actual = image + " " + HexFormat.of().formatHex(sha.digest(image.rgb()));
                decoded++;
            } catch (ImageException e) {
                boolean may = file.verdict() != Verdict.DECODES;
                actual = may ? expected : "refused: " + e.getMessage();
            }
            if (!actual.equals(expected)) {
                Path kept = Files.write(Files.createDirectories(Path.of("target", type + "s"))
                        .resolve(i + "." + type), file.file());
                different.add(kept + " (" + file.how() + "): expected " + expected + ", found " + actual);
            }
        }
        assertEquals(List.of(), different);
        assertTrue(decoded > cases.size() / 2, decoded + " of " + cases.size());
    }
}
