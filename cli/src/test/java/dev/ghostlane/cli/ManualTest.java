package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Manual pages and completions, which are made of the commands' own descriptions, by the programs that read them.
class ManualTest {

    @TempDir
    private Path folder;

    private static Set<String> commands() { return GhostlaneCommand.commandLine().getSubcommands().keySet(); }

    @Test
    void everyCommandHasAPageWithAllOfItsOptions() throws IOException {
        Path pages = folder.resolve("man/man1");
        CommandRun.of("man", "-o", pages).expect(0);
        assertEquals(commands().size(), (int) count(pages), "help has none, ghostlane itself has one");
        GhostlaneCommand.commandLine().getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                String page = CommandRun.of("man", name).expect(0).out();
                assertEquals(page, read(pages.resolve("ghostlane-" + name + ".1")));
                for (OptionSpec option : command.getCommandSpec().options()) {
                    for (String text : option.names()) {
                        assertTrue(page.contains("\\fB" + text.replace("-", "\\-") + "\\fR"), text + " in " + page);
                    }
                }
                assertTrue(page.contains("\n.SH EXIT STATUS\n.TP\n\\fB0\\fR\n"), page);
            }
        });
        assertEquals(CommandRun.of("man").expect(0).out(), read(pages.resolve("ghostlane.1")));
        assertTrue(CommandRun.of("man", "clasify").expect(2).err().contains("found clasify"));
        assertTrue(CommandRun.of("man", "-o", pages, "classify").expect(2).err().contains("leave out classify"));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertTrue(CommandRun.of("man", "-o", file).expect(1).err().contains(file.toString()));
    }

    @Test
    void groffHasNothingToSayOfThePages() throws IOException, InterruptedException {
        require("groff");
        Path pages = folder.resolve("man1");
        CommandRun.of("man", "-o", pages).expect(0);
        List<String> command = new ArrayList<>(List.of("groff", "-man", "-ww", "-Kutf8", "-Tutf8"));
        try (Stream<Path> files = Files.list(pages)) {
            files.sorted().map(Path::toString).forEach(command::add);
        }
        CommandRun run = run(command);
        assertEquals("", run.err());
        String text = run.out().replaceAll("\u001b\\[[0-9;]*m|.\b", "");
        assertTrue(text.contains("ghostlane-classify - Says what is on images"), text);
        assertTrue(text.contains("-k, --top=K"), text);
    }

    /// What a user gets who types the words and then asks for completion.
    @ParameterizedTest
    @CsvSource({"cl, classify", "classify --for, --format", "classify --format js, json jsonl",
            "embed --layer p, pooled", "completion f, fish", "pull ghostnetv3, ghostnetv3_100.in1k"})
    void bashCompletes(String words, String expected) throws IOException, InterruptedException {
        require("bash");
        Path script = Files.writeString(folder.resolve("ghostlane.bash"),
                CommandRun.of("completion", "bash").expect(0).out());
        assertEquals(read(script).lines().filter(line -> !line.startsWith("#")).toList(),
                CommandRun.of("completion", "zsh").expect(0).out().lines().filter(line -> !line.startsWith("#"))
                        .toList());
        CommandRun run = run(List.of("bash", "-c", "source '" + script + "'; COMP_WORDS=(ghostlane " + words
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=\"ghostlane " + words
                + "\"; COMP_POINT=${#COMP_LINE}; _complete_ghostlane; echo ${COMPREPLY[@]}"));
        assertEquals(expected + "\n", run.out(), run.err());
    }

    @ParameterizedTest
    @CsvSource({"cl, classify", "classify --for, --format", "classify --format js, json jsonl",
            "embed --layer p, pooled", "completion f, fish", "help ins, inspect"})
    void fishCompletes(String words, String expected) throws IOException, InterruptedException {
        require("fish");
        Path script = Files.writeString(folder.resolve("ghostlane.fish"),
                CommandRun.of("completion", "fish").expect(0).out());
        CommandRun run = run(List.of("fish", "--private", "-c",
                "source '" + script + "'; complete -C 'ghostlane " + words + "'"));
        assertEquals(expected, run.out().lines().map(line -> line.split("\t")[0]).collect(Collectors.joining(" ")),
                run.toString());
    }

    @Test
    void theScriptForFishHasAllOptions() {
        String script = CommandRun.of("completion", "fish").expect(0).out();
        for (CommandLine command : GhostlaneCommand.commandLine().getSubcommands().values()) {
            for (OptionSpec option : command.getCommandSpec().options()) {
                String start = "complete -c ghostlane -n '__fish_seen_subcommand_from " + command.getCommandName()
                        + "'";
                assertTrue(script.lines().anyMatch(line -> line.startsWith(start)
                        && line.contains(" -l " + option.longestName().substring(2) + " ")), option.longestName());
            }
        }
        assertTrue(script.contains(" -l format -x -a 'table json jsonl csv' "), script);
        assertTrue(script.contains(" -l labels -r -F "), script);
        assertTrue(script.contains(" -l top -x ") || script.contains(" -s k -l top -x "), script);
    }

    private static void require(String program) throws InterruptedException {
        try {
            assumeTrue(run(List.of(program, "--version")).code() == 0, () -> "skipped: " + program + " does not run");
        } catch (IOException e) {
            assumeTrue(false, "skipped: there is no " + program);
        }
    }

    private static CommandRun run(List<String> command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandRun(process.waitFor(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
