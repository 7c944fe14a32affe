package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The command that compares Ghostlane with ONNX Runtime or XNNPACK, or two builds of Ghostlane.
///
/// Exit codes: 0 if all cases were measured, 1 if one failed or the outputs disagree, 2 if the arguments make no sense.
@Command(name = "compare",
        description = {
                "Compares Ghostlane with ONNX Runtime or XNNPACK, or two builds of Ghostlane, on the same weights and"
                        + " inputs.",
                "",
                "A ratio of 2 means that the other runtime, or the second build, takes twice the time. Lists are"
                        + " separated by commas. Without"
                        + " --width, --size, --threads and --batch all cases run: widths 1.0, 1.3 and 1.6 at 224x224"
                        + " with batch 1 and 32, and width 1.0 at 160x160, 320x320 and 480x640, each on 1 and on 2"
                        + " threads. With one of them, what is not given is width 1.0, 224x224, 1 and 2 threads and"
                        + " batch 1.",
                ""})
public final class CompareCommand extends BenchCommand {

    @Option(names = "--builds", split = ",", paramLabel = "BUILD",
            description = {
                    "Compares two builds of Ghostlane instead: folders with checkouts, or commits of this one, which"
                            + " are checked out below bench/target. What is not built yet, or no longer up to date, is"
                            + " built. Each fork is a pair of JVMs that take turns.",
                    "For example: --builds HEAD~1,. --width 1.0,1.6 --threads 1 --forks 10"})
    private List<String> builds = List.of();

    @Option(names = "--first-threads", paramLabel = "N",
            description = "Threads of the first build's runs, whatever --threads says: 1 shows what more threads are"
                    + " worth.")
    private Integer firstThreads;

    @Option(names = "--xnnpack", paramLabel = "LIBRARY",
            description = "Compares with XNNPACK instead of ONNX Runtime: a shared library that you have built.")
    private Path xnnpack;

    @Option(names = {"-m", "--model"}, paramLabel = "FILE",
            description = "Checkpoint to load instead of random weights of some width.")
    private Path model;

    @Option(names = "--onnx", paramLabel = "FILE",
            description = {
                    "ONNX file that both run as it is. What is not given is its own size or 224x224, 1 and 2 threads"
                            + " and batch 1."})
    private Path onnx;

    @Option(names = "--tolerance", paramLabel = "T",
            description = "What the outputs may differ by, as a share of their range. Default: 0.00001, for --onnx"
                    + " 0.001: trained weights make more of rounding. Half precision needs 0.01.")
    private Double tolerance;

    @Option(names = "--width", split = ",", paramLabel = "W", description = "Widths of the network.")
    private List<Double> widths = List.of();

    @Option(names = "--weights-as", paramLabel = "TYPE",
            description = {
                    "bf16 or f16: both run the weights folded and then rounded to 16 bits. Ghostlane keeps them so,"
                            + " the other runtime has the same numbers in 32 bits."})
    private String weightsAs;

    @Option(names = "--size", split = ",", paramLabel = "HxW", converter = SizeConverter.class,
            description = "Sizes of the images, height first.")
    private List<Case.Size> sizes = List.of();

    @Option(names = "--threads", split = ",", paramLabel = "N", description = "Threads of a run.")
    private List<Integer> threads = List.of();

    @Option(names = "--batch", split = ",", paramLabel = "N", description = "Images of a run.")
    private List<Integer> batches = List.of();

    @Option(names = "--forks", paramLabel = "N",
            description = "Processes that measure a case, one after the other; 0: this one (not with --builds)."
                    + " Default: 5.")
    private Integer forks;

    @Option(names = "--seconds", paramLabel = "S",
            description = "How long a fork measures each of the two. Default: 3.")
    private Double seconds;

    @Option(names = "--quick", description = "One fork of one second: a first look.")
    private boolean quick;

