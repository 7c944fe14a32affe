package dev.ghostlane.bench.docs;

import dev.ghostlane.bench.Bench;
import dev.ghostlane.cli.GhostlaneCommand;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/// Looks for commands of this project that it would refuse. None is run.
final class Commands {

    private static final String LAUNCHER = "./ghostlane";
    private static final String BENCH = "bench/";

    private final Project project;
    private final MavenCommand maven;
    private int found;

    Commands(Project project) {
        this.project = project;
        this.maven = new MavenCommand(project);
    }

    /// How many commands were looked at.
    int found() { return found; }

    List<String> problems(Page page) {
        List<String> problems = new ArrayList<>();
        page.shellLines().forEach(line -> check(page, line.strip().replaceFirst("^\\$ ", ""), true, problems));
        page.spans().stream().filter(span -> span.contains(" ") && !span.contains("…"))
                .forEach(span -> check(page, span, false, problems));
        return problems;
    }

    /// @param whole whether all that the command requires must be there; a sentence may name a part
    private void check(Page page, String line, boolean whole, List<String> problems) {
        if (!line.matches("([A-Z_]+=(\"[^\"]*\"|'[^']*'|\\S*) )*(\\./ghostlane|bench/[a-z]+|mvn)\\b.*")) {
            return;
        }
        found++;
        try {
            if (line.contains("../shared")) {
                throw new IllegalArgumentException("needs ../shared, which a plain clone does not have");
            }
            Shell.commands(line).forEach(this::parse);
        } catch (IllegalArgumentException | ParameterException e) {
            if (!whole && e instanceof MissingParameterException) {
                return;
            }
            problems.add(page.name() + ": " + line + ": " + e.getMessage());
        }
    }

    private void parse(List<String> words) {
        String program = words.getFirst();
        List<String> arguments = words.subList(1, words.size());
        if (program.equals(LAUNCHER)) {
            CommandLine command = GhostlaneCommand.commandLine(arguments.toArray(String[]::new));
            parse(command, arguments);
        } else if (program.startsWith(BENCH)) {
            if (!project.files().contains(program)) {
                throw new IllegalArgumentException("there is no " + program);
            }
            parseBench(program.substring(BENCH.length()), arguments);
        } else if (program.equals("mvn")) {
            maven.check(arguments);
        }
    }

    private static void parseBench(String subcommand, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(subcommand));
        all.addAll(arguments);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        parse(Bench.commandLine(nowhere, nowhere), all);
        int jmh = arguments.indexOf("--") + 1;
        if (jmh > 0) {
            try {
                new CommandLineOptions(arguments.subList(jmh, arguments.size()).toArray(String[]::new));
            } catch (CommandLineOptionException e) {
                throw new IllegalArgumentException("JMH: " + e.getMessage(), e);
            }
        }
    }

    private static void parse(CommandLine program, List<String> arguments) {
        CommandLine.ParseResult result = program.parseArgs(arguments.toArray(String[]::new));
        if (!result.hasSubcommand() && !result.isUsageHelpRequested() && !result.isVersionHelpRequested()) {
            throw new IllegalArgumentException("the subcommand is missing");
        }
    }
}
