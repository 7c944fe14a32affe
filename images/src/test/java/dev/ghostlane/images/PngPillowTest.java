package dev.ghostlane.images;

import dev.ghostlane.images.PillowFiles.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// PNGs of all kinds, whole and damaged: Pillow's pixels, or refused as it does.
class PngPillowTest {

    /// Names a file that `testdata/generators/pngs.py` has written.
    private static final String FILE = "pngs.file";

    @Test
    void theSampleIsAsPillowHasIt() throws IOException, NoSuchAlgorithmException {
        PillowComparison.compare(PillowFiles.pngs(), "png");
    }

    @Test
    @EnabledIfSystemProperty(named = FILE, matches = ".+")
    void theGeneratedFilesAreAsPillowHasThem() throws IOException, NoSuchAlgorithmException {
        List<Case> cases = PillowFiles.read(Path.of(System.getProperty(FILE)));
        PillowComparison.compare(cases, "png");
        System.out.println(cases.size() + " PNGs are as Pillow has them");
    }
}
