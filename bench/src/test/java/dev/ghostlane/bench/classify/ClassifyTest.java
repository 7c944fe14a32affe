package dev.ghostlane.bench.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `bench/classify` says of wrong arguments. That it runs is seen when its figures are renewed.
class ClassifyTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void aMissingModelIsNamed() {
        Path model = folder.resolve("missing.safetensors");
        assertEquals(1, run("-m", model.toString(), "--photo", "cat.png"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(model + ": file not found"), err::toString);
    }

    @Test
    void atLeastOneRunIsNeeded() {
        assertEquals(2, run("-m", "model.safetensors", "--photo", "cat.png", "--runs", "0"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("--runs must be at least 1, found 0"), err::toString);
    }

    private int run(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "--launcher";
        all[1] = "ghostlane";
        System.arraycopy(args, 0, all, 2, args.length);
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(stream, stream, all);
    }
}
