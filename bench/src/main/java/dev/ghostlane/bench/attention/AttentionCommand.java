package dev.ghostlane.bench.attention;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.bench.kernels.ProductShares;
import dev.ghostlane.bench.report.Environment;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command that measures what attention costs, and writes the report.
///
/// Exit codes: 0 if all went well, 1 if a fork failed, two runtimes disagree or a file cannot be used, 2 if the arguments
/// make no sense.
@Command(name = "bench/attention", sortOptions = false, mixinStandardHelpOptions = true, usageHelpWidth = 100,
        description = {"Measures blocks of attention and whole networks with them, and writes a report: attention.html,"
                + " attention.json, attention.csv and attention.svg, the main chart.", ""})
public final class AttentionCommand implements Callable<Integer> {

    private static final int PRODUCT_TURNS = 40;
    private static final long PRODUCT_TURN_NANOS = 30_000_000;

    @Spec
    private CommandSpec spec;

    @ArgGroup(exclusive = true)
    private final How how = new How();

    static final class How {
        @Option(names = "--quick", description = "Three forks, some minutes. The default.")
        private boolean quick;

        @Option(names = "--full", description = "Twelve forks with longer turns and more sizes of images; hours.")
        private boolean full;

        @Option(names = "--smoke",
                description = "Everything once in this process: shows that it runs. The times mean nothing.")
        private boolean smoke;

        @Option(names = "--products",
                description = "The matrix products of self-attention alone, as shares of the FMA peak; half a minute.")
        private boolean products;

        @Option(names = "--compare", arity = "2", paramLabel = "FILE",
                description = "Measures nothing; compares two attention.json, of two runs or two machines.")
        private List<Path> compared;

        @Option(names = "--render", paramLabel = "FILE",
                description = "Measures nothing; writes the report of an attention.json again.")
        private Path rendered;

        private Effort effort() { return full ? Effort.FULL : smoke ? Effort.SMOKE : Effort.QUICK; }
    }

    @Option(names = "--forks", paramLabel = "N", description = "Processes, one after the other; 0: this one.")
    private Integer forks;

    @Option(names = "--shapes", paramLabel = "FILE",
            description = "A list of shapes instead of the one that comes with the program, which says how to write one.")
    private Path shapes;

    @Option(names = "--out", paramLabel = "FOLDER", defaultValue = "attention-report",
            description = "Where the report is written. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    private final PrintStream out;
    private final PrintStream err;

    private AttentionCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the command and ends the process with its exit code.
    ///
    /// @param args see `--help`
    public static void main(String[] args) { System.exit(run(System.out, System.err, args)); }

    /// Runs the command.
    ///
    /// @param out receives what was found
    /// @param err receives progress and messages
    /// @param args see `--help`
    /// @return the exit code
    public static int run(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new AttentionCommand(out, err)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(args);
    }

    @Override
    public Integer call() throws IOException {
        if (forks != null && (forks < 0 || forks > 100)) {
            throw new ParameterException(spec.commandLine(), "--forks must be from 0 to 100, found " + forks);
        }
        try {
            if (how.products) {
                out.print(ProductShares.table(ProductShares.measure(PRODUCT_TURNS, PRODUCT_TURN_NANOS)));
                return 0;
            }
            if (how.compared != null) {
                out.print(Comparison.of(Results.read(how.compared.get(0)), Results.read(how.compared.get(1))));
                return 0;
            }
            write(how.rendered != null ? Results.read(how.rendered) : measure());
            return 0;
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            err.println("bench/attention: " + (e instanceof IOException ? e.toString() : e.getMessage()));
            return 1;
        }
    }

    private Results measure() throws IOException {
        Effort effort = how.effort();
        List<Key> keys = shapes == null ? Shapes.resource(effort.shapes()) : Shapes.file(shapes);
        int processes = forks == null ? effort.forks() : forks;
        Files.createDirectories(folder);
        Map<String, String> environment = environment(effort, processes);
        Campaign.Outcome outcome = new Campaign(effort, keys, processes, err).run();
        return new Results(environment, effort.mainSize(), outcome.peaks(), outcome.entries());
    }

    private static Map<String, String> environment(Effort effort, int forks) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("measured", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).toString());
        Environment.describe().forEach((name, value) -> map.put(name, value.toString()));
        map.put("lanes", Kernels.best().lanes() + " floats a vector");
        map.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        map.put("ONNX Runtime", OnnxRuntime.version());
        map.put("network width", Double.toString(effort.width()));
        map.put("effort", String.format(Locale.ROOT,
                "%s: %d %s; in each fork %d turns of at least %.4g ms by turns, after a warm-up until nobody gains 3 %%",
                effort.name().toLowerCase(Locale.ROOT), Math.max(1, forks),
                forks == 0 ? "process" : forks == 1 ? "fork" : "forks",
                effort.rounds(), effort.turnNanos() / 1e6));
        return map;
    }

    private void write(Results results) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> json = results.toMap();
        List<Claim> claims = Claims.of(results);
        json.put("claims", claims.stream().map(Claim::toMap).toList());
        Files.writeString(folder.resolve("attention.json"),
                JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json) + "\n");
        Files.writeString(folder.resolve("attention.csv"), Csv.of(results));
        Files.writeString(folder.resolve("attention.html"), Page.of(results));
        Files.writeString(folder.resolve("attention.svg"), new Charts(results).main().file());
        for (Claim claim : claims) {
            out.println(claim.number() + ". " + claim.text() + "\n   " + claim.verdict());
            claim.checks().forEach(check -> out.println(
                    "   - " + check.statement() + ": " + check.outcome() + "; " + check.found()));
        }
        out.println("report: " + folder.resolve("attention.html"));
    }
}
