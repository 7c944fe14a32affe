package dev.ghostlane.bench.common;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.cli.measure.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// What all subcommands have: streams, checks of arguments, files of results.
@Command(sortOptions = false, usageHelpWidth = 100)
public abstract class BenchCommand implements Callable<Integer> {

    @Option(names = {"-h", "--help"}, order = Integer.MAX_VALUE, usageHelp = true,
            description = "Shows this help and exits.")
    private boolean help;

    @ParentCommand
    private Program program;

    @Spec
    private CommandSpec spec;

    /// Receives what was found.
    protected final PrintStream out() { return program.out(); }

    /// Receives progress and messages.
    protected final PrintStream err() { return program.err(); }

    /// How picocli describes this command.
    protected final CommandSpec spec() { return spec; }

    /// Refuses arguments that make no sense: exit code 2, with the message and the usage.
    protected final void require(boolean sensible, String message) {
        if (!sensible) {
            throw wrongUsage(message);
        }
    }

    /// What to throw for arguments that make no sense.
    protected final ParameterException wrongUsage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// Says why the command failed.
    ///
    /// @return the exit code
    protected final int failed(String message) {
        err().println("bench/" + spec.name() + ": " + message);
        return 1;
    }

    /// Prints what a measurement depends on besides the code, a line each.
    protected final void printEnvironment() {
        Machine.describe().forEach((name, value) -> out().println(name + ": " + value));
    }

    /// Writes a file for programs.
    protected static void writeJson(Path file, Map<String, ?> content) throws IOException {
        Files.writeString(file, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                .with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(content) + "\n");
    }
}
