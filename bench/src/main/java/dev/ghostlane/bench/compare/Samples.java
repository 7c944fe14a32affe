package dev.ghostlane.bench.compare;

import java.util.Arrays;
import java.util.Collection;

/// Times of runs in nanoseconds, ascending.
public record Samples(long[] sorted) {

    public static Samples of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Samples(sorted);
    }

    /// All samples of several.
    public static Samples join(Collection<Samples> parts) {
        return of(parts.stream().flatMapToLong(part -> Arrays.stream(part.sorted)).toArray());
    }

    public int count() { return sorted.length; }

    public double minMillis() { return sorted[0] / 1e6; }

    public double medianMillis() { return quantile(0.5); }

    /// Nine in ten took at most that.
    public double p90Millis() { return quantile(0.9); }

    /// Nearest rank.
    private double quantile(double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)] / 1e6;
    }
}
