package dev.ghostlane.bench.attention;

import java.util.List;
import java.util.Locale;

/// How much is measured, and how long.
enum StudyEffort {

    /// Shows that everything runs, in one process; its times mean nothing.
    SMOKE(new Pace(0, 1, 200_000, 1, 0),
            new Limits(500_000_000, 100_000_000, 64),
            new Networks(0.25, List.of(64, 96), List.of(64), List.of(1))),

    /// Some minutes.
    QUICK(new Pace(3, 5, 10_000_000, 12, 15_000_000_000L),
            new Limits(4_000_000_000L, 2_000_000_000, 300),
            new Networks(1.0, List.of(160, 224, 320, 448, 640), List.of(224, 448), List.of(1, 2))),

    /// An hour or more: many forks, longer turns, more sizes of images.
    FULL(new Pace(12, 10, 100_000_000, 40, 15_000_000_000L),
            new Limits(100_000_000_000L, 20_000_000_000L, 1500),
            new Networks(1.0, List.of(160, 192, 224, 256, 320, 384, 448, 512, 640), List.of(160, 224, 320, 448, 640),
                    List.of(1, 2)));

    private final Pace pace;
    private final Limits limits;
    private final Networks networks;

    StudyEffort(Pace pace, Limits limits, Networks networks) {
        this.pace = pace;
        this.limits = limits;
        this.networks = networks;
    }

    /// How long is measured.
    ///
    /// @param forks processes, one after the other; 0: this one
    /// @param rounds turns of each contestant in a fork
    /// @param turnNanos how long a turn takes at least
    /// @param warmUpRounds turns of the warm-up at most
    /// @param settleNanos how long a process runs at least before it measures: C2 needs seconds for the larger kernels
    record Pace(int forks, int rounds, long turnNanos, int warmUpRounds, long settleNanos) {}

    /// What is small enough to be measured.
    ///
    /// @param multiplyAdds of a block at most
    /// @param networkMultiplyAdds of a network at most; for as many, it takes longer, on few channels
    /// @param megabytes of memory at most
    record Limits(long multiplyAdds, long networkMultiplyAdds, long megabytes) {}

    /// Which networks are measured.
    ///
    /// @param width factor on the channel counts
    /// @param sizes sides of the images
    /// @param onnxSizes those of them at which ONNX Runtime is measured
    /// @param threads of a run
    record Networks(double width, List<Integer> sizes, List<Integer> onnxSizes, List<Integer> threads) {}

    Pace pace() { return pace; }

    Networks networks() { return networks; }

    /// Throws if a contestant needs more multiply-adds or memory than this effort is worth, or more than an eighth of
    /// this JVM's memory, of which there must be enough for all contestants of a shape.
    ///
    /// @throws IllegalArgumentException that says so
    void requireAffordable(boolean network, long multiplyAdds, long bytes) {
        long mostAdds = network ? limits.networkMultiplyAdds : limits.multiplyAdds;
        if (multiplyAdds > mostAdds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "needs %,d million multiply-adds, more than the limit of %,d million", multiplyAdds / 1_000_000,
                    mostAdds / 1_000_000));
        }
        long most = Math.min(limits.megabytes << 20, Runtime.getRuntime().maxMemory() / 8);
        if (bytes > most) {
            throw new IllegalArgumentException(String.format(Locale.ROOT,
                    "needs %,d MB of memory, more than the limit of %,d MB", bytes >> 20, most >> 20));
        }
    }

    /// Sides of images at which a runtime is measured on so many threads: on several, a quick look is one at the main
    /// size.
    List<Integer> sizes(String runtime, int threads) {
        if (this == QUICK && threads > 1) {
            return List.of(mainSize());
        }
        return runtime.equals(Key.ONNX) ? networks.onnxSizes : networks.sizes;
    }

    /// The size of images at which the networks are compared.
    int mainSize() { return networks.sizes.contains(224) ? 224 : networks.sizes.getFirst(); }

    /// The name of the list of shapes.
    String shapes() {
        return switch (this) {
            case SMOKE -> "smoke-shapes.txt";
            case QUICK -> "quick-shapes.txt";
            case FULL -> "shapes.txt";
        };
    }
}
