package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

    @TempDir
    private Path folder;

    @Test
    void jsonHasTheDocumentedKeys() throws IOException {
        Map<String, Object> figures = bench("--width", 0.5, "--classes", 7, "--size", "64x96", "--batch", 2,
                "--threads", 2, "--seconds", 0.2);
        double min = number(figures, "min_ms");
        double median = number(figures, "median_ms");
        assertTrue(0 < min && min <= median && median <= number(figures, "p90_ms"), figures.toString());
        assertEquals(2 * 1e3 / median, number(figures, "images_per_s"), 0.01 * 2e3 / median);
        assertTrue(number(figures, "gflops") > 0);
        assertTrue(figures.containsKey("allocated_bytes_per_run"));
        assertEquals(List.of(2, 64, 96, 2), List.of(figures.get("batch"), figures.get("height"),
                figures.get("width"), figures.get("threads")));
    }

    @Test
    void networksAreNamedAsUsersDo() throws IOException {
        for (String option : List.of("ghostnet", "GhostNet")) {
            Map<String, Object> figures = bench("--network", option, "--size", "64x64", "--seconds", 0.1);
            assertEquals("GhostNet", figures.get("network"));
            assertTrue(figures.get("model").toString().startsWith("GhostNet, width 1.0, 1000 classes"),
                    figures.toString());
        }
        Map<String, Object> chosen = bench("--network", "ghostnetv2", "--size", "64x64", "--seconds", 0.1);
        Map<String, Object> otherwise = bench("--size", "64x64", "--seconds", 0.1);
        assertEquals("GhostNetV2", chosen.get("network"));
        assertEquals("GhostNetV2", otherwise.get("network"));
        assertEquals(chosen.get("multiply_adds"), otherwise.get("multiply_adds"));
    }

    @Test
    void aModelBringsItsInputSize() throws IOException {
        Map<String, Object> figures = bench("-m", CommandRun.bundledModel(folder), "--seconds", 0.1);
        assertEquals(List.of(32, 32), List.of(figures.get("height"), figures.get("width")));
    }

    @Test
    void theProfileHasAllMultiplyAdds() throws IOException {
        Map<String, Object> figures = bench("-m", CommandRun.bundledModel(folder), "--seconds", 0.1, "--profile");
        List<?> steps = (List<?>) figures.get("profile");
        double sum = steps.stream()
                .mapToDouble(step -> ((Number) ((Map<?, ?>) step).get("multiply_adds")).doubleValue())
                .sum();
        assertEquals(number(figures, "multiply_adds"), sum);
    }

    @Test
    void peopleGetATable() throws IOException {
        CommandRun run = CommandRun.of("bench", "--width", 0.5, "--size", "64x64", "--seconds", 0.1, "--profile")
                .expect(0);
        for (String word : List.of("min", "median", "p90", "images/s", "GFLOP/s", "bytes per run", "1×64×64×3",
                "kernels", "total")) {
            assertTrue(run.out().contains(word), word + " in " + run.out());
        }
    }

    @Test
    void sizesTheNetworkIsNotDefinedForAreBadInput() {
        assertTrue(CommandRun.of("bench", "--size", "8x8").expect(1).err().contains("8x8"));
        CommandRun.of("bench", "--size", "99999x99999").expect(1);
    }

    @Test
    void wrongUsage() {
        CommandRun.of("bench", "--width", 0).expect(2);
        CommandRun.of("bench", "--width", "NaN").expect(2);
        CommandRun.of("bench", "--classes", 0).expect(2);
        CommandRun.of("bench", "--size", "224").expect(2);
        CommandRun.of("bench", "--size", "0x224").expect(2);
        CommandRun.of("bench", "--batch", 0).expect(2);
        CommandRun.of("bench", "--threads", 0).expect(2);
        CommandRun.of("bench", "--seconds", 0).expect(2);
        CommandRun.of("bench", "--seconds", "NaN").expect(2);
        for (List<Object> wrong : List.<List<Object>>of(List.of("--width", 1), List.of("--classes", 10))) {
            String name = wrong.getFirst().toString();
            String err = CommandRun.of("bench", "-m", "x.safetensors", name, wrong.getLast()).expect(2).err();
            assertTrue(err.contains("--model brings its own " + name.substring(2) + "; leave out " + name + "\n"), err);
        }
        String conflict = CommandRun.of("bench", "-m", "x.safetensors", "--network", "ghostnet").expect(2).err();
        assertTrue(conflict.contains("--model brings its own network") && conflict.contains("--network"), conflict);
        String unknown = CommandRun.of("bench", "--network", "resnet").expect(2).err();
        assertTrue(unknown.contains("[GHOSTNET, GHOSTNETV2, GHOSTNETV3]") && unknown.contains("resnet"), unknown);
    }

    private static Map<String, Object> bench(Object... options) throws IOException {
        Object[] args = new Object[options.length + 2];
        args[0] = "bench";
        args[1] = "--json";
        System.arraycopy(options, 0, args, 2, options.length);
        return JSON.std.mapFrom(CommandRun.of(args).expect(0).out());
    }

    private static double number(Map<String, Object> figures, String key) {
        return ((Number) figures.get(key)).doubleValue();
    }
}
