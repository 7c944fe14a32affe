package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.cli.measure.Samples;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.rank.Median;

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
        return new Median().evaluate(forks.stream().mapToDouble(Outcome::ratio).toArray());
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
        Map<String, Object> map = Json.map("width", what.width(), "height", what.size().height(), "image_width",
                what.size().width(), "batch", what.batch(), "threads", what.threads(), "multiply_adds",
                forks.getFirst().multiplyAdds(), "fma_peak_gflops", peak(), "largest_difference", difference(), first,
                figures(first()), second, figures(second()), "ratio", ratio(), "ratios_of_forks",
                forks.stream().map(Outcome::ratio).toList());
        if (what.model() != null) {
            map.put("model", what.model().toString());
        }
        if (what.weightsAs() != null) {
            map.put("weights_as", what.weightsAs().toString());
        }
        if (peak() == 0) {
            map.remove("fma_peak_gflops");
        }
        return map;
    }

    private Map<String, Object> figures(Samples samples) {
        Map<String, Object> map = Json.map("min_ms", samples.minMillis(), "median_ms", samples.medianMillis(), "p90_ms",
                samples.p90Millis(), "runs", samples.count(), "images_per_s", imagesPerSecond(samples), "gflops",
                gigaflops(samples));
        if (peak() > 0) {
            map.put("share_of_peak", shareOfPeak(samples));
        }
        return map;
    }
}
