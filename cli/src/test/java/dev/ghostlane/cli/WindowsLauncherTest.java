package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The script `ghostlane.cmd` as a text, for there is no `cmd.exe` where the tests run: rules whose breach is known to
/// make such scripts fail, and agreement with the script `ghostlane`.
class WindowsLauncherTest {

    private String text;
    private String shell;
    private List<String> code;

    @BeforeEach
    void read() throws IOException {
        text = Files.readString(Shared.repository().resolve("ghostlane.cmd"), StandardCharsets.ISO_8859_1);
        shell = Files.readString(Shared.repository().resolve("ghostlane"), StandardCharsets.UTF_8);
        code = text.lines().map(String::strip).filter(line -> !line.startsWith("rem ") && !line.isEmpty()).toList();
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult match) -> match.group(1))
                .map(found -> found.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void linesEndAsWindowsWants() {
        assertTrue(text.endsWith("\r\n"));
        assertEquals(text.chars().filter(c -> c == '\n').count(),
                Pattern.compile("\r\n").matcher(text).results().count());
        assertTrue(text.chars().allMatch(c -> c < 127), "its code page is not known");
        assertEquals("@echo off", text.lines().findFirst().orElseThrow());
    }

    @Test
    void labelsExistAndAreUsed() {
        Set<String> labels = all("(?m)^:(\\w+)", text);
        Set<String> targets = all("(?:goto |call :)(\\w+)", String.join("\n", code));
        assertEquals(labels, targets);
        assertTrue(labels.contains("consider") && labels.contains("run"), labels.toString());
    }

    /// A space, an ampersand or a parenthesis in a folder's name would end the command.
    @Test
    void foldersAreQuoted() {
        for (String line : code) {
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                if (line.charAt(i) == '"') {
                    quoted = !quoted;
                }
                for (String variable : List.of("%folder%", "%jar%", "%jdk%", "%~1", "%~dp0", "%ProgramFiles%",
                        "%UserProfile%", "%LocalAppData%", "%JAVA_HOME", "%GHOSTLANE_JAVA_HOME", "%%~d", "%%~f")) {
                    assertTrue(quoted || !line.startsWith(variable, i) || line.startsWith("set \"seen="),
                            variable + " without quotes in " + line);
                }
            }
        }
    }

    /// In a block in parentheses, `%name%` is what it was before the block.
    @Test
    void blocksReadNoVariableThatTheySet() {
        int depth = 0;
        Set<String> set = new TreeSet<>();
        for (String line : code) {
            if (depth > 0) {
                set.addAll(all("set \"(\\w+)=", line));
                Set<String> read = all("%(\\w+)[:%]", line.replace("%%", ""));
                read.retainAll(set);
                assertEquals(Set.of(), read, line);
            }
            depth += line.endsWith("(") ? 1 : 0;
            depth -= line.startsWith(")") ? 1 : 0;
            if (depth == 0) {
                set.clear();
            }
        }
        assertEquals(0, depth);
        assertFalse(String.join("\n", code).contains("EnableDelayedExpansion"), "it eats ! in file names");
    }

    /// Names of variables have no case there: `java_home` would be `JAVA_HOME`, and what Java and Maven read is not to
    /// change.
    @Test
    void variablesOfTheUserAreLeftAlone() {
        Set<String> set = all("set \"(\\w+)=", String.join("\n", code));
        set.retainAll(
                Set.of("home", "path", "temp", "tmp", "userprofile", "ghostlane_java_home", "ghostlane_java_opts"));
        assertEquals(Set.of(), set);
        List<String> javaHome = code.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("set \"java_home="))
                .toList();
        assertEquals(List.of("set \"JAVA_HOME=%jdk%\""), javaHome, "for Maven alone");
    }

    @Test
    void everyPathThroughItEnds() {
        for (int i = 1; i < code.size(); i++) {
            if (code.get(i).startsWith(":")
                    && Set.of(":consider", ":consider_path", ":no_java", ":no_folder", ":no_maven",
                            ":no_javac", ":no_build").contains(code.get(i))) {
                assertTrue(code.get(i - 1).startsWith("exit /b"), "before " + code.get(i) + ": " + code.get(i - 1));
            }
        }
        assertTrue(code.getLast().startsWith("exit /b 1"));
    }

    /// What it took for wrong usage would run without SIMD.
    @ParameterizedTest
    @MethodSource("dev.ghostlane.cli.LauncherArgumentsTest#commands")
    void itKnowsTheOptionsOfAllCommands(CommandLine command) {
        String start = "if \"%~1\"==\"" + command.getCommandName() + "\" ";
        String line = code.stream().filter(other -> other.startsWith(start)).findFirst().orElseThrow();
        Set<String> takes = new TreeSet<>();
        Set<String> alone = new TreeSet<>(Set.of("-h", "--help", "-V", "--version"));
        boolean needsOutput = false;
        for (OptionSpec option : command.getCommandSpec().options()) {
            (option.arity().max() > 0 ? takes : alone).addAll(List.of(option.names()));
            needsOutput |= option.required() && List.of(option.names()).contains("--output");
        }
        assertEquals(takes, words("takes", line));
        Set<String> known = words("known", line);
        known.addAll(words("help", text));
        assertEquals(alone, known);
        int least = command.getCommandSpec().positionalParameters().stream().mapToInt(all -> all.arity().min()).sum();
        assertEquals(least == 0 ? Set.of() : Set.of(Integer.toString(least)), words("least", line));
        assertEquals(needsOutput ? Set.of("o") : Set.of(), words("needs", line));
    }

    /// The words that a line sets a variable to, those of other variables for their names.
    private Set<String> words(String variable, String line) {
        Set<String> words = new TreeSet<>();
        for (MatchResult set : Pattern.compile("set \"" + variable + "=([^\"]*)\"").matcher(line).results().toList()) {
            for (String word : set.group(1).split(" ")) {
                if (word.startsWith("%")) {
                    words.addAll(words(word.replace("%", ""), text));
                } else if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }

    @Test
    void itSaysAndDoesWhatTheShellScriptDoes() {
        for (String words : List.of("GHOSTLANE_JAVA_HOME", "GHOSTLANE_JAVA_OPTS", "GHOSTLANE_DEBUG", "JAVA_HOME",
                "JAVA_VERSION", "MODULES", "jdk.incubator.vector", "--add-modules jdk.incubator.vector",
                "-XX:+UseSerialGC", "-XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000", "-XX:-UsePerfData",
                "-XX:Tier4BackEdgeThreshold=2000000000 -XX:CompileCommand=quiet",
                "-XX:CompileCommand=CompileThresholdScaling,dev.ghostlane.*::*,0.1",
                "dev.ghostlane.cli.Main", "Maven 3.8",
                "-q -B -pl cli -am -Dmaven.test.skip=true -Dformatter.skip=true package",
                "Install a JDK of version 25 or later, for example Eclipse Temurin")) {
            String here = text.replace("-f \"%folder%pom.xml\" ", "").replace('\\', '/');
            assertTrue(shell.contains(words), "the shell script: " + words);
            assertTrue(here.contains(words), "the script for Windows: " + words);
        }
        String oldest = all("(?m)^oldest=([0-9.]+)$", shell).iterator().next();
        assertTrue(text.contains("needs Java " + oldest + " or later"), oldest);
        String[] parts = oldest.split("\\.");
        assertTrue(text.contains("%major% lss " + parts[0]) && text.contains("%minor% gtr " + parts[1])
                && text.contains("%security% lss " + parts[2]), oldest);
        assertTrue(text.contains("cli\\target\\ghostlane\\lib\\ghostlane-cli.jar"));
    }
}
