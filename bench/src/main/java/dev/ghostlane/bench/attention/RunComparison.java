package dev.ghostlane.bench.attention;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Two results side by side: of two versions, two settings or two machines.
///
/// A ratio is the second one's median over the first one's; where the ranges over the forks overlap, a difference may
/// be chance, and the line says so.
final class RunComparison {
    private static final String LINE = "%-30s %-11s %8s %5s %7s %-12s %12s %12s %7s  %s%n";

    private RunComparison() {}

    /// A text for people.
    ///
    /// @throws IllegalArgumentException if nothing was measured in both
    static String of(Results a, Results b) {
        StringBuilder text = new StringBuilder();
        TreeSet<String> names = new TreeSet<>(a.environment().keySet());
        names.addAll(b.environment().keySet());
        for (String name : names) {
            String first = a.environment().getOrDefault(name, "-");
            String second = b.environment().getOrDefault(name, "-");
            text.append(first.equals(second)
                    ? name + ": " + first + "\n"
                    : name + ": a: " + first + "\n" + " ".repeat(name.length() + 2) + "b: " + second + "\n");
        }
        text.append(String.format(Locale.ROOT, "FMA peak: a %.1f, b %.1f GFLOP/s%n%n", a.peak(), b.peak()));
        text.append(line("name", "sweep", "channels", "side", "threads", "runtime", "a µs", "b µs", "b/a", ""));
        Map<String, List<Double>> logarithms = new LinkedHashMap<>();
        for (Entry one : a.entries()) {
            Optional<Entry> other = b.find(one.key());
            if (one.isMeasured() && other.isPresent()) {
                double ratio = other.get().micros().median() / one.micros().median();
                logarithms.computeIfAbsent(one.key().name() + ", " + one.key().runtime(), _ -> new ArrayList<>())
                        .add(Math.log(ratio));
                text.append(line(one, other.get(), ratio));
            }
        }
        if (logarithms.isEmpty()) {
            throw new IllegalArgumentException("the two results have no measurement in common");
        }
        text.append("\nGeometric means over all shapes and threads:\n");
        logarithms.forEach((name, values) -> text.append(String.format(Locale.ROOT, "%-45s %6.3f%n", name,
                Math.exp(values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()))));
        text.append("\nExponents of growth with the number of pixels (95 % interval), one thread:\n");
        for (Growth growth : Growth.all(a, 1)) {
            Growth.of(b, growth.block(), 1).ifPresent(other -> text.append(String.format(Locale.ROOT,
                    "%-30s %18s %18s%n", growth.block(), growth.time(), other.time())));
        }
        text.append("\nVerdicts:\n");
        List<PaperClaim> ours = Claims.of(a);
        List<PaperClaim> theirs = Claims.of(b);
        for (int i = 0; i < ours.size(); i++) {
            text.append(String.format(Locale.ROOT, "claim %d   a: %s   b: %s%n", ours.get(i).number(),
                    ours.get(i).verdict(), theirs.get(i).verdict()));
        }
        return text.toString();
    }

    private static String line(Entry one, Entry other, double ratio) {
        Key key = one.key();
        Spread a = one.micros();
        Spread b = other.micros();
        boolean apart = a.high() < b.low() || b.high() < a.low();
        return line(key.name(), key.sweep(), key.channels(), key.side(), key.threads(), key.runtime(),
                number("%.1f", a.median()), number("%.1f", b.median()), number("%.3f", ratio),
                apart ? "" : "ranges overlap");
    }

    private static String number(String format, double value) { return String.format(Locale.ROOT, format, value); }

    private static String line(Object... values) {
        return String.format(Locale.ROOT, LINE, values).stripTrailing() + "\n";
    }
}
