package dev.ghostlane.bench.attention;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The measurements as comma-separated values, a line for each.
final class Csv {

    /// The names of the columns.
    static final List<String> COLUMNS = List.of("sweep", "name", "channels", "side", "pixels", "threads", "runtime",
            "multiply_adds", "map_bytes", "weight_bytes", "memory_bytes", "median_us", "low_us", "high_us", "least_us",
            "arithmetic_us", "rearrangement_us", "gflops", "share_of_peak", "forks", "skipped");

    private Csv() {}

    static String of(Results results) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        results.entries().forEach(entry -> text.append(line(results, entry)).append('\n'));
        return text.toString();
    }

    private static String line(Results results, Entry entry) {
        Key key = entry.key();
        RunCost cost = entry.cost();
        String first = fields(key.sweep(), key.name(), key.channels(), key.side(), key.pixels(), key.threads(),
                key.runtime());
        if (!entry.isMeasured()) {
            return first + "," + ",".repeat(COLUMNS.size() - 9) + fields("0", entry.skipped());
        }
        Spread micros = entry.micros();
        double rearranged = entry.rearranged();
        return first + "," + fields(cost.multiplyAdds(), cost.mapBytes(), cost.weightBytes(), cost.memoryBytes(),
                number(micros.median()), number(micros.low()), number(micros.high()),
                number(entry.forks().stream().mapToDouble(Times::least).min().orElseThrow()),
                number(micros.median() * (1 - rearranged)), number(micros.median() * rearranged),
                number(entry.gigaflops()), number(results.shareOfPeak(entry)), entry.forks().size(), "");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6g", value);
    }

    private static String fields(Object... values) {
        return List.of(values).stream().map(value -> quoted(value.toString())).collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
