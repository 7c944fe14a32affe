package dev.ghostlane.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.BenchRun;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The comparison runs with what the build has, Ghostlane and ONNX Runtime; how fast anything is, is not tested.
@DisabledOnOs(OS.WINDOWS)
class PeersCommandTest {
    private static final String HOME = "ghostlane.bench.home";

    private final BenchRun bench = new BenchRun("peers");

    @TempDir
    private Path folder;

    private static String before;

    @BeforeAll
    static void atHome() {
        before = System.getProperty(HOME);
        System.setProperty(HOME, Path.of("..").toAbsolutePath().normalize().toString());
    }

    @AfterAll
    static void asBefore() {
        if (before == null) {
            System.clearProperty(HOME);
        } else {
            System.setProperty(HOME, before);
        }
    }

    @Test
    void whatIsHereIsComparedAndWhatIsMissingIsNamed() throws IOException {
        Path json = folder.resolve("peers.json");
        Path page = folder.resolve("page.md");
        assertEquals(0, bench.exitCode("--quick", "--width", "0.3", "--size", "96x64", "--only",
                "ghostlane,onnx-runtime,pytorch", "--python", "none-such", "--json", json.toString(), "--markdown",
                page.toString()), bench::toString);
        String report = Files.readString(page);
        assertTrue(bench.toString().contains(report), bench::toString);
        assertTrue(report.contains("- `bench/peers --quick --width 0.3 --size 96x64 --only"), report);
        assertFalse(report.contains(folder.toString()), report);
        assertTrue(report.lines().anyMatch(line -> line.matches("\\| +\\| Ghostlane +\\| ONNX Runtime, Java +\\|")),
                report);
        assertTrue(report.contains("- Python, PyTorch is left out: it needs Python with torch, pillow, numpy, and"
                + " none-such does not run"), report);
        Map<String, Object> found = JSON.std.mapFrom(Files.readString(json));
        for (String row : List.of("lines", "dependencies", "mb", "first_s", "first_mb", "ms_96x64", "rate_96x64")) {
            Map<?, ?> peers = peers(found, row);
            assertEquals(List.of("ghostlane", "onnx-runtime"), List.copyOf(peers.keySet()), row);
            peers.values().forEach(value -> assertTrue(((Number) value).doubleValue() >= 0, row + " " + peers));
        }
        assertTrue(((Number) peers(found, "lines").get("ghostlane")).intValue() < ((Number) peers(found, "lines")
                .get("onnx-runtime")).intValue(), found::toString);
        assertEquals("yes", peers(found, "same_twice").get("ghostlane"));
        assertEquals("yes", peers(found, "same_threads").get("ghostlane"));
        assertTrue(((Map<?, ?>) found.get("left_out")).containsKey("pytorch"), found::toString);
    }

    private static Map<?, ?> peers(Map<String, Object> found, String row) {
        return ((List<?>) found.get("rows")).stream().map(entry -> (Map<?, ?>) entry)
                .filter(entry -> entry.get("row").equals(row)).map(entry -> (Map<?, ?>) entry.get("peers")).findAny()
                .orElseThrow();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(2, bench.exitCode("--size", "224"));
        assertEquals(2, bench.exitCode("--width", "0"));
        assertEquals(2, bench.exitCode("--rounds", "0"));
        assertEquals(2, bench.exitCode("--seconds", "0"));
        bench.reset();
        assertEquals(2, bench.exitCode("--only", "tensorflow"));
        assertTrue(bench.toString().contains("expected one of ghostlane, onnx-runtime, djl, pytorch,"
                + " python-onnx-runtime, found 'tensorflow'"), bench::toString);
    }

    @Test
    void aModelThatOthersWouldReadOtherwiseIsRefused() throws IOException {
        Path model = folder.resolve("small.safetensors");
        SafetensorsWriter.write(GhostNetV2.bundled().stateDict(), model, false);
        assertEquals(1, bench.exitCode("-m", model.toString()));
        assertTrue(bench.toString().contains(model + ": expected a GhostNetV2 as published"), bench::toString);
        bench.reset();
        assertEquals(1, bench.exitCode("-m", folder.resolve("missing.pth").toString()));
        assertTrue(bench.toString().contains("missing.pth: file not found"), bench::toString);
    }
}
