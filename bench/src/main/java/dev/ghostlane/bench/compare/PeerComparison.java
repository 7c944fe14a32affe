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

/// Ghostlane and another runtime, both in each process.
final class PeerComparison implements Comparison {
    private final Peer.Kind kind;
    private final Path given;
    private final double tolerance;
    private final boolean spinning;
    private final Path folder;

    /// @param kind the other runtime
    /// @param given the shared library of XNNPACK, or the ONNX file for ONNX Runtime; null for one that is exported
    /// @param tolerance what the outputs may differ by, as a share of their range
    /// @param spinning whether the other runtime's threads spin when they wait
    PeerComparison(Peer.Kind kind, Path given, double tolerance, boolean spinning) throws IOException {
        this.kind = kind;
        this.given = given;
        this.tolerance = tolerance;
        this.spinning = spinning;
        this.folder = Files.createTempDirectory("ghostlane-compare");
    }

    @Override
    public List<String> names() { return List.of("Ghostlane", kind.toString()); }

    @Override
    public List<String> keys() { return List.of("ghostlane", kind.key()); }

    @Override
    public void describe(PrintStream out) { out.println("peer: " + kind + " " + version()); }

    /// XNNPACK has none; its file says which build it is.
    private String version() {
        return switch (kind) {
            case ONNX_RUNTIME -> OnnxRuntime.version();
            case XNNPACK -> given.toString();
        };
    }

    @Override
    public List<Outcome> measure(Case what, double seconds, int forks) throws IOException {
        Peer peer = new Peer(kind, given == null ? exported(what) : given, spinning);
        if (forks == 0) {
            return List.of(PeerFork.run(what, peer, seconds, false, tolerance));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            outcomes.add(PeerFork.start(what, peer, seconds, fork % 2 == 1, tolerance));
        }
        return outcomes;
    }

    private Path exported(Case what) throws IOException {
        Path model = folder.resolve(what.fileName());
        if (!Files.exists(model)) {
            OnnxExporter.of(what.network().network()).withBatch(what.batch())
                    .withSize(what.size().height(), what.size().width()).write(model, false);
        }
        return model;
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
    public Map<String, Object> toMap() { return Map.of(kind.key(), version(), "spinning", spinning); }

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
