package dev.ghostlane.bench.roofline;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The steps as lines for people.
final class StepTable {
    private static final String LINE = "%-42s %-15s %16s %9s %6s %9s %9s %9s %7s %8s %9s%n";
    private static final int LARGEST = 10;

    private StepTable() {}

    /// All steps in the order in which they run.
    static String all(List<StepFloor> steps) {
        StringBuilder text = new StringBuilder(header());
        double total = total(steps);
        steps.forEach(step -> text.append(line(step, total)));
        double floor = steps.stream().mapToDouble(StepFloor::floorMicros).sum();
        text.append(String.format(Locale.ROOT, LINE, "total", "", "", number(total), number(100), millions(
                steps.stream().mapToLong(step -> step.step().multiplyAdds()).sum()), "", number(floor), "",
                number(100 * floor / total), number(total - floor)));
        return text.toString();
    }

    /// The steps that lose most, and the losses of each kind.
    static String losses(List<StepFloor> steps) {
        StringBuilder text = new StringBuilder("Largest losses:\n").append(header());
        double total = total(steps);
        steps.stream().sorted(Comparator.comparingDouble(StepFloor::lossMicros).reversed()).limit(LARGEST)
                .forEach(step -> text.append(line(step, total)));
        Map<String, double[]> kinds = new LinkedHashMap<>();
        for (StepFloor step : steps) {
            double[] sums = kinds.computeIfAbsent(step.step().kind(), _ -> new double[2]);
            sums[0] += step.micros();
            sums[1] += step.floorMicros();
        }
        text.append(
                String.format(Locale.ROOT, "%nBy kind:%n%-15s %9s %9s %8s %9s%n", "kind", "µs", "floor µs", "% floor",
                        "loss µs"));
        kinds.entrySet().stream()
                .sorted(Comparator.comparingDouble(kind -> kind.getValue()[1] - kind.getValue()[0]))
                .forEach(kind -> text.append(String.format(Locale.ROOT, "%-15s %9s %9s %8s %9s%n", kind.getKey(),
                        number(kind.getValue()[0]), number(kind.getValue()[1]),
                        number(100 * kind.getValue()[1] / kind.getValue()[0]),
                        number(kind.getValue()[0] - kind.getValue()[1]))));
        return text.toString();
    }

    private static double total(List<StepFloor> steps) { return steps.stream().mapToDouble(StepFloor::micros).sum(); }

    private static String header() {
        return String.format(Locale.ROOT, LINE, "step", "kind", "output", "µs", "share", "M madds", "KB", "floor µs",
                "bound", "% floor", "loss µs");
    }

    private static String line(StepFloor step, double total) {
        return String.format(Locale.ROOT, LINE, step.step().name(), step.step().kind(), step.step().output(),
                number(step.micros()), number(100 * step.micros() / total), millions(step.step().multiplyAdds()),
                number((step.step().mapBytes() + step.step().weightBytes()) / 1e3), number(step.floorMicros()),
                step.bound(), number(100 * step.floorMicros() / step.micros()), number(step.lossMicros()));
    }

    private static String millions(long count) { return String.format(Locale.ROOT, "%.3f", count / 1e6); }

    private static String number(double value) { return String.format(Locale.ROOT, "%.1f", value); }
}
