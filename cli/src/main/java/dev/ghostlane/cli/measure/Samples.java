package dev.ghostlane.cli.measure;

import java.util.Arrays;
import java.util.Collection;

/// What was measured of a number of runs, mostly their times in nanoseconds.
///
/// @param sorted the values, ascending; at least one
public record Samples(long[] sorted) {

    /// The first `count` of some values, in any order.
    public static Samples of(long[] values, int count) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return new Samples(sorted);
    }

    /// All samples of several.
    public static Samples join(Collection<Samples> parts) {
        long[] all = parts.stream().flatMapToLong(part -> Arrays.stream(part.sorted)).toArray();
        return of(all, all.length);
    }

    /// Number of samples.
    public int count() { return sorted.length; }

    /// The value that this share of the samples keeps within, by nearest rank; 0 gives the smallest.
    public long quantile(double share) { return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)]; }

    /// The shortest time in milliseconds.
    public double minMillis() { return sorted[0] / 1e6; }

    /// The time in milliseconds that half of the runs kept within.
    public double medianMillis() { return quantile(0.5) / 1e6; }

    /// The time in milliseconds that nine runs in ten kept within.
    public double p90Millis() { return quantile(0.9) / 1e6; }
}
