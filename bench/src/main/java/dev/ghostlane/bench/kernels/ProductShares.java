package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.peak.FmaPeak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How near the two matrix products of self-attention come to the FMA peak, one thread.
///
/// The products and the loop that measures the peak take turns, so that all meet the same moments of the machine: a
/// busy neighbour slows the peak as well.
public final class ProductShares {

    private static final List<String> MAPS = List.of(AttentionShapes.NETWORK_28, AttentionShapes.ONE_HEAD_28,
            AttentionShapes.NETWORK_14, AttentionShapes.ONE_HEAD_14);

    private static final int WARM_UP_TURNS = 20;

    private ProductShares() {}

    /// One product.
    ///
    /// @param map its map and heads, see [AttentionShapes]
    /// @param operation which product
    /// @param fastest the fastest run's part of the highest peak, from 0 to 1
    /// @param median median over the turns of the median run's part of the peak of its turn
    public record Share(String map, AttentionOperation operation, double fastest, double median) {}

    /// Measures, after each product gave the bits of the scalar kernels.
    ///
    /// @param turns of each product
    /// @param nanos how long a turn takes at least
    /// @throws IllegalStateException if a bit differs
    public static List<Share> measure(int turns, long nanos) {
        List<Product> products = new ArrayList<>();
        for (String map : MAPS) {
            products.add(new Product(map, AttentionOperation.SCORES));
            products.add(new Product(map, AttentionOperation.VALUES));
        }
        for (int i = 0; i < Math.min(turns, WARM_UP_TURNS); i++) {
            products.forEach(product -> product.turn(nanos));
        }
        products.forEach(product -> product.gigaflops.clear());
        double best = 0;
        for (int i = 0; i < turns; i++) {
            double peak = FmaPeak.gigaflops();
            best = Math.max(best, peak);
            for (Product product : products) {
                product.turn(nanos);
                product.shares.add(product.gigaflops.getLast() / peak);
            }
        }
        double peak = best;
        return products.stream().map(product -> product.share(peak)).toList();
    }

    /// The shares as a table for people.
    public static String table(List<Share> shares) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%-22s %-8s %12s %12s%n", "map", "product", "fastest run", "median run"));
        for (Share share : shares) {
            text.append(String.format(Locale.ROOT, "%-22s %-8s %10.0f %% %10.0f %%%n", share.map(),
                    share.operation() == AttentionOperation.SCORES ? "Q·Kᵀ" : "P·V", 100 * share.fastest(),
                    100 * share.median()));
        }
        return text.toString();
    }

    private static final class Product {
        private final AttentionBenchmark benchmark = new AttentionBenchmark();
        private final double operations;

        /// Of the median run of each turn.
        private final List<Double> gigaflops = new ArrayList<>();
        private final List<Double> shares = new ArrayList<>();
        private double fastest;

        Product(String map, AttentionOperation operation) {
            benchmark.map = map;
            benchmark.operation = operation;
            benchmark.kernels = "simd";
            benchmark.setUp();
            operations = 2.0 * AttentionSize.parse(map).product();
        }

        void turn(long nanos) {
            List<Long> times = new ArrayList<>();
            long begin = System.nanoTime();
            for (long now = begin; now - begin < nanos;) {
                benchmark.run();
                long end = System.nanoTime();
                times.add(end - now);
                now = end;
            }
            long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
            fastest = Math.max(fastest, operations / sorted[0]);
            gigaflops.add(operations / sorted[sorted.length / 2]);
        }

        Share share(double peak) {
            double[] sorted = shares.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return new Share(benchmark.map, benchmark.operation, fastest / peak, sorted[sorted.length / 2]);
        }
    }
}
