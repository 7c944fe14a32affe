package dev.ghostlane.bench;

import dev.ghostlane.bench.attention.AttentionCommand;
import dev.ghostlane.bench.classify.ClassifyCommand;
import dev.ghostlane.bench.coldstart.ColdstartCommand;
import dev.ghostlane.bench.common.Program;
import dev.ghostlane.bench.compare.CompareCommand;
import dev.ghostlane.bench.kit.KitOnnxCommand;
import dev.ghostlane.bench.peers.PeersCommand;
import dev.ghostlane.bench.photos.PhotosCommand;
import dev.ghostlane.bench.roofline.RooflineCommand;
import dev.ghostlane.bench.run.RunCommand;
import dev.ghostlane.bench.spark.SparkCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;

/// The program behind the scripts in the folder `bench`, which has a script of the same name for each subcommand.
///
/// Exit codes: 0 if all went well, 1 if something failed, 2 if the arguments make no sense.
@Command(name = "bench", usageHelpWidth = 100,
        description = "Measures Ghostlane. 'bench/NAME' is the same as 'bench NAME'.",
        subcommands = {RunCommand.class, CompareCommand.class, RooflineCommand.class, ColdstartCommand.class,
                ClassifyCommand.class, AttentionCommand.class, PhotosCommand.class, KitOnnxCommand.class,
                SparkCommand.class, PeersCommand.class})
public final class Bench implements Program {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help and exits.")
    private boolean help;

    private final PrintStream out;
    private final PrintStream err;

    private Bench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs a subcommand and ends the process with its exit code.
    ///
    /// @param args see `--help`
    public static void main(String[] args) { System.exit(run(System.out, System.err, args)); }

    /// Runs a subcommand.
    ///
    /// @param out receives what was found
    /// @param err receives progress and messages
    /// @param args see `--help`
    /// @return the exit code
    public static int run(PrintStream out, PrintStream err, String... args) {
        return commandLine(out, err).execute(args);
    }

    /// The program as picocli sees it. Subcommands call themselves what their scripts are called.
    public static CommandLine commandLine(PrintStream out, PrintStream err) {
        CommandLine program = new CommandLine(new Bench(out, err)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        program.getSubcommands().forEach((name, command) -> command.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, help -> help.synopsis(help.synopsisHeadingLength())
                        .replace("bench " + name, "bench/" + name)));
        return program;
    }

    @Override
    public PrintStream out() { return out; }

    @Override
    public PrintStream err() { return err; }
}
