package dev.ghostlane.bench.compare;

import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Ghostlane and ONNX Runtime, both in each process.
final class OnnxComparison implements Comparison {
    private final Path given;
    private final double tolerance;
    private final boolean spinning;
    private final Path folder;

    /// @param given ONNX file that ONNX Runtime runs; null for one that is exported
    /// @param tolerance what the outputs may differ by, as a share of their range
    /// @param spinning whether ONNX Runtime's threads spin when they wait
    OnnxComparison(Path given, double tolerance, boolean spinning) throws IOException {
        this.given = given;
        this.tolerance = tolerance;
        this.spinning = spinning;
        this.folder = Files.createTempDirectory("ghostlane-compare");
    }

    @Override
    public List<String> names() { return List.of("Ghostlane", "ONNX Runtime"); }

    @Override
    public List<String> keys() { return List.of("ghostlane", "onnxruntime"); }

    @Override
    public void describe(PrintStream out) { out.println("peer: ONNX Runtime " + OnnxRuntime.version()); }

    @Override
    public List<Outcome> measure(Case what, double seconds, int forks) throws IOException {
        Path model = given == null ? folder.resolve(what.fileName()) : given;
        if (given == null && !Files.exists(model)) {
            OnnxExporter.of(what.network().network()).withBatch(what.batch())
                    .withSize(what.size().height(), what.size().width()).write(model, false);
        }
        if (forks == 0) {
            return List.of(OnnxFork.run(what, model, seconds, false, spinning, tolerance));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            outcomes.add(OnnxFork.start(what, model, seconds, fork % 2 == 1, spinning, tolerance));
        }
        return outcomes;
    }

    @Override
    public boolean conclude(List<Result> results, PrintStream out) {
        out.println(String.format(Locale.ROOT, "%nLargest difference of a logit: %.1e of the logits' range"
                + " (allowed: %.0e). FMA peak of a thread: %.1f to %.1f GFLOP/s.",
                results.stream().mapToDouble(Result::difference).max().orElse(0), tolerance,
                results.stream().mapToDouble(Result::peak).min().orElse(0),
                results.stream().mapToDouble(Result::peak).max().orElse(0)));
        return true;
    }

    @Override
    public Map<String, Object> toMap() { return Map.of("onnxruntime", OnnxRuntime.version(), "spinning", spinning); }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
