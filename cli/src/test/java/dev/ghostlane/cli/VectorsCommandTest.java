package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.testdata.operations.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `vectors` and `check`: what the one writes the other judges.
class VectorsCommandTest {

    @TempDir
    private Path folder;
    private Path vectors;

    static Stream<String> operations() { return Operation.all().stream().map(Operation::name); }

    @BeforeEach
    void path() { vectors = folder.resolve("vectors"); }

    @ParameterizedTest
    @MethodSource("operations")
    void referencesOwnOutputIsRightInBothModes(String operation) throws IOException {
        CommandRun.of("vectors", operation, "--output", vectors, "--cases", 7).expect(Main.GOOD);
        nanHasOneBitPattern();
        answerWithTheReference();
        String exact = CommandRun.of("check", vectors, "--mode", "exact").expect(Main.GOOD).out();
        assertTrue(exact.endsWith("7 of 7 cases are right" + System.lineSeparator()), exact);
        assertTrue(exact.contains("all have the reference's bits"), exact);
        CommandRun.of("check", vectors).expect(Main.GOOD);
        for (String content : List.of("NORMAL", "CANCELLATION", "SUBNORMAL", "SIGNED_ZEROS", "HUGE_AND_SMALL",
                "NOT_FINITE", "OVERFLOWING")) {
            assertTrue(exact.contains(content), content + " is missing in " + exact);
        }
    }

