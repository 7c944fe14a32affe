package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// How the script `ghostlane` judges arguments before it starts Java, against the options that the commands have.
class LauncherArgumentsTest {

    @TempDir
    private Path temporary;

    @BeforeAll
    static void needsShell() { assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh"); }

    /// Wrong as the commands find it themselves, later.
    @ParameterizedTest
    @CsvSource({"classify . --threshold 1.5, true", "classify . --threshold -0.5, true",
            "classify . --threshold 2e-1, false", "classify . -t 1025, true", "classify . --memory-limit 1048577, true",
            "classify . --top --json, true", "classify . --allow -k3, true", "classify . --allow --json=x, true",
            "classify . --deny, true", "classify . --deny a --deny b, false", "classify . -k 1 --top 2, true",
            "classify . --weights x, true", "classify . -m a --weights x, false", "classify . --set width=1, true",
            "classify . -m a --set width, true", "features . -o f --taps blocks.1;pooled, true",
            "features . -o f --taps blocks.1, false", "features . -o f --size 224, true",
            "features . -o f --size 0x5, true", "features . -o f --size 32x1024, false", "bench --seconds 0.0, true",
            "bench --seconds .5, false", "bench -m a --width 1.0, true", "bench --labels l, true",
            "bench --size 224×224, false", "bench --network GhostNetV2, false", "soak --minutes 0, true",
            "soak --seed -5, false", "soak --seed 5-, true", "export a -m b --width 1, true",
            "export a --classes 5, true", "export a --width 1 --classes 5, false",
            "export a --width 1 --labels l, true",
            "inspect a -m b, true", "pull, true", "pull a -l, true", "pull -l, false", "pull a, false",
            "check d --mode Exact, false", "attention a -o f.html --class a --class b, false",
            "attention a -o f.html --channels 65, true", "attention a b -o f.html, true", "attention a, true",
            "attention a -o f.png --set width=1, true",
            "classify . --format xml, true", "classify . --format CSV, false", "classify . --format json --json, true",
            "doctor --format json, false", "completion bash, true", "man --output d, true"})
    void whatIsWrongNeedsNoVectors(String arguments, boolean wrong) throws IOException, InterruptedException {
        List<String> args = List.of(arguments.split(" "));
        assertEquals(List.of(wrong), takenForWords(List.of(args)), arguments);
    }

    /// What the script takes for wrong usage would run without SIMD.
    @ParameterizedTest
    @MethodSource("commands")
    void theScriptKnowsAllOptions(CommandLine command) throws IOException, InterruptedException {
        List<List<String>> cases = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String name : option.names()) {
                if (!option.usageHelp() && !option.versionHelp()) {
                    cases.add(with(command, option, name, value(option)));
                }
            }
        }
        assertEquals(List.of(), which(cases, true));
    }

    /// What picocli refuses needs no kernels.
    @ParameterizedTest
    @MethodSource("commands")
    void theScriptSeesWhatCannotBeParsed(CommandLine command) throws IOException, InterruptedException {
        List<List<String>> cases = new ArrayList<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String name : option.names()) {
                for (String value : List.of("x", "", "-1", "0", "1.5", "NaN", "99999999999999999999", "--json", "-k",
                        "--model=a", "--", "-t3", "=", "1x", "width")) {
                    cases.add(with(command, option, name, value));
                }
                List<String> twice = new ArrayList<>(with(command, option, name, value(option)));
                twice.addAll(with(command, option, name, value(option)).subList(1, twice.size()));
                cases.add(twice);
                cases.add(with(command, option, name, null));
            }
        }
        cases.removeIf(args -> {
            try {
                GhostlaneCommand.commandLine(args.toArray(String[]::new)).parseArgs(args.toArray(String[]::new));
                return true;
            } catch (CommandLine.ParameterException e) {
                return false;
            }
        });
        assertFalse(cases.isEmpty(), command.getCommandName());
        assertEquals(List.of(), which(cases, false));
    }

    /// All but those that only print what the command says of itself.
    static Stream<CommandLine> commands() {
        return GhostlaneCommand.commandLine().getSubcommands().values().stream()
                .filter(command -> !List.of("help", "completion", "man").contains(command.getCommandName()));
    }

    /// A command line with one option, and the others and operands that must be there.
    ///
    /// @param value null for an option that comes last and has none
    private static List<String> with(CommandLine command, OptionSpec option, String name, String value) {
        List<String> args = new ArrayList<>(List.of(command.getCommandName()));
        for (OptionSpec other : command.getCommandSpec().options()) {
            boolean classesOfExport = name.equals("--classes") && args.get(0).equals("export");
            boolean needed = other.required() || other.names()[0].equals(classesOfExport ? "--width" : "-m")
                    && List.of("--weights", "--set", "--labels", "--classes").contains(name)
                    && !(name.equals("--classes") && !classesOfExport);
            if (needed && other != option) {
                args.addAll(List.of(other.names()[0], value(other)));
            }
        }
        if (!List.of("-l", "--list").contains(name)) {
            for (CommandLine.Model.PositionalParamSpec operand : command.getCommandSpec().positionalParameters()) {
                args.addAll(Collections.nCopies(Math.clamp(operand.arity().max(), 1, 5), "a"));
            }
        }
        args.add(name);
        if (value != null && option.arity().max() > 0) {
            args.add(value);
        }
        return args;
    }

    /// A value that the option can have.
    private static String value(OptionSpec option) {
        return switch (option.type()) {
            case Class<?> type when type.isEnum() -> type.getEnumConstants()[0].toString();
            case Class<?> type when type == ImageSize.class -> "64x64";
            case Class<?> type when type == Map.class -> "stem_stride=1";
            default -> option.longestName().equals("--taps") ? "head,blocks.9" : "1";
        };
    }

    private List<List<String>> which(List<List<String>> commandLines, boolean words)
            throws IOException, InterruptedException {
        List<Boolean> found = takenForWords(commandLines);
        return IntStream.range(0, found.size()).filter(i -> found.get(i) == words).mapToObj(commandLines::get).toList();
    }

    /// Which command lines need no kernels, as the script sees it: its functions, called one by one in one shell.
    private List<Boolean> takenForWords(List<List<String>> commandLines) throws IOException, InterruptedException {
        String script = Files.readString(Shared.repository().resolve("ghostlane"));
        StringBuilder calls = new StringBuilder(script.substring(0, script.indexOf("\nfollow ") + 1));
        for (List<String> args : commandLines) {
            calls.append("read_arguments");
            args.forEach(arg -> calls.append(" '").append(arg).append('\''));
            calls.append("; echo \"[$words]\"\n");
        }
        Path file = Files.writeString(temporary.resolve("calls"), calls);
        Process process = new ProcessBuilder("/bin/sh", file.toString()).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertEquals(commandLines.size(), out.lines().count(), out);
        return out.lines().map("[yes]"::equals).toList();
    }
}
