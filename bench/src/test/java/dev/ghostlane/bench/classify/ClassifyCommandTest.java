package dev.ghostlane.bench.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.bench.BenchRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `bench/classify` says of wrong arguments. That it runs is seen when its figures are renewed.
class ClassifyCommandTest {

    private final BenchRun bench = new BenchRun("classify");

    @TempDir
    private Path folder;

    @Test
    void aMissingModelIsNamed() {
        Path model = folder.resolve("missing.safetensors");
        assertEquals(1, bench.exitCode("-m", model.toString(), "--photo", "cat.png"));
        assertTrue(bench.toString().contains(model + ": file not found"), bench::toString);
    }

    @Test
    void atLeastOneRunIsNeeded() {
        assertEquals(2, bench.exitCode("-m", "model.safetensors", "--photo", "cat.png", "--runs", "0"));
        assertTrue(bench.toString().contains("--runs must be at least 1, found 0"), bench::toString);
    }
}
