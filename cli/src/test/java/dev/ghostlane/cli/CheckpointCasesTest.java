package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.npy.NpyWriter;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/// Checkpoints as PyTorch writes them, made by its own save: `cases/make_checkpoints.py` and its table of what is
/// wanted, and `convertible.py`, whose files are refused with lines that convert them. Skipped without
/// PyTorch.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointCasesTest {

    /// Debian's PyTorch is for Debian's Python; `python` may be another.
    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3", "python");

    private static final Path TARGET = Path.of("target", "checkpoints").toAbsolutePath();
    private static final int SIDE = 64;

    /// What a message must name, by the file; the table has it in words.
    private static final Map<String, List<String>> MESSAGES = Map.of(
            "two.pth", List.of("\"generator\"", "\"discriminator\"", "--weights"),
            "nan.pth", List.of("NaN in conv_stem.weight"),
            "gray.pth", List.of("made for 1 input channel"),
            "index.json", List.of("the index of a sharded checkpoint"));

    /// Names that `inspect` lists, by the file.
    private static final Map<String, String> IGNORED = Map.of(
            "beside-dtypes.pth",
            "torch.int8, torch.bool, torch.uint8, torch.complex64, torch.serialization._get_layout",
            "beside-config.pth", "omegaconf.dictconfig.DictConfig",
            "beside-complex.pth", "torch.ComplexFloatStorage");

    private Path golden;
    private String python;

    @BeforeAll
    void python() throws IOException, InterruptedException {
        golden = Shared.require("goldens/v2_w050_c17.safetensors");
        for (String candidate : PYTHONS) {
            if (runs(candidate, "-c", "import torch, numpy")) {
                python = candidate;
                return;
            }
        }
        throw new TestAbortedException("skipped: none of " + PYTHONS + " has PyTorch, which makes the checkpoints");
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        try {
            return run(Path.of("."), command) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(Files.createDirectories(TARGET).resolve("log.txt").toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(Arrays.toString(command) + " takes too long");
        }
        return process.exitValue();
    }

    private static String log() throws IOException {
        return Files.readString(TARGET.resolve("log.txt"), StandardCharsets.UTF_8);
    }

    private static float[] image() {
        float[] image = new float[SIDE * SIDE * 3];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.sin(i * 0.37);
        }
        return image;
    }

    private static int[] logits(GhostNetV2 model) {
        float[] logits = new float[model.configuration().classes()];
        try (Session session = model.plan(1, SIDE, SIDE).session()) {
            session.run(image(), logits);
        }
        return bits(logits);
    }

    private static int[] embedding(GhostNetV2 model) {
        try (FeatureExtractor extractor = model.features(List.of(Tap.HEAD), SIDE, SIDE, 1)) {
            return bits(extractor.extract(image()).get(Tap.HEAD).data());
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
        return bits;
    }

    @TestFactory
    List<DynamicTest> everyLineOfTheTableIsAsWanted() throws IOException, InterruptedException {
        Path folder = TARGET.resolve("cases");
        assertEquals(0, run(Path.of("."), python, Shared.require("cases/make_checkpoints.py").toString(), "--out",
                folder.toString()), log());
        GhostNetV2 whole = GhostNetV2.load(golden);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("checkpoints.tsv")).stream().skip(1).toList()) {
            String[] columns = line.split("\t", -1);
            Path file = folder.resolve(columns[0]);
            tests.add(DynamicTest.dynamicTest(columns[0] + ": " + columns[1], () -> {
                switch (columns[1]) {
                    case "logits" -> {
                        assertArrayEquals(logits(whole), logits(GhostNetV2.load(file)));
                        String found = CommandRun.of("inspect", file).expect(0).out();
                        if (IGNORED.containsKey(columns[0])) {
                            assertTrue(found.contains("  not looked up  " + IGNORED.get(columns[0])), found);
                        }
                    }
                    case "features" -> assertPart(whole, file);
                    case "message" -> {
                        String message = CommandRun.of("classify", "-m", file, photo()).expect(3).err();
                        assertTrue(message.contains(file.toString()), message);
                        MESSAGES.get(columns[0]).forEach(words -> assertTrue(message.contains(words), message));
                    }
                    default -> throw new AssertionError(line);
                }
            }));
        }
        assertTrue(tests.size() >= 18, "lines of the table: " + tests.size());
        return tests;
    }

    private static Path photo() { return Shared.repository().resolve("testdata/photos/chelsea.png"); }

    private static void assertPart(GhostNetV2 whole, Path file) throws IOException {
        Path input = TARGET.resolve("image.npy");
        try (NpyWriter writer = NpyWriter.create(input, List.of(1, SIDE, SIDE, 3))) {
            writer.write(image(), SIDE * SIDE * 3);
            writer.commit();
        }
        assertArrayEquals(embedding(whole), embedding(GhostNetV2.load(file)));
        CommandRun.of("embed", "-m", file, "-o", TARGET.resolve("x.npy"), photo()).expect(0);
        CommandRun.of("features", "-m", file, "-o", TARGET.resolve("x.npz"), photo()).expect(0);
        assertTrue(CommandRun.of("inspect", file).expect(0).out().contains("none: there is no classifier.weight"));
        String missing = file + " has no classifier: there is no tensor classifier.weight";
        for (String command : List.of("classify", "infer")) {
            CommandRun run = command.equals("infer")
                    ? CommandRun.of("infer", "-m", file, "-o", TARGET.resolve("y.npy"), "-i", input)
                    : CommandRun.of("classify", "-m", file, photo());
            assertTrue(run.expect(3).err().contains(missing), run.toString());
        }
        CommandRun export = CommandRun.of("export", "-m", file, TARGET.resolve("x.onnx")).expect(3);
        assertTrue(export.err().contains(missing), export.toString());
    }

    /// Runs the line of every refusal that has one, and reads what it makes.
    @TestFactory
    List<DynamicTest> theLinesOfRefusalsConvert() throws IOException, InterruptedException {
        Path folder = TARGET.resolve("convertible");
        Files.createDirectories(folder);
        Path script = Shared.repository().resolve("cli/src/test/resources/convertible.py");
        assertEquals(0, run(folder, python, script.toString(), golden.toString()), log());
        boolean safetensors = runs(python, "-c", "import safetensors.torch");
        int[] expected = logits(GhostNetV2.load(golden));
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("table.tsv"))) {
            String[] columns = line.split("\t");
            tests.add(DynamicTest.dynamicTest(columns[0], () -> {
                Path file = folder.resolve(columns[0]);
                String message = CommandRun.of("inspect", file).expect(3).err();
                Matcher command = Pattern.compile(columns[2]).matcher(message);
                assertTrue(command.find(), message);
                if (command.group().contains("safetensors.torch") && !safetensors) {
                    throw new TestAbortedException("skipped: " + python + " has no package safetensors");
                }
                String shell = command.group().replaceFirst("^python ", python + " ");
                assertEquals(0, run(folder, "sh", "-c", shell), shell + "\n" + log());
                assertArrayEquals(expected, logits(GhostNetV2.load(folder.resolve(columns[1]))));
            }));
        }
        assertTrue(tests.size() >= 21, "files: " + tests.size());
        return tests;
    }
}
