package dev.ghostlane.bench.run;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.peak.RooflineProfiler;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command that runs the benchmarks.
///
/// Exit codes: 0 if all ran, 1 if one failed, for example because its kernel gave other bits than the scalar
/// reference, 2 if the arguments make no sense.
@Command(name = "run",
        description = "Runs JMH benchmarks and reports times, GFLOP/s, share of the FMA peak and allocation.",
        footer = {
                "", "Arguments after a lone '--' go to JMH, for example: bench/run Pointwise -- -f 5 -i 10"})
public final class RunCommand extends BenchCommand {

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

    @Override
    public Integer call() throws IOException {
        require(!quick || !smoke, "--quick and --smoke exclude each other");
        require(vectorBits == null || List.of("128", "256", "512").contains(vectorBits),
                "--vector-bits must be 128, 256 or 512, found " + vectorBits);
        List<String> own = patterns.subList(0, patterns.size() - argumentsForJmh());
        Options options = options(own, patterns.subList(own.size(), patterns.size()));
        if (list) {
            new Runner(options).list();
            return 0;
        }
        Reporter reporter = new Reporter(out(), err());
        printEnvironment();
        try {
            new Runner(options, reporter).run();
        } catch (NoBenchmarksException e) {
            throw wrongUsage("no benchmark matches " + own);
        } catch (RunnerException e) {
            return failed(e.getMessage());
        }
        if (json != null) {
            writeJson(json, Map.of("environment", Machine.describe(), "measurements",
                    reporter.measurements().stream().map(Measurement::toMap).toList()));
        }
        return 0;
    }

    /// How many of the last positional arguments came after `--`.
    private int argumentsForJmh() {
        List<String> all = spec().root().commandLine().getParseResult().originalArgs();
        int split = all.indexOf("--");
        return split < 0 ? 0 : all.size() - split - 1;
    }

    private Options options(List<String> include, List<String> jmh) {
        CommandLineOptions given;
        try {
            given = new CommandLineOptions(jmh.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw wrongUsage("JMH: " + e.getMessage());
        }
        OptionsBuilder builder = new OptionsBuilder();
        builder.parent(given).shouldFailOnError(true).addProfiler(RooflineProfiler.class)
                .addProfiler(GCProfiler.class);
        include.forEach(builder::include);
        params.forEach((name, values) -> builder.param(name, values.split(",")));
        (smoke ? JmhEffort.SMOKE : quick ? JmhEffort.QUICK : JmhEffort.FULL).apply(builder, given);
        if (vectorBits != null) {
            System.setProperty(Kernels.VECTOR_BITS, vectorBits);
            List<String> jvm = new ArrayList<>(given.getJvmArgsAppend().orElse(List.of()));
            jvm.addAll(List.of("--add-modules", "jdk.incubator.vector", "-D" + Kernels.VECTOR_BITS + "="
                    + vectorBits));
            builder.jvmArgsAppend(jvm.toArray(String[]::new));
        }
        return builder.build();
    }
}
