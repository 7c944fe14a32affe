package dev.ghostlane.bench.attention;

import java.util.List;
import java.util.Locale;

/// How much is measured, and how long.
enum StudyEffort {

    /// Shows that everything runs, in one process; its times mean nothing.
    SMOKE(0, 1, 200_000, 1, 500_000_000L, 100_000_000L, 64, 0.25, List.of(64, 96), List.of(64), List.of(1)),

    /// Some minutes.
    QUICK(3, 5, 10_000_000, 12, 4_000_000_000L, 2_000_000_000L, 300, 1.0, List.of(160, 224, 320, 448, 640),
            List.of(224, 448), List.of(1, 2)),

    /// An hour or more: many forks, longer turns, more sizes of images.
    FULL(12, 10, 100_000_000, 40, 100_000_000_000L, 20_000_000_000L, 1500, 1.0,
            List.of(160, 192, 224, 256, 320, 384, 448, 512, 640), List.of(160, 224, 320, 448, 640), List.of(1, 2));

    private static final long SETTLE_NANOS = 15_000_000_000L;

    private final int forks;
    private final int rounds;
    private final long turnNanos;
    private final int warmUpRounds;
    private final long mostMultiplyAdds;
    private final long mostOfNetwork;
    private final long mostMegabytes;
    private final double width;
    private final List<Integer> sizes;
    private final List<Integer> onnxSizes;
    private final List<Integer> threads;

    StudyEffort(int forks, int rounds, long turnNanos, int warmUpRounds, long mostMultiplyAdds, long mostOfNetwork,
            long mostMegabytes, double width, List<Integer> sizes, List<Integer> onnxSizes, List<Integer> threads) {
        this.forks = forks;
        this.rounds = rounds;
        this.turnNanos = turnNanos;
        this.warmUpRounds = warmUpRounds;
        this.mostMultiplyAdds = mostMultiplyAdds;
        this.mostOfNetwork = mostOfNetwork;
        this.mostMegabytes = mostMegabytes;
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

    /// How long a process runs at least before it measures: C2 needs seconds for the larger kernels.
    long settleNanos() { return this == SMOKE ? 0 : SETTLE_NANOS; }

    /// Turns of the warm-up at most.
    int warmUpRounds() { return warmUpRounds; }

    /// Throws if a contestant needs more multiply-adds or memory than this effort is worth, or more than an eighth of this
    /// JVM's memory, of which there must be enough for all contestants of a shape. Networks have a limit of multiply-adds of
    /// their own: these take longer, on few channels.
    ///
    /// @throws IllegalArgumentException that says so
    void requireAffordable(boolean network, long multiplyAdds, long bytes) {
        long mostAdds = network ? mostOfNetwork : mostMultiplyAdds;
        if (multiplyAdds > mostAdds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "needs %,d million multiply-adds, more than the limit of %,d million", multiplyAdds / 1_000_000,
                    mostAdds / 1_000_000));
        }
        long most = Math.min(mostMegabytes << 20, Runtime.getRuntime().maxMemory() / 8);
        if (bytes > most) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "needs %,d MB of memory, more than the limit of %,d MB", bytes >> 20, most >> 20));
        }
    }

    /// Width of the networks.
    double width() { return width; }

    /// Sides of the networks' images.
    List<Integer> sizes() { return sizes; }

    /// Those of them at which a runtime is measured on so many threads: on several, a quick look is one at the main size.
    List<Integer> sizes(String runtime, int threads) {
        if (this == QUICK && threads > 1) {
            return List.of(mainSize());
        }
        return runtime.equals(Key.ONNX) ? onnxSizes : sizes;
    }

    /// Threads of the networks' runs.
    List<Integer> threads() { return threads; }

    /// The size of images at which the networks are compared.
    int mainSize() { return sizes.contains(224) ? 224 : sizes.getFirst(); }

    /// The name of the list of shapes.
    String shapes() {
        return switch (this) {
            case SMOKE -> "smoke-shapes.txt";
            case QUICK -> "quick-shapes.txt";
            case FULL -> "shapes.txt";
        };
    }
}
