package dev.ghostlane.bench.attention;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A figure over the forks.
///
/// @param median median
/// @param low smallest
/// @param high largest
record Spread(double median, double low, double high) {

    /// @throws IllegalArgumentException if there is no value
    static Spread of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected at least one value, found none");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /// The figure with so many decimals: `1.23 (1.20–1.31)`.
    String text(int decimals) {
        String format = "%." + decimals + "f";
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, low, high);
    }
}
