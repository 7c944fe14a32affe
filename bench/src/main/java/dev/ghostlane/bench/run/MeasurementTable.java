package dev.ghostlane.bench.run;

import java.util.Locale;

/// The measurements as lines for people.
public final class MeasurementTable {
    private static final String LINE = "%-17s %-54s %10s %6s %8s %6s %7s %10s%s";

    /// What a row ends with an exclamation mark for.
    static final String NOTE = """
            ! allocates: either the JIT compiler was not done yet (try a longer warm-up: -- -wi 20), or vectors are \
            boxed or something else is allocated in every call, which is a defect""";

    private MeasurementTable() {}

    /// The names of the columns.
    public static String header() {
        return line("benchmark", "case", "µs/op", "spread", "GFLOP/s", "% peak", "GB/s", "B/op", "");
    }

    /// A measurement. Columns that make no sense for it are empty.
    public static String row(Measurement m) {
        boolean computes = m.multiplyAdds() > 0;
        boolean moves = m.bytes() > 0;
        String spread = m.samples() > 1 ? number(100 * (m.max() - m.min()) / m.median(), 0) + "%" : "";
        return line(m.benchmark(), m.caseName(), number(m.median(), m.median() < 100 ? 2 : 1), spread,
                computes ? number(m.gigaflops(), 1) : "", computes ? number(100 * m.shareOfPeak(), 0) : "",
                moves ? number(m.gigabytes(), 1) : "", number(m.allocated(), 1), m.allocates() ? " !" : "");
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String line(Object... columns) { return String.format(Locale.ROOT, LINE, columns); }
}
