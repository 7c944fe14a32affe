package dev.ghostlane.bench.attention;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How much is measured, and how long.
enum Effort {

    /// Shows that everything runs, in one process; its times mean nothing.
    SMOKE(0, 1, 200_000, 1, 50_000_000L, 0.25, List.of(64, 96), List.of(64), List.of(1)),

    /// Some minutes.
    QUICK(3, 5, 20_000_000, 24, 25_000_000_000L, 1.0, List.of(160, 224, 320, 448, 640), List.of(224, 448),
            List.of(1, 2)),

    /// An hour or more: many forks, longer turns, more sizes of images.
    FULL(12, 10, 100_000_000, 40, 100_000_000_000L, 1.0, List.of(160, 192, 224, 256, 320, 384, 448, 512, 640),
            List.of(160, 224, 320, 448, 640), List.of(1, 2));

    private final int forks;
    private final int rounds;
    private final long turnNanos;
    private final int warmUpRounds;
    private final long mostMultiplyAdds;
    private final double width;
    private final List<Integer> sizes;
    private final List<Integer> onnxSizes;
    private final List<Integer> threads;

    Effort(int forks, int rounds, long turnNanos, int warmUpRounds, long mostMultiplyAdds, double width,
            List<Integer> sizes, List<Integer> onnxSizes, List<Integer> threads) {
        this.forks = forks;
        this.rounds = rounds;
        this.turnNanos = turnNanos;
        this.warmUpRounds = warmUpRounds;
        this.mostMultiplyAdds = mostMultiplyAdds;
        this.width = width;
        this.sizes = sizes;
        this.onnxSizes = onnxSizes;
        this.threads = threads;
    }

    /// Processes, one after the other; 0: this one.
    int forks() { return forks; }

    /// Turns of each contestant in a fork.
    int rounds() { return rounds; }

    /// How long a turn takes at least.
    long turnNanos() { return turnNanos; }

    /// Turns of the warm-up at most.
    int warmUpRounds() { return warmUpRounds; }

    /// A run that needs more is left out.
    long mostMultiplyAdds() { return mostMultiplyAdds; }

    /// Memory for the weights and maps of one contestant; what needs more is left out.
    long mostBytes() { return Runtime.getRuntime().maxMemory() / 4; }

    /// Width of the networks.
    double width() { return width; }

    /// Sides of the networks' images.
    List<Integer> sizes() { return sizes; }

    /// Those of them for ONNX Runtime.
    List<Integer> onnxSizes() { return onnxSizes; }

    /// Threads of the networks' runs.
    List<Integer> threads() { return threads; }

    /// The size of images at which the networks are compared.
    int mainSize() { return sizes.contains(224) ? 224 : sizes.getFirst(); }

    /// The name of the list of shapes.
    String shapes() { return this == SMOKE ? "smoke-shapes.txt" : "shapes.txt"; }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("effort", name().toLowerCase(Locale.ROOT));
        map.put("rounds", rounds);
        map.put("turn_ms", turnNanos / 1e6);
        map.put("most_multiply_adds", mostMultiplyAdds);
        map.put("most_bytes", mostBytes());
        map.put("network_width", width);
        map.put("main_size", mainSize());
        return map;
    }
}
