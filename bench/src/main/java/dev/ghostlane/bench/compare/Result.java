package dev.ghostlane.bench.compare;

import dev.ghostlane.cli.measure.Samples;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What all forks of a case found.
///
/// @param names of the contestants
record Result(Case what, List<String> names, List<Outcome> forks) {

    private static final String LINE = "%-42s %-13s %9s %9s %9s %10s %9s %7s  %s%n";

    /// The names of the columns.
    static String header() {
        return String.format(Locale.ROOT, LINE, "case", "runtime", "min ms", "median", "p90", "images/s", "GFLOP/s",
                "% peak", "ratio of medians (over forks)");
    }

    /// A line for each contestant.
    String lines() {
        return line(what.toString(), names.get(0), first(), "")
                + line("", names.get(1), second(), String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio(),
                        lowestRatio(), highestRatio()));
    }

    private String line(String name, String runtime, Samples samples, String ratio) {
        return String.format(Locale.ROOT, LINE, name, runtime, number("%.3f", samples.minMillis()),
                number("%.3f", samples.medianMillis()), number("%.3f", samples.p90Millis()),
                number("%.1f", imagesPerSecond(samples)), number("%.1f", gigaflops(samples)),
                peak() == 0 ? "" : number("%.1f", 100 * shareOfPeak(samples)), ratio);
    }

    private static String number(String format, double value) { return String.format(Locale.ROOT, format, value); }

    Samples first() { return Samples.join(forks.stream().map(Outcome::first).toList()); }

    Samples second() { return Samples.join(forks.stream().map(Outcome::second).toList()); }

    /// Median over the forks of how many times as long the second one takes.
    double ratio() {
        double[] ratios = forks.stream().mapToDouble(Outcome::ratio).sorted().toArray();
        int middle = ratios.length / 2;
        return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
    }

    private double lowestRatio() { return forks.stream().mapToDouble(Outcome::ratio).min().orElseThrow(); }

    private double highestRatio() { return forks.stream().mapToDouble(Outcome::ratio).max().orElseThrow(); }

    /// Largest difference of logits as a share of their range.
    double difference() { return most(Outcome::difference); }

    /// GFLOP/s that a thread reached at best in any fork.
    double peak() { return most(Outcome::peak); }

    private double most(Function<Outcome, Double> figure) {
        return forks.stream().mapToDouble(figure::apply).max().orElseThrow();
    }

    private double imagesPerSecond(Samples samples) { return what.batch() * 1000 / samples.medianMillis(); }

    private double gigaflops(Samples samples) {
        return 2 * forks.getFirst().multiplyAdds() / samples.medianMillis() / 1e6;
    }

    private double shareOfPeak(Samples samples) { return gigaflops(samples) / (peak() * what.threads()); }

    /// Everything, for JSON.
    ///
    /// @param first name of the first contestant's figures
    /// @param second name of the second one's
    Map<String, Object> toMap(String first, String second) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (what.model() != null) {
            map.put("model", what.model().toString());
        }
        map.put("width", what.width());
        map.put("height", what.size().height());
        map.put("image_width", what.size().width());
        map.put("batch", what.batch());
        map.put("threads", what.threads());
        map.put("multiply_adds", forks.getFirst().multiplyAdds());
        if (peak() > 0) {
            map.put("fma_peak_gflops", peak());
        }
        map.put("largest_difference", difference());
        map.put(first, figures(first()));
        map.put(second, figures(second()));
        map.put("ratio", ratio());
        map.put("ratios_of_forks", forks.stream().map(Outcome::ratio).toList());
        return map;
    }

    private Map<String, Object> figures(Samples samples) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("min_ms", samples.minMillis());
        map.put("median_ms", samples.medianMillis());
        map.put("p90_ms", samples.p90Millis());
        map.put("runs", samples.count());
        map.put("images_per_s", imagesPerSecond(samples));
        map.put("gflops", gigaflops(samples));
        if (peak() > 0) {
            map.put("share_of_peak", shareOfPeak(samples));
        }
        return map;
    }
}
