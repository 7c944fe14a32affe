package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.LoadOptions;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model whose results are not finite numbers: its images cannot be used, and each command says so.
class NotFiniteTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final String STD = "1e-38,1e-38,1e-38";

    @TempDir
    private Path folder;
    private Path model;

    @BeforeEach
    void model() throws IOException { model = CommandRun.bundledModel(folder); }

    @Test
    void classify() {
        String said = "the logits must be finite, found NaN for class 0 (airplane); the model's weights, mean or std"
                + " are not what they should be";
        CommandRun run = CommandRun.of("classify", "-m", model, "--set", "std=" + STD, CHELSEA).expect(1);
        assertEquals("", run.out());
        assertEquals("ghostlane: " + CHELSEA + ": " + said, run.err().lines().toList().getLast());
        GhostNetV2 network = GhostNetV2.load(model, LoadOptions.NONE.withMetadata("std", STD));
        try (Classifier classifier = network.classifier()) {
            assertEquals(said,
                    assertThrows(ArithmeticException.class, () -> classifier.classify(CHELSEA, 5)).getMessage());
        }
        assertEquals("expected probabilities, found NaN; logits must be finite", assertThrows(
                IllegalArgumentException.class,
                () -> network.selection().best(GhostNetV2.softmax(new float[]{0, 1, 2, 3,
                        4, 5, 6, 7, 8, Float.NaN})))
                .getMessage());
    }

    @Test
    void embeddings() {
        Path output = folder.resolve("x.npy");
        CommandRun run = CommandRun.of("embed", "-m", model, "--set", "std=" + STD, CHELSEA, CHELSEA, "-o", output)
                .expect(1);
        assertEquals(
                "ghostlane: " + CHELSEA + ": the embedding must be of finite numbers, found NaN; the model's weights,"
                        + " mean or std are not what they should be",
                run.err().lines().toList().get(1));
        assertFalse(Files.exists(output));
    }

    @Test
    void featureMaps() {
        Path output = folder.resolve("x.npz");
        CommandRun run = CommandRun.of("features", "-m", model, "--set", "std=" + STD, CHELSEA, "-o", output).expect(1);
        assertEquals("ghostlane: " + CHELSEA + ": the map of blocks.3 must be of finite numbers, found NaN; the"
                + " model's weights, mean or std are not what they should be", run.err().lines().toList().getLast());
        assertFalse(Files.exists(output));
    }
}
