package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Files after public bug reports: decoded to Pillow's pixels, or refused by name.
class CasesTest {

    /// What a message names.
    private static final Map<String, String> NAMED = Map.of("lab-noicc.tif", "CIELab colours is not supported",
            "rgb32.tif", "RGB samples of 32 bits, unsigned is not supported", "grayf.tif",
            "floating-point gray from 0 to 1 is not supported", "arithmetic.jpg", "arithmetic coding is not supported",
            "base-zstd.tif", "the compression Zstandard is not supported", "bigtiff.tif", "found BigTIFF", "html.jpg",
            "found HTML", "x.psd", "found PSD (Photoshop)");

    @TestFactory
    Stream<DynamicTest> everyFileIsAsWanted() throws IOException {
        Path cases = Shared.require("cases/images/cases.tsv");
        return Files.readAllLines(cases).stream().skip(1).map(line -> line.split("\t"))
                .map(row -> DynamicTest.dynamicTest(row[0], () -> check(cases.resolveSibling(row[0]),
                        row[2].equals("pixels") ? cases.resolveSibling(row[3]) : null)));
    }

    private static void check(Path file, Path expected) {
        if (file.endsWith("24-os22.bmp")) {
            assertEquals("203×131 RGB", ImageDecoder.decode(file).toString());
        } else if (expected == null) {
            String message = assertThrows(ImageException.class, () -> ImageDecoder.decode(file)).getMessage();
            assertTrue(message.startsWith(file + ": ") && message.contains(NAMED.get(file.getFileName().toString())),
                    message);
        } else {
            RgbImage image = ImageDecoder.decode(file);
            assertEquals(ImageDecoder.decode(expected).toString(), image.toString());
            assertArrayEquals(ImageDecoder.decode(expected).rgb(), image.rgb());
        }
    }
}
