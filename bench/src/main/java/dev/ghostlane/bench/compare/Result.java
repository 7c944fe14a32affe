package dev.ghostlane.bench.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What all forks of a case found.
record Result(Case what, List<Duel.Outcome> forks) {

    static final String GHOSTLANE = "Ghostlane";
    static final String PEER = "ONNX Runtime";

    private static final String LINE = "%-42s %-13s %9s %9s %9s %10s %9s %7s  %s%n";

    /// The names of the columns.
    static String header() {
        return String.format(Locale.ROOT, LINE, "case", "runtime", "min ms", "median", "p90", "images/s", "GFLOP/s",
                "% peak", "ratio of medians (over forks)");
    }

    /// A line for each runtime.
    String lines() {
        return line(what.toString(), GHOSTLANE, ghostlane(), "")
                + line("", PEER, peer(), String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", ratio(),
                        lowestRatio(), highestRatio()));
    }

    private String line(String name, String runtime, Samples samples, String ratio) {
        return String.format(Locale.ROOT, LINE, name, runtime, number("%.3f", samples.minMillis()),
                number("%.3f", samples.medianMillis()), number("%.3f", samples.p90Millis()),
                number("%.1f", imagesPerSecond(samples)), number("%.1f", gigaflops(samples)),
                number("%.1f", 100 * shareOfPeak(samples)), ratio);
    }

    private static String number(String format, double value) { return String.format(Locale.ROOT, format, value); }

    Samples ghostlane() { return Samples.join(forks.stream().map(Duel.Outcome::ghostlane).toList()); }

    Samples peer() { return Samples.join(forks.stream().map(Duel.Outcome::peer).toList()); }

    /// Median over the forks of how many times as long the peer takes.
    double ratio() {
        double[] ratios = forks.stream().mapToDouble(Duel.Outcome::ratio).sorted().toArray();
        int middle = ratios.length / 2;
        return ratios.length % 2 == 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
    }

    private double lowestRatio() { return forks.stream().mapToDouble(Duel.Outcome::ratio).min().orElseThrow(); }

    private double highestRatio() { return forks.stream().mapToDouble(Duel.Outcome::ratio).max().orElseThrow(); }

    /// Largest difference of logits as a share of their range.
    double difference() { return most(Duel.Outcome::difference); }

    /// GFLOP/s that a thread reached at best in any fork.
    double peak() { return most(Duel.Outcome::peak); }

    private double most(Function<Duel.Outcome, Double> figure) {
        return forks.stream().mapToDouble(figure::apply).max().orElseThrow();
    }

    private double imagesPerSecond(Samples samples) { return what.batch() * 1000 / samples.medianMillis(); }

    private double gigaflops(Samples samples) {
        return 2 * forks.getFirst().multiplyAdds() / samples.medianMillis() / 1e6;
    }

    private double shareOfPeak(Samples samples) { return gigaflops(samples) / (peak() * what.threads()); }

    /// Everything, for JSON.
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("width", what.width());
        map.put("height", what.size().height());
        map.put("image_width", what.size().width());
        map.put("batch", what.batch());
        map.put("threads", what.threads());
        map.put("multiply_adds", forks.getFirst().multiplyAdds());
        map.put("fma_peak_gflops", peak());
        map.put("largest_difference", difference());
        map.put("ghostlane", figures(ghostlane()));
        map.put("onnxruntime", figures(peer()));
        map.put("ratio", ratio());
        map.put("ratios_of_forks", forks.stream().map(Duel.Outcome::ratio).toList());
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
        map.put("share_of_peak", shareOfPeak(samples));
        return map;
    }
}
