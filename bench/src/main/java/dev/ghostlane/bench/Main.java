package dev.ghostlane.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.peak.RooflineProfiler;
import dev.ghostlane.bench.report.Environment;
import dev.ghostlane.bench.report.Measurement;
import dev.ghostlane.bench.report.Reporter;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command that runs the benchmarks.
///
/// Exit codes: 0 if all ran, 1 if one failed, for example because its kernel gave other bits than the scalar
/// reference, 2 if the arguments make no sense.
@Command(name = "bench/run", sortOptions = false, mixinStandardHelpOptions = true, usageHelpWidth = 100,
        description = "Runs JMH benchmarks and reports times, GFLOP/s, share of the FMA peak and allocation.",
        footer = {
                "", "Arguments behind a lone '--' go to JMH, for example: bench/run Pointwise -- -f 5 -i 10"})
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATTERN",
            description = "Regular expressions; benchmarks whose names contain a match run. Default: all.")
    private List<String> patterns = List.of();

    @Option(names = {"-p",
            "--param"}, paramLabel = "NAME=V1,V2", mapFallbackValue = "",
            description = "Values of a parameter, for example -p kernels=simd -p width=1.0 -p batch=32.")
    private Map<String, String> params = Map.of();

    @Option(names = "--quick", description = "One fork and few samples: a first look.")
    private boolean quick;

    @Option(names = "--smoke", description = "Everything once in this process: shows that it runs.")
    private boolean smoke;

    @Option(names = "--vector-bits", paramLabel = "N",
            description = "Vector width: 128, 256 or 512. Default: what the platform prefers.")
    private String vectorBits;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measurements to a file, too.")
    private Path json;

    @Option(names = "--list", description = "Prints the names of the benchmarks and runs nothing.")
    private boolean list;

    private final PrintStream out;
    private final PrintStream err;
    private final List<String> jmh;

    private Main(PrintStream out, PrintStream err, List<String> jmh) {
        this.out = out;
        this.err = err;
        this.jmh = jmh;
    }

    /// Runs the command and ends the process with its exit code.
    ///
    /// @param args see `--help`
    public static void main(String[] args) { System.exit(run(System.out, System.err, args)); }

    /// Runs the command.
    ///
    /// @param out receives the table
    /// @param err receives messages
    /// @param args see `--help`
    /// @return the exit code
    public static int run(PrintStream out, PrintStream err, String... args) {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        List<String> own = split < 0 ? all : all.subList(0, split);
        List<String> jmh = split < 0 ? List.of() : all.subList(split + 1, all.size());
        return new CommandLine(new Main(out, err, jmh)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(own.toArray(String[]::new));
    }

    @Override
    public Integer call() throws IOException {
        if (quick && smoke) {
            throw new ParameterException(spec.commandLine(), "--quick and --smoke exclude each other");
        }
        if (vectorBits != null && !List.of("128", "256", "512").contains(vectorBits)) {
            throw new ParameterException(spec.commandLine(), "--vector-bits must be 128, 256 or 512, found "
                    + vectorBits);
        }
        Options options = options();
        if (list) {
            new Runner(options).list();
            return 0;
        }
        Reporter reporter = new Reporter(out, err);
        Environment.describe().forEach((name, value) -> out.println(name + ": " + value));
        try {
            new Runner(options, reporter).run();
        } catch (NoBenchmarksException e) {
            throw new ParameterException(spec.commandLine(), "no benchmark matches " + patterns, e);
        } catch (RunnerException e) {
            err.println("bench/run: " + e.getMessage());
            return 1;
        }
        if (json != null) {
            write(reporter.measurements());
        }
        return 0;
    }

    private Options options() {
        CommandLineOptions given;
        try {
            given = new CommandLineOptions(jmh.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new ParameterException(spec.commandLine(), "JMH: " + e.getMessage(), e);
        }
        OptionsBuilder builder = new OptionsBuilder();
        builder.parent(given).shouldFailOnError(true).addProfiler(RooflineProfiler.class)
                .addProfiler(GCProfiler.class);
        patterns.forEach(builder::include);
        params.forEach((name, values) -> builder.param(name, values.split(",")));
        (smoke ? Effort.SMOKE : quick ? Effort.QUICK : Effort.FULL).apply(builder, given);
        if (vectorBits != null) {
            System.setProperty(Kernels.VECTOR_BITS, vectorBits);
            List<String> jvm = new ArrayList<>(given.getJvmArgsAppend().orElse(List.of()));
            jvm.addAll(List.of("--add-modules", "jdk.incubator.vector", "-D" + Kernels.VECTOR_BITS + "="
                    + vectorBits));
            builder.jvmArgsAppend(jvm.toArray(String[]::new));
        }
        return builder.build();
    }

    private void write(List<Measurement> measurements) throws IOException {
        String text = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).with(JSON.Feature.WRITE_NULL_PROPERTIES)
                .asString(Map.of("environment", Environment.describe(), "measurements",
                        measurements.stream().map(Measurement::toMap).toList()));
        Files.writeString(json, text + "\n");
    }
}
