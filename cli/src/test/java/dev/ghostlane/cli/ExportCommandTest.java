package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    @TempDir
    private Path folder;
    private Path output;

    @BeforeEach
    void output() { output = folder.resolve("model.onnx"); }

    @Test
    void theBundledModelIsWrittenWithItsMetadata() throws IOException {
        CommandRun run = CommandRun.of("export", output).expect(0);
        assertEquals("", run.out());
        assertTrue(run.err().contains(output.toString()) && run.err().contains("CIFAR-10"), run.err());
        GhostNetV2 model = GhostNetV2.bundled();
        Map<String, String> metadata = new TreeMap<>(model.metadata());
        metadata.putIfAbsent("description", model.description());
        assertArrayEquals(bytes(OnnxExporter.of(model.network()).withMetadata(metadata)), Files.readAllBytes(output));
    }

    @Test
    void sizeAndBatchAreFixedIfGiven() throws IOException {
        Path model = CommandRun.bundledModel(folder);
        CommandRun.of("export", "-m", model, "--size", "40x56", "--batch", 3, output).expect(0);
        byte[] fixed = Files.readAllBytes(output);
        CommandRun.of("export", "-m", model, "--force", output).expect(0);
        String any = new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
        assertTrue(any.contains("height") && any.contains("batch"));
        assertTrue(!new String(fixed, StandardCharsets.ISO_8859_1).contains("height"));
    }

    @Test
    void randomWeightsAreTheSameEveryTime() throws IOException {
        CommandRun.of("export", "--width", 0.3, "--classes", 5, output).expect(0);
        byte[] first = Files.readAllBytes(output);
        CommandRun.of("export", "--width", 0.3, "--classes", 5, output, "-f").expect(0);
        assertArrayEquals(first, Files.readAllBytes(output));
    }

    @Test
    void filesAreNotReplacedUnasked() throws IOException {
        Files.writeString(output, "precious");
        assertTrue(CommandRun.of("export", output).expect(1).err().contains("--force"));
        assertEquals("precious", Files.readString(output));
        assertTrue(CommandRun.of("export", "--force", folder).expect(1).err().contains(folder.toString()));
        assertTrue(CommandRun.of("export", folder.resolve("none/x.onnx")).expect(1).err().contains("folder"));
        Path model = CommandRun.bundledModel(folder);
        CommandRun.of("export", "-m", model, "--force", model).expect(2);
    }

    @Test
    void wrongUsage() {
        CommandRun.of("export").expect(2);
        CommandRun.of("export", output, "--size", "224").expect(2);
        CommandRun.of("export", output, "--batch", 0).expect(2);
        CommandRun.of("export", output, "--width", 0).expect(2);
        CommandRun.of("export", output, "--classes", 3).expect(2);
        CommandRun.of("export", output, "-m", "x.safetensors", "--width", 1).expect(2);
        assertTrue(CommandRun.of("export", output, "--size", "8x8").expect(1).err().contains("8x8"));
        assertTrue(CommandRun.of("export", output, "-m", folder.resolve("none")).expect(3).err().contains("none"));
        assertTrue(Files.notExists(output));
    }

    private static byte[] bytes(OnnxExporter exporter) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.writeTo(out);
        return out.toByteArray();
    }
}
