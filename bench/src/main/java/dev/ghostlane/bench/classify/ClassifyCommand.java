package dev.ghostlane.bench.classify;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.common.Program;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.images.Preprocessing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command that compares whole processes: `ghostlane classify` and [OnnxClassification], by turns.
@Command(name = "classify",
        description = {"Classifies one photo with Ghostlane and with ONNX Runtime (Java), each time in a new process.",
                "Reports wall time and peak resident memory, by turns. Both decode and preprocess with the same code"
                        + " and run once on one thread."})
public final class ClassifyCommand extends BenchCommand {

    @Option(names = {"-m", "--model"}, paramLabel = "FILE", required = true,
            description = "Checkpoint of a network for 224x224 with ImageNet's preprocessing.")
    private Path model;

    @Option(names = "--photo", paramLabel = "FILE", required = true, description = "The photo.")
    private Path photo;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10",
            description = "Processes of each. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Override
    public Integer call() throws InterruptedException {
        require(runs >= 1, "--runs must be at least 1, found " + runs);
        Path onnx = null;
        try {
            GhostNetV2 network = GhostNetV2.load(model);
            if (!network.preprocessing().equals(Preprocessing.IMAGENET)) {
                throw new IllegalArgumentException(model + ": expected a network with ImageNet's preprocessing ("
                        + Preprocessing.IMAGENET + "), found " + network.preprocessing());
            }
            out().println(network.description());
            printEnvironment();
            onnx = Files.createTempFile("ghostlane", ".onnx");
            OnnxExporter.of(network.network()).withBatch(1).withSize(224, 224).write(onnx, true);
            compare(onnx);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            if (onnx != null) {
                onnx.toFile().delete();
            }
        }
    }

    private void compare(Path onnx) throws IOException, InterruptedException {
        List<String> ghostlane = List.of(Program.home().resolve("ghostlane").toString(), "classify", "-m",
                model.toString(), photo.toString());
        List<String> peer = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                OnnxClassification.class.getName(), onnx.toString(), photo.toString());
        // Files into the page cache; the launcher makes its archive of classes.
        Figures.of(ghostlane);
        Figures.of(ghostlane);
        Figures.of(peer);
        List<Figures> ours = new ArrayList<>();
        List<Figures> theirs = new ArrayList<>();
        double[] ratios = new double[runs];
        for (int run = 0; run < runs; run++) {
            ours.add(Figures.of(ghostlane));
            theirs.add(Figures.of(peer));
            ratios[run] = ours.get(run).milliseconds / theirs.get(run).milliseconds;
        }
        out().println(String.format(Locale.ROOT, "%-14s %8s %8s %12s", "", "min ms", "median", "peak MB"));
        print("Ghostlane", ours);
        print("ONNX Runtime", theirs);
        out().println(
                String.format(Locale.ROOT, "Ghostlane's wall time by ONNX Runtime's, median of %d pairs: %.2f", runs,
                        new Median().evaluate(ratios)));
    }

    private void print(String name, List<Figures> figures) {
        double[] times = figures.stream().mapToDouble(Figures::milliseconds).toArray();
        out().println(String.format(Locale.ROOT, "%-14s %8.0f %8.0f %12.0f", name, Arrays.stream(times).min().orElse(0),
                new Median().evaluate(times),
                new Median().evaluate(figures.stream().mapToDouble(Figures::megabytes).toArray())));
    }

    /// Wall time of a process, and its peak resident memory as Linux tells it while the process lives (0 elsewhere).
    private record Figures(double milliseconds, double megabytes) {

        static Figures of(List<String> command) throws IOException, InterruptedException {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            double peak = 0;
            while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ForkedJvm.peakKilobytes("" + process.pid()) / 1024.0);
            }
            double milliseconds = (System.nanoTime() - start) / 1e6;
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(
                        String.join(" ", command) + " ended with exit code " + process.exitValue() + ": " + output);
            }
            return new Figures(milliseconds, peak);
        }
    }
}
