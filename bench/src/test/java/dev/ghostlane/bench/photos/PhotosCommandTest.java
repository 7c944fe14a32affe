package dev.ghostlane.bench.photos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.BenchRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/// The command makes photos, times what it says and writes complete files; how fast anything is, is not tested.
class PhotosCommandTest {
    private static final String[] SHORT = {"--in-process", "--seconds", "0.02", "--width", "0.3", "--photos", "2",
            "--threads", "2"};

    @TempDir
    private Path folder;

    private final BenchRun bench = new BenchRun("photos");

    @Test
    void allKindsAreMeasured() throws Exception {
        Path json = folder.resolve("photos.json");
        Path chart = folder.resolve("photos.svg");
        assertEquals(0, run("--size", "96x64", "--kind", "progressive,png", "--sampling", "420,gray", "--bits",
                "3", "--python", "none-such", "--json", json.toString(), "--chart", chart.toString()),
                bench::toString);
        assertTrue(bench.toString().contains("Pillow, torchvision: left out"), bench::toString);
        List<?> results = (List<?>) JSON.std.mapFrom(Files.readString(json)).get("results");
        assertEquals(3, results.size());
        for (Object result : results) {
            Map<?, ?> map = (Map<?, ?>) result;
            boolean png = map.get("photos").toString().contains("PNG");
            assertEquals("not compared with Pillow; all are ImageIO's", map.get("check"));
            Map<Way, Figures> one = PhotoResult.figures((Map<?, ?>) map.get("one_thread"));
            Map<Way, Figures> all = PhotoResult.figures((Map<?, ?>) map.get("all_threads"));
            assertEquals(!png, one.containsKey(Way.HUFFMAN) && one.containsKey(Way.VERTICAL));
            assertTrue(one.containsKey(Way.IMAGE_IO) && all.containsKey(Way.ONNX_SHARED), map.toString());
            assertFalse(all.containsKey(Way.HUFFMAN), map.toString());
            one.values().forEach(figures -> assertTrue(figures.median() >= figures.least() && figures.least() > 0,
                    figures.toString()));
        }
        String svg = Files.readString(chart);
        assertFalse(svg.contains("NaN"), svg);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void photosOfAFolderAreASet() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("mine"));
        new MadePhoto(40, 56, PhotoKind.BASELINE, 4, Sampling.S422).files(photos, 3);
        assertEquals(0, run("--python", "none-such", photos.toString()), bench::toString);
        assertTrue(bench.toString().contains("mine ("), bench::toString);
        assertTrue(bench.toString().contains(", 3 files: not compared"), bench::toString);
        bench.reset();
        assertEquals(1, run(folder.toString()));
        assertTrue(bench.toString().contains("expected JPEG or PNG files in it, found none"), bench::toString);
        bench.reset();
        assertEquals(1, run("missing"));
        assertTrue(bench.toString().contains("missing: expected a folder of photos"), bench::toString);
    }

    @Test
    void madeFilesHaveTheBitsAndAreTheSameEachTime() throws IOException {
        MadePhoto what = new MadePhoto(320, 240, PhotoKind.BASELINE, 2, Sampling.S420);
        PhotoSet set = PhotoSet.of(what, folder.resolve("a"), 2);
        assertEquals(2, set.bits(), 0.3);
        List<Path> again = what.files(folder.resolve("b"), 2);
        for (int i = 0; i < 2; i++) {
            assertEquals(-1, Files.mismatch(set.files().get(i), again.get(i)));
        }
        assertTrue(Files.mismatch(again.get(0), again.get(1)) >= 0);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(2, bench.exitCode("--size", "224"));
        assertEquals(2, bench.exitCode("--bits", "0"));
        assertEquals(2, bench.exitCode("--sampling", "4:1:9"));
        assertEquals(2, bench.exitCode("--kind", "webp"));
        assertEquals(2, bench.exitCode("--seconds", "0"));
        assertEquals(2, bench.exitCode("--threads", "0"));
        assertEquals(2, bench.exitCode("--photos", "0"));
        assertEquals(2, bench.exitCode("--rounds", "0"));
    }

    private int run(String... arguments) {
        String[] all = new String[SHORT.length + arguments.length];
        System.arraycopy(SHORT, 0, all, 0, SHORT.length);
        System.arraycopy(arguments, 0, all, SHORT.length, arguments.length);
        return bench.exitCode(all);
    }
}
