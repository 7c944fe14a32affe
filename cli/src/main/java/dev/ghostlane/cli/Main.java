package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.Interruption;
import java.io.PrintWriter;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/// Entry point of the command `ghostlane`.
///
/// Exit codes: [#GOOD] if all went well, [#WRONG_USAGE] if the arguments make no sense, [#NO_MODEL], [#NO_MEMORY] and
/// [#NO_DOWNLOAD] as their names say, [#INTERRUPTED] after Ctrl-C, and [#BAD_INPUT] for everything else.
public final class Main {

    /// Everything that was asked for was done.
    public static final int GOOD = 0;

    /// An image or another file that was given could not be used. (Or, which should not happen, an internal error
    /// stopped the command.)
    public static final int BAD_INPUT = 1;

    /// The arguments make no sense.
    public static final int WRONG_USAGE = 2;

    /// The model that was asked for is not there or cannot be used.
    public static final int NO_MODEL = 3;

    /// There was not enough memory.
    public static final int NO_MEMORY = 4;

    /// A model could not be downloaded, or is not in the cache and may not be.
    public static final int NO_DOWNLOAD = 5;

    /// Ctrl-C, as shells say it.
    public static final int INTERRUPTED = 130;

    private Main() {}

    /// Runs the command. The process ends with its exit code: after a failure at once, otherwise when no thread runs
    /// that is not a daemon.
    ///
    /// @param args subcommand, options and files
    public static void main(String[] args) {
        // Image decoding needs no display, and asking for one costs time.
        System.setProperty("java.awt.headless", "true");
        Interruption.watch();
        PrintWriter out = new PrintWriter(System.out);
        PrintWriter err = new PrintWriter(System.err, true);
        int code = run(out, err, args);
        // A PrintWriter swallows failures; half of an answer must not pass for a whole one.
        if (out.checkError() && code == GOOD) {
            err.println("ghostlane: the results could not be written to standard output");
            code = BAD_INPUT;
        }
        err.flush();
        Interruption.ended();
        // System.exit starts the JDK's logging to say who called it, which takes longer than decoding a photo. Without
        // it the process ends all the same, since commands close what they start and their other threads are daemons.
        if (code != GOOD) {
            System.exit(code);
        }
    }

    /// Runs the command.
    ///
    /// @param out receives results
    /// @param err receives messages
    /// @param args subcommand, options and files
    /// @return the exit code
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = GhostlaneCommand.commandLine(args);
        command.setOut(out);
        command.setErr(err);
        command.setUsageHelpAutoWidth(false);
        command.setColorScheme(
                Help.defaultColorScheme(Colours.ofOutput() == Colours.ON ? Help.Ansi.ON : Help.Ansi.OFF));
        command.setParameterExceptionHandler(Failures::wrongUsage);
        command.setExecutionExceptionHandler((failure, where, parsed) -> Failures.report(failure, err));
        return guarded(() -> command.execute(args), err);
    }

    /// Errors such as too little memory go past picocli's handlers.
    private static int guarded(IntSupplier execution, PrintWriter err) {
        try {
            return execution.getAsInt();
        } catch (Throwable failure) {
            return Failures.report(failure, err);
        }
    }
}
