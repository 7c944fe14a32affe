package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.measure.Benchmark;
import dev.ghostlane.cli.measure.Machine;
import dev.ghostlane.cli.options.CheckpointOptions;
import dev.ghostlane.cli.options.FormatOption;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.cli.options.ThreadsOption;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ghostlane bench`: how fast the network is on this machine.
@Command(name = "bench", description = {"Measures runs of the network on random pixels.", "",
        "It warms up until the time no longer falls, the JIT compiler rests and runs allocate nothing, for at most"
                + " ten times as long as it measures; then it notes the time of every run. Images per second and"
                + " GFLOP/s follow from the median; a multiply-add counts as two operations. Allocated bytes"
                + " are the median of what the calling thread allocates in a run; it should be 0.",
        ""})
final class BenchCommand extends Subcommand {
    private static final long SEED = 42;

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL",
            description = CheckpointOptions.CHECKPOINT + " (default: random weights)")
    private Path model;

    @Option(names = "--network", paramLabel = "NETWORK",
            description = "network with random weights: ghostnet, which has no attention, or ghostnetv2"
                    + " (default: ghostnetv2)")
    private Variant variant;

    @Option(names = "--width", paramLabel = "W",
            description = "width of the network with random weights (default: 1.0)")
    private Double width;

    @Option(names = "--classes", paramLabel = "C",
            description = "classes of the network with random weights (default: 1000)")
    private Integer classes;

    @Option(names = "--size", paramLabel = "HxW",
            description = "size of the images in pixels, height first (default: the model's input size, 224x224 for"
                    + " random weights)")
    private ImageSize size;

    @Option(names = {"-b", "--batch"}, paramLabel = "N", defaultValue = "1",
            description = "images of a run (default: ${DEFAULT-VALUE})")
    private int batch;

    @Mixin
    private ThreadsOption threads = new ThreadsOption(1);

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3",
            description = "how long to measure, after the warm-up (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Mixin
    private FormatOption format;

    @Option(names = "--profile", description = "show where the time goes, step by step")
    private boolean profile;

    @Mixin
    private CheckpointOptions options;

    @Override
    public Integer call() {
        int team = threads.count();
        require(batch >= 1 && batch <= 65536, "--batch must be from 1 to 65536, found " + batch);
        require(seconds > 0 && seconds <= 3600, "--seconds must be above 0 and at most 3600, found " + seconds);
        require(model == null || variant == null, "--model brings its own network; leave out --network");
        require(model == null || width == null, "--model brings its own width; leave out --width");
        require(model == null || classes == null, "--model brings its own classes; leave out --classes");
        OutputFormat printed = format.format();
        require(printed != OutputFormat.CSV || !profile, "--profile has no form in csv; choose json");
        GhostNetV2 network = network();
        ImageSize image = size == null ? Models.inputSize(network) : size;
        Plan one = Models.plan(network, 1, image, size == null ? "model" : "--size " + image);
        Plan plan = batch == 1 ? one : Models.plan(network, batch, image, "--batch " + batch);
        try (Session session = plan.session(team)) {
            session.skipWarmStart();
            fill(session.input());
            Benchmark result = Benchmark.of(session, seconds);
            Map<String, Object> figures = figures(network, plan, result);
            if (printed == OutputFormat.TABLE) {
                print(plan, network, figures, session.profile());
            } else {
                if (profile) {
                    figures.put("profile", profile(session.profile()));
                }
                Records.one(out(), printed, figures);
            }
        }
        return Main.GOOD;
    }

    private GhostNetV2 network() {
        return model != null
                ? options.load(model)
                : options.random(variant == null ? Variant.GHOSTNETV2 : variant, width == null ? 1.0 : width,
                        classes == null ? 1000 : classes);
    }

    /// Values like those of normalised pixels; the time does not depend on them.
    private static void fill(FeatureMap input) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] data = input.data();
        int end = input.offset() + input.pixels() * input.pixelStride();
        for (int i = input.offset(); i < end; i++) {
            data[i] = (float) random.nextDouble(-2, 2);
        }
    }

    private Map<String, Object> figures(GhostNetV2 network, Plan plan, Benchmark result) {
        Map<String, Object> figures = new LinkedHashMap<>();
        double median = result.nanos().quantile(0.5);
        figures.put("min_ms", round(result.nanos().minMillis()));
        figures.put("median_ms", round(result.nanos().medianMillis()));
        figures.put("p90_ms", round(result.nanos().p90Millis()));
        figures.put("images_per_s", round(plan.inputShape().batch() * 1e9 / median));
        figures.put("gflops", round(2.0 * plan.multiplyAdds() / median));
        figures.put("allocated_bytes_per_run", result.allocatedBytesPerRun());
        figures.put("allocated_bytes", result.allocatedBytes());
        figures.put("runs", result.nanos().count());
        figures.put("warmup_runs", result.warmupRuns());
        figures.put("model", network.description());
        figures.put("network", network.configuration().variant().toString());
        figures.put("multiply_adds", plan.multiplyAdds());
        figures.put("batch", plan.inputShape().batch());
        figures.put("height", plan.inputShape().height());
        figures.put("width", plan.inputShape().width());
        figures.put("threads", threads.count());
        figures.put("kernels", Kernels.best().name());
        figures.put("cpu", Machine.cpu());
        figures.put("java", Runtime.version().toString());
        return figures;
    }

    private void print(Plan plan, GhostNetV2 network, Map<String, Object> figures, Profile steps) {
        PrintWriter out = out();
        out.println(Text.printable(network.description()));
        out.println(Kernels.choice());
        out.println(Machine.cpu() + ", Java " + Runtime.version());
        print("input %s, %d thread%s, %,d multiply-adds, %d runs after %d to warm up",
                plan.inputShape(), threads.count(), threads.count() == 1 ? "" : "s", plan.multiplyAdds(),
                figures.get("runs"), figures.get("warmup_runs"));
        out.println();
        print("min         %10.3f ms", figures.get("min_ms"));
        print("median      %10.3f ms", figures.get("median_ms"));
        print("p90         %10.3f ms", figures.get("p90_ms"));
        print("images/s    %10.1f", figures.get("images_per_s"));
        print("GFLOP/s     %10.1f", figures.get("gflops"));
        print("allocated   %10d bytes per run", figures.get("allocated_bytes_per_run"));
        if (profile) {
            out.println();
            out.print(steps.table());
        }
    }

    private static List<Map<String, Object>> profile(Profile profile) {
        double runs = Math.max(profile.runs(), 1);
        return profile.entries().stream().map(step -> Json.object("name", step.name(), "kind", step.kind(),
                "output", step.output().toString(), "us", round(step.nanos() / runs / 1e3),
                "multiply_adds", step.multiplyAdds(), "gflops", round(step.gigaflops(profile.runs())))).toList();
    }

    /// To four digits after the point, beyond which clocks show noise.
    private static double round(double value) { return Math.rint(value * 1e4) / 1e4; }
}