    @Option(names = "--no-spinning",
            description = "The other runtime's threads sleep when they wait. Its default, and this command's, is to"
                    + " spin.")
    private boolean sleeping;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the results to a file, too.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        require(widths.stream().allMatch(w -> w > 0 && w <= 10), "--width must be above 0 and at most 10");
        require(threads.stream().allMatch(n -> n >= 1 && n <= 64), "--threads must be from 1 to 64");
        require(batches.stream().allMatch(n -> n >= 1 && n <= 1024), "--batch must be from 1 to 1024");
        require(forks == null || forks >= 0 && forks <= 100, "--forks must be from 0 to 100");
        require(seconds == null || seconds > 0 && seconds <= 600, "--seconds must be above 0 and at most 600");
        require(builds.isEmpty() || builds.size() == 2, "--builds must be two, found " + builds.size());
        require(firstThreads == null || firstThreads >= 1 && firstThreads <= 64,
                "--first-threads must be from 1 to 64, found " + firstThreads);
        require(firstThreads == null || !builds.isEmpty(), "--first-threads needs --builds");
        require(builds.isEmpty() || !sleeping, "--no-spinning is for another runtime");
        require(builds.isEmpty() || forks == null || forks > 0, "--builds needs --forks of at least 1");
        require(model == null || onnx == null, "--model and --onnx exclude each other");
        require(builds.isEmpty() || onnx == null, "--onnx is for ONNX Runtime");
        require(xnnpack == null || builds.isEmpty() && onnx == null, "--xnnpack excludes --builds and --onnx");
        require(weightsAs == null || weightsAs.matches("bf16|f16"),
                "--weights-as must be bf16 or f16, found " + weightsAs);
        require(weightsAs == null || builds.isEmpty() && onnx == null,
                "--weights-as is for random weights and --model, beside another runtime");
        require(tolerance == null || tolerance > 0 && tolerance < 1, "--tolerance must be above 0 and below 1");
        model = onnx == null ? model : onnx;
        require(model == null || widths.isEmpty(), "--width is for random weights");
        try (Comparison comparison = comparison()) {
            return compare(comparison);
        } catch (IllegalArgumentException | IllegalStateException | CheckpointException e) {
            return failed(e.getMessage());
        }
    }

    private Comparison comparison() throws IOException {
        if (!builds.isEmpty()) {
            return new BuildComparison(List.of(Build.of(builds.get(0)), Build.of(builds.get(1))),
                    firstThreads);
        }
        return xnnpack == null
                ? new PeerComparison(Peer.Kind.ONNX_RUNTIME, onnx, tolerance(), !sleeping)
                : new PeerComparison(Peer.Kind.XNNPACK, xnnpack, tolerance(), !sleeping);
    }

    private double tolerance() {
        return tolerance != null ? tolerance : onnx == null ? OnnxRuntime.TOLERANCE : OnnxRuntime.GIVEN_TOLERANCE;
    }

    private int compare(Comparison comparison) throws IOException {
        printEnvironment();
        comparison.describe(out());
        out().println();
        out().print(Result.header());
        List<Result> results = new ArrayList<>();
        for (Case what : cases()) {
            Result result = new Result(what, comparison.names(), comparison.measure(what,
                    seconds != null ? seconds : quick ? 1 : 3, forks != null ? forks : quick ? 1 : 5));
            results.add(result);
            out().print(result.lines());
            out().flush();
        }
        boolean good = comparison.conclude(results, out());
        if (json != null) {
            Map<String, Object> map = Json.map("environment", Machine.describe());
            map.putAll(comparison.toMap());
            List<String> keys = comparison.keys();
            map.put("results", results.stream().map(result -> result.toMap(keys.get(0), keys.get(1))).toList());
            writeJson(json, map);
        }
        return good ? 0 : 1;
    }

    private List<Case> cases() {
        GhostNetV2 loaded = model == null ? null : GhostNetV2.load(model);
        List<Double> usualWidths = model == null
                ? List.of(1.0, 1.3, 1.6)
                : List.of(loaded.configuration().width());
        int side = onnx == null ? 224 : loaded.preprocessing().crop();
        if (onnx == null && widths.isEmpty() && sizes.isEmpty() && threads.isEmpty() && batches.isEmpty()) {
            Case.Size usual = new Case.Size(224, 224);
            List<Case> all = new ArrayList<>(
                    product(usualWidths, List.of(usual), List.of(1, 2), List.of(1, 32)));
            all.addAll(product(usualWidths.subList(0, 1), List.of(new Case.Size(160, 160), new Case.Size(320, 320),
                    new Case.Size(480, 640)), List.of(1, 2), List.of(1)));
            return all;
        }
        return product(given(widths, usualWidths.subList(0, 1)), given(sizes, List.of(new Case.Size(side, side))),
                given(threads, List.of(1, 2)), given(batches, List.of(1)));
    }

    private static <T> List<T> given(List<T> values, List<T> otherwise) {
        return values.isEmpty() ? otherwise : values;
    }

    private List<Case> product(List<Double> widths, List<Case.Size> sizes, List<Integer> threads,
            List<Integer> batches) {
        DType rounded = weightsAs == null ? null : DType.valueOf(weightsAs.toUpperCase(Locale.ROOT));
        List<Case> cases = new ArrayList<>();
        for (double width : widths) {
            for (Case.Size size : sizes) {
                for (int batch : batches) {
                    for (int count : threads) {
                        cases.add(new Case(model, width, rounded, size, count, batch));
                    }
                }
            }
        }
        return cases;
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
