package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What all subcommands have: `--help` and `--version`, two streams, and a way to refuse arguments.
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        exitCodeListHeading = Subcommand.EXIT_CODES_HEADING,
        exitCodeList = {"0:all went well",
                "1:an image or another file could not be used, or a result could not be written; the message says"
                        + " which",
                "2:wrong usage", "3:the model is not there or cannot be used", Subcommand.EXIT_CODE_OF_MEMORY,
                "5:a model could not be downloaded", "130:interrupted by Ctrl-C; what was finished is printed"})
abstract class Subcommand implements Callable<Integer> {

    /// Over the exit codes of every command.
    static final String EXIT_CODES_HEADING = "%nExit codes:%n";

    /// The exit code of what the heap has no room for, in every help text.
    static final String EXIT_CODE_OF_MEMORY = "4:not enough memory";

    @Spec
    private CommandSpec spec;

    /// Receives results.
    PrintWriter out() { return spec.commandLine().getOut(); }

    /// Receives messages.
    PrintWriter err() { return spec.commandLine().getErr(); }

    /// Prints a line of results.
    ///
    /// @param pattern as of [String#format]
    void print(String pattern, Object... values) { out().println(Text.format(pattern, values)); }

    /// Prints a line of messages.
    void say(String message) { err().println(Text.printable(message)); }

    /// Refuses arguments that make no sense.
    ///
    /// @throws ParameterException unless they do
    void require(boolean sensible, String message) {
        if (!sensible) {
            throw wrongUsage(message, null);
        }
    }

    /// Refuses to replace a file that is read.
    ///
    /// @param read null for none
    /// @param message comes before the name of the file
    /// @throws ParameterException if both are the same
    void requireOther(Path output, Path read, String message) throws IOException {
        require(read == null || !Files.exists(output) || !Files.exists(read) || !Files.isSameFile(read, output),
                message + " " + read);
    }

    /// What to throw for arguments that make no sense.
    ///
    /// @param cause null for none
    ParameterException wrongUsage(String message, Exception cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
