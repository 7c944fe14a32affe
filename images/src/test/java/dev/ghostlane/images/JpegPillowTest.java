package dev.ghostlane.images;

import dev.ghostlane.images.PillowFiles.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// JPEGs of all kinds, whole and damaged: Pillow's pixels, or refused as it does.
class JpegPillowTest {

    /// Names a file that `testdata/generators/jpegs.py` has written.
    private static final String FILE = "jpegs.file";

    @Test
    void theSampleIsAsPillowHasIt() throws IOException, NoSuchAlgorithmException {
        PillowComparison.compare(PillowFiles.jpegs(), "jpg");
    }

    @Test
    @EnabledIfSystemProperty(named = FILE, matches = ".+")
    void theGeneratedFilesAreAsPillowHasThem() throws IOException, NoSuchAlgorithmException {
        List<Case> cases = PillowFiles.read(Path.of(System.getProperty(FILE)));
        PillowComparison.compare(cases, "jpg");
        System.out.println(cases.size() + " JPEGs are as Pillow has them");
    }
}
