package dev.ghostlane.engine;

import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;
import java.util.Locale;

/// Where the time of a session's runs went.
///
/// @param runs runs since the session began or the profile was last reset
/// @param entries one for each step, in the order in which they run
public record Profile(long runs, List<Entry> entries) {

    /// One step.
    ///
    /// @param name the value that it computes
    /// @param kind its operation family
    /// @param rearranges whether it only moves data (a partition, a transposition, a copy), without arithmetic
    /// @param output shape of the output
    /// @param multiplyAdds multiply-adds of a run
    /// @param mapBytes bytes of the maps that a run reads and writes, each counted once
    /// @param weightBytes bytes of weights and biases that a run reads, as they are packed
    /// @param nanos nanoseconds over all runs
    public record Entry(String name, String kind, boolean rearranges, Shape output, long multiplyAdds, long mapBytes,
            long weightBytes, long nanos) {

        /// {@return the billions of floating-point operations a second, two for a multiply-add}
        ///
        /// @param runs over how many runs `nanos` was counted
        public double gigaflops(long runs) { return nanos == 0 ? 0 : 2.0 * multiplyAdds * runs / nanos; }
    }

    /// {@return the number of multiply-adds of a run}
    public long multiplyAdds() { return entries.stream().mapToLong(Entry::multiplyAdds).sum(); }

    /// {@return the number of nanoseconds over all runs}
    public long nanos() { return entries.stream().mapToLong(Entry::nanos).sum(); }

    /// {@return the number of nanoseconds over all runs of the steps that only move data}
    public long rearrangementNanos() {
        return entries.stream().filter(Entry::rearranges).mapToLong(Entry::nanos).sum();
    }

    /// {@return a table for people, a line for each step: microseconds a run, share of the time, millions of
    /// multiply-adds, GFLOP/s}
    public String table() {
        StringBuilder table = new StringBuilder();
        line(table, "step", "kind", "output", "µs", "%", "M madds", "GFLOP/s");
        double perRun = Math.max(runs, 1) * 1000.0;
        for (Entry entry : entries) {
            line(table, entry.name(), entry.kind(), entry.output().toString(), number(entry.nanos() / perRun, 1),
                    number(100.0 * entry.nanos() / Math.max(nanos(), 1), 1), number(entry.multiplyAdds() / 1e6, 3),
                    entry.multiplyAdds() == 0 ? "" : number(entry.gigaflops(runs), 1));
        }
        line(table, "total", "", "", number(nanos() / perRun, 1), number(100, 1), number(multiplyAdds() / 1e6, 3),
                number(nanos() == 0 ? 0 : 2.0 * multiplyAdds() * runs / nanos(), 1));
        return table.toString();
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static void line(StringBuilder table, String name, String kind, String output, String micros,
            String share, String multiplyAdds, String gigaflops) {
        table.append(String.format(Locale.ROOT, "%-42s %-15s %16s %9s %5s %9s %8s%n", name, kind, output, micros,
                share, multiplyAdds, gigaflops));
    }
}
