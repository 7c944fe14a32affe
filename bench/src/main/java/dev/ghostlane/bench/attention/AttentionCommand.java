package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.bench.kernels.ProductShares;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command that measures what attention costs, and writes the report.
///
/// Exit codes: 0 if all went well, 1 if a fork failed, two runtimes disagree or a file cannot be used, 2 if the
/// arguments make no sense.
@Command(name = "attention",
        description = {"Measures blocks of attention and whole networks with them, and writes a report: attention.html,"
                + " attention.json, attention.csv and attention.svg, the main chart.", ""})
public final class AttentionCommand extends BenchCommand {

    private static final int PRODUCT_TURNS = 40;
    private static final long PRODUCT_TURN_NANOS = 30_000_000;

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

        private StudyEffort effort() { return full ? StudyEffort.FULL : smoke ? StudyEffort.SMOKE : StudyEffort.QUICK; }
    }

    @Option(names = "--forks", paramLabel = "N", description = "Processes, one after the other; 0: this one.")
    private Integer forks;

    @Option(names = "--shapes", paramLabel = "FILE",
            description = "A list of shapes instead of the one that comes with the program, which says how to write"
                    + " one.")
    private Path shapes;

    @Option(names = "--out", paramLabel = "FOLDER", defaultValue = "attention-report",
            description = "Where the report is written. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        require(forks == null || forks >= 0 && forks <= 100, "--forks must be from 0 to 100, found " + forks);
        try {
            if (how.products) {
                out().print(ProductShares.table(ProductShares.measure(PRODUCT_TURNS, PRODUCT_TURN_NANOS)));
                return 0;
            }
            if (how.compared != null) {
                out().print(RunComparison.of(Results.read(how.compared.get(0)), Results.read(how.compared.get(1))));
                return 0;
            }
            write(how.rendered != null ? Results.read(how.rendered) : measure());
            return 0;
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            return failed(e instanceof IOException ? e.toString() : e.getMessage());
        }
    }

    private Results measure() throws IOException {
        StudyEffort effort = how.effort();
        List<Key> keys = shapes == null ? Shapes.resource(effort.shapes()) : Shapes.file(shapes);
        int processes = forks == null ? effort.pace().forks() : forks;
        Files.createDirectories(folder);
        Map<String, String> environment = environment(effort, processes);
        Campaign.Outcome outcome = new Campaign(effort, keys, processes, err()).run();
        return new Results(environment, effort.mainSize(), outcome.peaks(), outcome.entries());
    }

    private static Map<String, String> environment(StudyEffort effort, int forks) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("measured", OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).toString());
        Machine.describe().forEach((name, value) -> map.put(name, value.toString()));
        map.put("lanes", Kernels.best().lanes() + " floats a vector");
        map.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        map.put("ONNX Runtime", OnnxRuntime.version());
        map.put("network width", Double.toString(effort.networks().width()));
        map.put("effort", String.format(Locale.ROOT,
                "%s: %d %s; in each fork %d turns of at least %.4g ms by turns, after a warm-up until nobody"
                        + " gains 3 %%",
                effort.name().toLowerCase(Locale.ROOT), Math.max(1, forks),
                forks == 0 ? "process" : forks == 1 ? "fork" : "forks",
                effort.pace().rounds(), effort.pace().turnNanos() / 1e6));
        return map;
    }

    private void write(Results results) throws IOException {
        Files.createDirectories(folder);
        Map<String, Object> json = results.toMap();
        List<PaperClaim> claims = Claims.of(results);
        json.put("claims", claims.stream().map(PaperClaim::toMap).toList());
        writeJson(folder.resolve("attention.json"), json);
        Files.writeString(folder.resolve("attention.csv"), Csv.of(results));
        Files.writeString(folder.resolve("attention.html"), Page.of(results));
        Files.writeString(folder.resolve("attention.svg"), new Charts(results).main().file());
        for (PaperClaim claim : claims) {
            out().println(claim.number() + ". " + claim.text() + "\n   " + claim.verdict());
            claim.checks().forEach(check -> out().println(
                    "   - " + check.statement() + ": " + check.outcome() + "; " + check.found()));
        }
        out().println("report: " + folder.resolve("attention.html"));
    }
}
