package dev.ghostlane.bench.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a block's time grows with the number of pixels, over the sweep of resolutions.
///
/// One point for each resolution: the median over the forks of the forks' medians. The interval of confidence so holds
/// what the line leaves over, caches and fixed costs included, and not only the noise; the spread over the forks is
/// that of lines fitted to each fork alone.
///
/// @param block name of the block
/// @param time power law of the time
/// @param multiplyAdds the exponent of its multiply-adds over the same points
/// @param forks the exponent of the time over the forks
record Growth(String block, PowerLaw time, double multiplyAdds, Spread forks) {
    private static final String SWEEP = "resolution";

    /// Below, fixed costs of a call weigh too much for a power law.
    private static final int LEAST_PIXELS = 14 * 14;

    /// The growth of a block, if it was measured at enough resolutions.
    static Optional<Growth> of(Results results, String block, int threads) {
        List<Entry> points = results.series(SWEEP, block, threads, Key.GHOSTLANE);
        List<Entry> large = points.stream().filter(point -> point.key().pixels() >= LEAST_PIXELS).toList();
        List<Entry> fitted = large.size() >= PowerLaw.LEAST_POINTS ? large : points;
        if (fitted.size() < PowerLaw.LEAST_POINTS) {
            return Optional.empty();
        }
        double[] pixels = fitted.stream().mapToDouble(point -> point.key().pixels()).toArray();
        List<Double> exponents = new ArrayList<>();
        int forks = fitted.stream().mapToInt(point -> point.forks().size()).min().orElseThrow();
        for (int i = 0; i < forks; i++) {
            int fork = i;
            exponents.add(PowerLaw.fit(pixels,
                    fitted.stream().mapToDouble(point -> point.forks().get(fork).median()).toArray()).exponent());
        }
        return Optional.of(new Growth(block,
                PowerLaw.fit(pixels, fitted.stream().mapToDouble(point -> point.micros().median()).toArray()),
                PowerLaw.fit(pixels, fitted.stream()
                        .mapToDouble(point -> Math.max(1, point.cost().multiplyAdds())).toArray()).exponent(),
                Spread.of(exponents)));
    }

    /// All blocks that were measured at enough resolutions.
    static List<Growth> all(Results results, int threads) {
        return results.blocks().stream().flatMap(block -> of(results, block, threads).stream()).toList();
    }

    /// Whether the exponent is nearer to 2 than to 1, with 95 % confidence.
    boolean isQuadratic() { return time.low() > MIDDLE; }

    /// Whether the exponent is nearer to 1 than to 2, with 95 % confidence.
    boolean isLinear() { return time.high() < MIDDLE; }

    /// Between linear and quadratic.
    static final double MIDDLE = 1.5;
}