    @Test
    void sameSeedGivesTheSameFiles() throws IOException {
        CommandRun.of("vectors", "gate", "--seed", 9, "--output", vectors).expect(Main.GOOD);
        Path again = folder.resolve("again");
        CommandRun.of("vectors", "gate", "--seed", 9, "--output", again).expect(Main.GOOD);
        Path other = folder.resolve("other");
        CommandRun.of("vectors", "gate", "--seed", 10, "--output", other).expect(Main.GOOD);
        try (Stream<Path> files = Files.list(vectors)) {
            for (Path file : files.toList()) {
                assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again.resolve(file.getFileName())),
                        file.toString());
            }
        }
        assertFalse(Files.readString(vectors.resolve("vectors.json"))
                .equals(Files.readString(other.resolve("vectors.json"))));
    }

    @Test
    void aLastBitIsWrongInExactModeAndWithinTheBound() throws IOException {
        CommandRun.of("vectors", "pointwise", "--output", vectors, "--cases", 1).expect(Main.GOOD);
        answerWithTheReference();
        change(vectors.resolve("case-000.output.npy"), 1);
        CommandRun exact = CommandRun.of("check", vectors, "--mode", "exact").expect(Main.BAD_INPUT);
        for (String part : List.of("0 of 1 cases are right", "case-000: 1 of ", "differ, first [n=", "expected ",
                "actual ", " (0x", "apart      1 ULP")) {
            assertTrue(exact.out().contains(part), part + " is missing in " + exact.out());
        }
        assertTrue(CommandRun.of("check", vectors).expect(Main.GOOD).out().contains(" of its bound, 1 ULP"));
    }

    @Test
    void aLargeErrorIsWrongAndAllOfItIsInTheJson() throws IOException {
        CommandRun.of("vectors", "dense", "--output", vectors, "--cases", 2).expect(Main.GOOD);
        answerWithTheReference();
        change(vectors.resolve("case-001.output.npy"), 0x0040_0000);
        CommandRun run = CommandRun.of("check", vectors, "--json").expect(Main.BAD_INPUT);
        Map<String, Object> report = JSON.std.mapFrom(run.out());
        assertEquals(false, report.get("right"));
        assertEquals("bounded", report.get("mode"));
        List<?> cases = (List<?>) report.get("cases");
        assertEquals(true, ((Map<?, ?>) cases.get(0)).get("right"));
        Map<?, ?> first = (Map<?, ?>) ((Map<?, ?>) cases.get(1)).get("first");
        for (String key : List.of("index", "expected", "expectedBits", "actual", "actualBits", "apart", "bound",
                "shareOfBound")) {
            assertTrue(first.containsKey(key), key + " is missing in " + first);
        }
        assertEquals(4, ((List<?>) first.get("index")).size());
    }

    @Test
    void outputsMayLieElsewhere() throws IOException {
        CommandRun.of("vectors", "add", "--output", vectors, "--cases", 1).expect(Main.GOOD);
        Path outputs = Files.createDirectory(folder.resolve("outputs"));
        Files.copy(vectors.resolve("case-000.expected.npy"), outputs.resolve("case-000.output.npy"));
        CommandRun.of("check", vectors, "--outputs", outputs).expect(Main.GOOD);
        assertSays(CommandRun.of("check", vectors, "--outputs", folder.resolve("none")), Main.BAD_INPUT,
                "no such folder");
    }

    @Test
    void missingAndOddOutputsAreNamedAndTheOthersJudged() throws IOException {
        CommandRun.of("vectors", "softmax", "--output", vectors, "--cases", 3).expect(Main.GOOD);
        answerWithTheReference();
        Files.delete(vectors.resolve("case-000.output.npy"));
        NpyFiles.write(vectors.resolve("case-001.output.npy"), new float[6], 2, 3);
        CommandRun run = CommandRun.of("check", vectors).expect(Main.BAD_INPUT);
        assertTrue(run.out().contains("case-000.output.npy: no such file"), run.out());
        assertTrue(run.out().contains("case-001.output.npy: expected the shape "), run.out());
        assertTrue(run.out().contains(", found 2×3"), run.out());
        assertTrue(run.out().contains("1 of 3 cases are right"), run.out());
        Files.writeString(vectors.resolve("case-001.output.npy"), "text that is no array");
        assertTrue(CommandRun.of("check", vectors, "--json").expect(Main.BAD_INPUT).out()
                .contains("expected a NumPy .npy file"));
    }

    @Test
    void foldersThatAreNoVectorsAreRefused() throws IOException {
        assertSays(CommandRun.of("check", folder), Main.BAD_INPUT, "found no vectors.json");
        Path file = folder.resolve("vectors.json");
        Files.writeString(file, "{\"format\": ");
        assertSays(CommandRun.of("check", folder), Main.BAD_INPUT, "expected JSON");
        Files.writeString(file, "{\"format\": \"other\"}");
        assertSays(CommandRun.of("check", folder), Main.BAD_INPUT, "format: expected ghostlane-vectors, found other");
        Files.writeString(file, "{\"format\": \"ghostlane-vectors\", \"version\": 2}");
        assertSays(CommandRun.of("check", folder), Main.BAD_INPUT, "version: expected 1, found 2");
        Files.writeString(file, "{\"format\": \"ghostlane-vectors\", \"version\": 1, \"cases\": []}");
        assertSays(CommandRun.of("check", folder), Main.BAD_INPUT, "at least one case");
    }

    @Test
    void filesOutsideTheFolderAreNotRead() throws IOException {
        CommandRun.of("vectors", "add", "--output", vectors, "--cases", 1).expect(Main.GOOD);
        Path description = vectors.resolve("vectors.json");
        Files.writeString(description,
                Files.readString(description).replace("case-000.expected.npy", "../case-000.expected.npy"));
        assertSays(CommandRun.of("check", vectors), Main.BAD_INPUT, "expected the plain name of a file");
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() throws IOException {
        assertSays(CommandRun.of("vectors", "convolve", "--output", vectors), Main.WRONG_USAGE,
                "unknown operation convolve, there are pointwise, dense");
        assertSays(CommandRun.of("vectors", "add", "--output", vectors, "--cases", 0), Main.WRONG_USAGE, "found 0");
        assertSays(CommandRun.of("vectors", "add", "--output", vectors, "--sigmoid-ulps", 0), Main.WRONG_USAGE,
                "--sigmoid-ulps must be");
        assertSays(CommandRun.of("check", vectors, "--mode", "roughly"), Main.WRONG_USAGE, "roughly");
        Files.writeString(Files.createDirectory(vectors).resolve("mine"), "");
        assertSays(CommandRun.of("vectors", "add", "--output", vectors), Main.BAD_INPUT, "found files in it");
        assertSays(CommandRun.of("vectors", "add", "--output", folder.resolve("none/there")), Main.BAD_INPUT,
                "its folder does not exist");
        assertTrue(Files.exists(vectors.resolve("mine")));
    }

    private static void assertSays(CommandRun run, int code, String text) {
        run.expect(code);
        assertTrue(run.err().contains(text), () -> text + " is missing in " + run.err());
    }

    /// Which NaN an operation returns may change from one process to the next.
    private void nanHasOneBitPattern() throws IOException {
        try (Stream<Path> files = Files.list(vectors)) {
            for (Path file : files.filter(path -> path.toString().matches(".*\\.(expected|bound)\\.npy")).toList()) {
                for (float value : NpyFiles.read(file)) {
                    assertTrue(!Float.isNaN(value) || Float.floatToRawIntBits(value) == 0x7fc00000, file.toString());
                }
            }
        }
    }

    private void answerWithTheReference() throws IOException {
        try (Stream<Path> files = Files.list(vectors)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".expected.npy")).toList()) {
                Files.copy(file, file.resolveSibling(file.getFileName().toString().replace("expected", "output")));
            }
        }
    }

    /// Changes bits of the last element.
    private static void change(Path file, int bits) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < 4; i++) {
            bytes[bytes.length - 4 + i] ^= (byte) (bits >> 8 * i);
        }
        Files.write(file, bytes);
    }
}
