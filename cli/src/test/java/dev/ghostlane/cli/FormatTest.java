package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.ghostnetv2.AttentionMaps;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Results in every format that `--format` names.
class FormatTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final String URL = "https://example.org/a.jpg";

    @TempDir
    private Path folder;

    /// What a reader of RFC 4180 finds.
    private static List<List<String>> csv(String text) {
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                lines.getLast().add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    lines.add(new ArrayList<>());
                }
            } else {
                cell.append(c);
            }
        }
        assertFalse(quoted, text);
        assertEquals("", cell.toString(), "the last line has an end");
        assertEquals(List.of(), lines.removeLast());
        return lines;
    }

    private static List<Object> jsonl(String text) throws IOException {
        List<Object> records = new ArrayList<>();
        for (String line : text.lines().toList()) {
            records.add(JSON.std.mapFrom(line));
        }
        return records;
    }

    @Test
    void classifyListsAllImagesInTheirOrder() throws IOException {
        Path missing = folder.resolve("a, \"b\".png");
        Object[] args = {"classify", "-k", 2, URL, missing, CHELSEA, folder + "/*.png", "--format", ""};
        args[args.length - 1] = "json";
        CommandRun json = CommandRun.of(args).expect(1);
        List<Object> records = JSON.std.listFrom(json.out());
        assertEquals(List.of(URL, missing.toString(), CHELSEA.toString(), folder + "/*.png"),
                records.stream().map(record -> ((Map<?, ?>) record).get("image")).toList());
        assertEquals("expected a file, found a URL; download it first", ((Map<?, ?>) records.get(0)).get("error"));
        assertEquals("file not found", ((Map<?, ?>) records.get(1)).get("error"));
        assertEquals(2, ((List<?>) ((Map<?, ?>) records.get(2)).get("predictions")).size());
        assertTrue(json.err().contains("3 of 4 images could not be used"), json.err());
        args[args.length - 1] = "JSONL";
        assertEquals(records, jsonl(CommandRun.of(args).expect(1).out()));
        args[args.length - 1] = "csv";
        List<List<String>> lines = csv(CommandRun.of(args).expect(1).out());
        assertEquals(List.of("image", "rank", "index", "label", "probability", "error"), lines.get(0));
        assertEquals(List.of(missing.toString(), "", "", "", "", "file not found"), lines.get(2));
        assertEquals(List.of(CHELSEA.toString(), "1", "3", "cat"), lines.get(3).subList(0, 4));
        Map<?, ?> best = (Map<?, ?>) ((List<?>) ((Map<?, ?>) records.get(2)).get("predictions")).getFirst();
        assertEquals(((Number) best.get("probability")).floatValue(), Float.parseFloat(lines.get(3).get(4)));
        assertEquals(List.of("2", "6", "frog"), lines.get(4).subList(1, 4));
        assertEquals(6, lines.size());
        args[args.length - 1] = "table";
        assertEquals(CommandRun.of("classify", "-k", 2, CHELSEA).out(), CommandRun.of(args).expect(1).out());
    }

    @Test
    void anImageWithoutLabelsHasALineInCsv() {
        List<List<String>> lines = csv(
                CommandRun.of("classify", "--threshold", 1, "--format", "csv", CHELSEA).expect(0).out());
        assertEquals(List.of(CHELSEA.toString(), "", "", "", "", ""), lines.get(1));
        assertEquals(2, lines.size());
    }

    @Test
    void jsonIsTheFormatJson() {
        assertEquals(CommandRun.of("classify", "--json", CHELSEA).expect(0),
                CommandRun.of("classify", "--format", "json", CHELSEA).expect(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"classify x.png", "embed x.png -o x.npy", "features x.png -o x.npz", "attention x.png -o x.html",
                    "inspect x", "pull -l", "bench", "check x", "doctor"})
    void bothTogetherAndOtherFormatsAreRefused(String command) {
        for (String other : List.of("json", "csv")) {
            String[] args = (command + " --json --format " + other).split(" ");
            assertTrue(CommandRun.of((Object[]) args).expect(2).err()
                    .startsWith("ghostlane: --json is --format json: leave it out, or --format " + other + "\n"));
        }
        String err = CommandRun.of((Object[]) (command + " --format xml").split(" ")).expect(2).err();
        assertTrue(err.startsWith("ghostlane: ") && err.contains("--format") && err.contains("xml"), err);
    }

    @Test
    void embedAndFeaturesListRowsAndWhatHasNone() throws IOException {
        Path missing = folder.resolve("missing.png");
        List<Object> expected = List.of(Map.of("image", missing.toString(), "error", "file not found"),
                Map.of("row", 0, "image", CHELSEA.toString()));
        for (String command : List.of("embed", "features")) {
            Object[] args = {command, missing, CHELSEA, "-o", folder.resolve("x"), "--format", "json"};
            assertEquals(expected, JSON.std.listFrom(CommandRun.of(args).expect(1).out()), command);
            args[6] = "jsonl";
            assertEquals(expected, jsonl(CommandRun.of(args).expect(1).out()), command);
            args[6] = "csv";
            assertEquals(List.of(List.of("row", "image", "error"),
                    List.of("", missing.toString(), "file not found"), List.of("0", CHELSEA.toString(), "")),
                    csv(CommandRun.of(args).expect(1).out()), command);
        }
    }

    @Test
    void whatIsOneResultIsOneObjectOrLine() throws IOException {
        Path model = CommandRun.bundledModel(folder);
        Map<String, Object> inspect = JSON.std.mapFrom(CommandRun.of("inspect", model, "--json").expect(0).out());
        assertEquals(List.of(inspect), jsonl(CommandRun.of("inspect", model, "--format", "jsonl").expect(0).out()));
        assertEquals(10, inspect.get("classes"));
        List<?> steps = (List<?>) inspect.get("steps");
        List<List<String>> lines = csv(CommandRun.of("inspect", model, "--format", "csv").expect(0).out());
        assertEquals(List.of("value", "kind", "output", "multiply_adds"), lines.getFirst());
        assertEquals(steps.stream().map(step -> String.valueOf(((Map<?, ?>) step).get("multiply_adds"))).toList(),
                lines.stream().skip(1).map(line -> line.get(3)).toList());
        Map<String, Object> doctor = JSON.std.mapFrom(CommandRun.of("doctor", "--json").expect(0).out());
        assertTrue(doctor.get("self-test").toString().startsWith("passed"), doctor.toString());
        assertEquals(new ArrayList<>(doctor.keySet()),
                csv(CommandRun.of("doctor", "--format", "csv").expect(0).out()).stream().skip(1)
                        .map(List::getFirst).toList());
    }

    @Test
    void attentionHasTheFiguresOfItsMaps() throws IOException {
        Object[] args = {"attention", CHELSEA, "-k", 2, "--channels", 3, "-fo", folder.resolve("maps.html"),
                "--format", "json"};
        Map<String, Object> report = JSON.std.mapFrom(CommandRun.of(args).expect(0).out());
        args[args.length - 1] = "jsonl";
        assertEquals(List.of(report), jsonl(CommandRun.of(args).expect(0).out()));
        assertEquals(CHELSEA.toString(), report.get("image"));
        List<?> classes = (List<?>) report.get("classes");
        assertEquals(List.of("cat", "frog"), classes.stream().map(entry -> ((Map<?, ?>) entry).get("label")).toList());
        AttentionMaps maps = GhostNetV2.bundled().attention(CHELSEA);
        Map<?, ?> best = (Map<?, ?>) classes.getFirst();
        assertEquals(maps.classes().getFirst().logit(), ((Number) best.get("logit")).floatValue());
        assertEquals(maps.classes().getFirst().constant(), ((Number) best.get("constant")).floatValue());
        List<?> gates = (List<?>) report.get("gates");
        args[args.length - 1] = "csv";
        List<List<String>> lines = csv(CommandRun.of(args).expect(0).out());
        assertEquals(maps.gates().size() + 1, lines.size());
        for (int i = 0; i < maps.gates().size(); i++) {
            Map<?, ?> gate = (Map<?, ?>) gates.get(i);
            assertEquals(maps.gates().get(i).module(), gate.get("module"));
            boolean one = maps.gates().get(i).gridWidth() == 1;
            assertEquals(one ? List.of() : maps.gates().get(i).strongest(3), gate.get("strongest"));
            float[] mean = maps.gates().get(i).mean();
            Arrays.sort(mean);
            assertEquals(List.of(mean[0], mean[mean.length - 1]),
                    Stream.of("lowest", "highest").map(name -> ((Number) gate.get(name)).floatValue()).toList());
            assertEquals(gate.values().stream().map(value -> value instanceof List<?> numbers
                    ? numbers.stream().map(String::valueOf).collect(Collectors.joining(" "))
                    : String.valueOf(value)).toList(), lines.get(i + 1));
        }
        assertEquals(List.copyOf(((Map<?, ?>) gates.getFirst()).keySet()), lines.getFirst());
    }

    /// The page that users read knows which commands have the option, and which print nothing that needs one.
    @Test
    void theManualNamesTheCommandsThatHaveFormats() throws IOException {
        String page = Files.readString(Shared.repository().resolve("docs/command.md"));
        String section = page.substring(page.indexOf("## Formats"), page.indexOf("## Completion"));
        String table = section.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("\\|")[1])
                .collect(Collectors.joining());
        String without = section.lines().dropWhile(line -> !line.startsWith("No formats:"))
                .takeWhile(line -> !line.isBlank()).collect(Collectors.joining(" "));
        GhostlaneCommand.commandLine().getSubcommands().forEach((name, command) -> {
            boolean has = command.getCommandSpec().findOption("--format") != null;
            assertTrue((has ? table : without).contains('`' + name + '`'), name + ", which has formats: " + has);
            assertFalse((has ? without : table).contains('`' + name + '`'), name + ", which has formats: " + has);
        });
    }

    @Test
    void benchHasItsFiguresInALine() {
        List<List<String>> lines = csv(CommandRun.of("bench", "--width", 0.1, "--size", "64x64", "--seconds", 0.05,
                "--format", "csv").expect(0).out());
        assertEquals(2, lines.size());
        assertEquals("min_ms", lines.get(0).getFirst());
        assertEquals(lines.get(0).size(), lines.get(1).size());
        assertTrue(CommandRun.of("bench", "--profile", "--format", "csv").expect(2).err().contains("--profile"));
    }

    @Test
    void checkListsCases() throws IOException {
        Path vectors = folder.resolve("vectors");
        CommandRun.of("vectors", "add", "-o", vectors, "--cases", 2).expect(0);
        Files.copy(vectors.resolve("case-000.expected.npy"), vectors.resolve("case-000.output.npy"));
        List<List<String>> lines = csv(CommandRun.of("check", vectors, "--format", "csv").expect(1).out());
        assertEquals(List.of("name", "content", "right", "elements", "wrong", "error"), lines.get(0));
        assertEquals(List.of("case-000", "true"), List.of(lines.get(1).get(0), lines.get(1).get(2)));
        assertEquals(List.of("case-001", "false"), List.of(lines.get(2).get(0), lines.get(2).get(2)));
        assertTrue(lines.get(2).get(5).endsWith("case-001.output.npy: no such file"), lines.toString());
        Map<String, Object> report = JSON.std
                .mapFrom(CommandRun.of("check", vectors, "--format", "json").expect(1).out());
        assertEquals(report.get("cases"), jsonl(CommandRun.of("check", vectors, "--format", "jsonl").expect(1).out()));
    }

    @Test
    void pullListsModels() throws IOException {
        List<Object> models = JSON.std.listFrom(CommandRun.of("pull", "--list", "--json").expect(0).out());
        assertEquals(models, jsonl(CommandRun.of("pull", "--list", "--format", "jsonl").expect(0).out()));
        assertTrue(models.stream().map(model -> ((Map<?, ?>) model).get("name")).toList()
                .contains("ghostnetv2_100.in1k"), models.toString());
        assertEquals(models.size() + 1, csv(CommandRun.of("pull", "--list", "--format", "csv").expect(0).out()).size());
    }
}
