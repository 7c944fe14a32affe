package dev.ghostlane.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.report.Environment;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The command that compares Ghostlane with ONNX Runtime.
///
/// Exit codes: 0 if all cases were measured, 1 if one failed, for example because the outputs disagree, 2 if the
/// arguments make no sense.
@Command(name = "bench/compare", sortOptions = false, mixinStandardHelpOptions = true, usageHelpWidth = 100,
        description = {"Compares Ghostlane with ONNX Runtime on the same weights and inputs.", "",
                "A ratio of 2 means that ONNX Runtime takes twice the time. Lists are separated by commas. Without"
                        + " --width, --size, --threads and --batch all cases run: widths 1.0, 1.3 and 1.6 at 224x224"
                        + " with batch 1 and 32, and width 1.0 at 160x160, 320x320 and 480x640, each on 1 and on 2"
                        + " threads. With one of them, what is not given is width 1.0, 224x224, 1 and 2 threads and"
                        + " batch 1.",
                ""})
public final class Compare implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--width", split = ",", paramLabel = "W", description = "Widths of the network.")
    private List<Double> widths = List.of();

    @Option(names = "--size", split = ",", paramLabel = "HxW", converter = SizeConverter.class,
            description = "Sizes of the images, height first.")
    private List<Case.Size> sizes = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Threads of a run.")
    private List<Integer> threads = List.of();

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "Images of a run.")
    private List<Integer> batches = List.of();

    @Option(names = "--forks", paramLabel = "N",
            description = "Processes that measure a case, one after the other; 0: this one. Default: 5.")
    private Integer forks;

    @Option(names = "--seconds", paramLabel = "S",
            description = "How long a fork measures each runtime. Default: 3.")
    private Double seconds;

    @Option(names = "--quick", description = "One fork of one second: a first look.")
    private boolean quick;

    @Option(names = "--no-spinning",
            description = "ONNX Runtime's threads sleep when they wait. Its default, and this command's, is to spin.")
    private boolean sleeping;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results to a file, too.")
    private Path json;

    private final PrintStream out;
    private final PrintStream err;

    private Compare(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
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
        return new CommandLine(new Compare(out, err)).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(args);
    }

    @Override
    public Integer call() throws IOException {
        require(widths.stream().allMatch(w -> w > 0 && w <= 10), "--width must be above 0 and at most 10");
        require(threads.stream().allMatch(n -> n >= 1 && n <= 64), "--threads must be from 1 to 64");
        require(batches.stream().allMatch(n -> n >= 1 && n <= 1024), "--batch must be from 1 to 1024");
        require(forks == null || forks >= 0 && forks <= 100, "--forks must be from 0 to 100");
        require(seconds == null || seconds > 0 && seconds <= 600, "--seconds must be above 0 and at most 600");
        Environment.describe().forEach((name, value) -> out.println(name + ": " + value));
        out.println("peer: ONNX Runtime " + OnnxRuntime.version());
        out.println();
        out.print(Result.header());
        Path folder = Files.createTempDirectory("ghostlane-compare");
        List<Result> results = new ArrayList<>();
        try {
            for (Case what : cases()) {
                Result result = new Result(what, duels(what, folder));
                results.add(result);
                out.print(result.lines());
                out.flush();
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println("bench/compare: " + e.getMessage());
            return 1;
        } finally {
            delete(folder);
        }
        double difference = results.stream().mapToDouble(Result::difference).max().orElse(0);
        out.println(String.format(Locale.ROOT, "%nLargest difference of a logit: %.1e of the logits' range"
                + " (allowed: %.0e). FMA peak of a thread: %.1f to %.1f GFLOP/s.", difference, Duel.TOLERANCE,
                results.stream().mapToDouble(Result::peak).min().orElse(0),
                results.stream().mapToDouble(Result::peak).max().orElse(0)));
        if (json != null) {
            write(results);
        }
        return 0;
    }

    private List<Case> cases() {
        if (widths.isEmpty() && sizes.isEmpty() && threads.isEmpty() && batches.isEmpty()) {
            Case.Size usual = new Case.Size(224, 224);
            List<Case> all = new ArrayList<>(
                    product(List.of(1.0, 1.3, 1.6), List.of(usual), List.of(1, 2), List.of(1, 32)));
            all.addAll(product(List.of(1.0), List.of(new Case.Size(160, 160), new Case.Size(320, 320),
                    new Case.Size(480, 640)), List.of(1, 2), List.of(1)));
            return all;
        }
        return product(given(widths, List.of(1.0)), given(sizes, List.of(new Case.Size(224, 224))),
                given(threads, List.of(1, 2)), given(batches, List.of(1)));
    }

    private static <T> List<T> given(List<T> values, List<T> otherwise) {
        return values.isEmpty() ? otherwise : values;
    }

    private static List<Case> product(List<Double> widths, List<Case.Size> sizes, List<Integer> threads,
            List<Integer> batches) {
        List<Case> cases = new ArrayList<>();
        for (double width : widths) {
            for (Case.Size size : sizes) {
                for (int batch : batches) {
                    for (int count : threads) {
                        cases.add(new Case(width, size, count, batch));
                    }
                }
            }
        }
        return cases;
    }

    private List<Duel.Outcome> duels(Case what, Path folder) throws IOException {
        Path model = folder.resolve(what.fileName());
        if (!Files.exists(model)) {
            OnnxExporter.of(GhostNetV2.random(Configuration.of(what.width(), Case.CLASSES), Case.WEIGHT_SEED).network())
                    .withBatch(what.batch()).withSize(what.size().height(), what.size().width()).write(model, false);
        }
        double duration = seconds != null ? seconds : quick ? 1 : 3;
        int count = forks != null ? forks : quick ? 1 : 5;
        if (count == 0) {
            return List.of(Duel.run(what, model, duration, false, !sleeping));
        }
        List<Duel.Outcome> outcomes = new ArrayList<>();
        for (int fork = 0; fork < count; fork++) {
            outcomes.add(Fork.start(what, model, duration, fork % 2 == 1, !sleeping, folder));
        }
        return outcomes;
    }

    private void write(List<Result> results) throws IOException {
        String text = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                .asString(
                        Map.of("environment", Environment.describe(), "onnxruntime", OnnxRuntime.version(), "spinning",
                                !sleeping, "results", results.stream().map(Result::toMap).toList()));
        Files.writeString(json, text + "\n");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private void require(boolean sensible, String message) {
        if (!sensible) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private static final class SizeConverter implements ITypeConverter<Case.Size> {
        @Override
        public Case.Size convert(String text) {
            try {
                return Case.Size.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
