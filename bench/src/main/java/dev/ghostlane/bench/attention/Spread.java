package dev.ghostlane.bench.attention;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

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
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new Spread(new Median().evaluate(all), StatUtils.min(all), StatUtils.max(all));
    }

    /// The figure with so many decimals: `1.23 (1.20–1.31)`.
    String text(int decimals) {
        String format = "%." + decimals + "f";
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, low, high);
    }
}
