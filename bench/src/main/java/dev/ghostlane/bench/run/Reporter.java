package dev.ghostlane.bench.run;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/// Prints a line for each benchmark as soon as it is measured, instead of JMH's page for each.
///
/// What JMH says besides, such as why a benchmark failed, goes to another stream.
public final class Reporter implements OutputFormat {
    private final PrintStream out;
    private final PrintStream messages;
    private final List<Measurement> measurements = new ArrayList<>();

    /// @param out receives the table
    /// @param messages receives what JMH says
    public Reporter(PrintStream out, PrintStream messages) {
        this.out = out;
        this.messages = messages;
    }

    /// What was measured so far.
    public List<Measurement> measurements() { return List.copyOf(measurements); }

    @Override
    public void startRun() { out.println(MeasurementTable.header()); }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        if (result != null) {
            Measurement measurement = Measurement.of(result);
            measurements.add(measurement);
            out.println(MeasurementTable.row(measurement));
            out.flush();
        }
    }

    @Override
    public void print(String text) { messages.print(text); }

    /// Of JMH's remarks only the progress: the others repeat what the arguments and the table say.
    @Override
    public void println(String text) {
        if (!text.isBlank() && (!text.startsWith("#") || text.startsWith("# Run progress"))) {
            messages.println(text);
        }
    }

    @Override
    public void write(int octet) { messages.write(octet); }

    @Override
    public void write(byte[] octets) { messages.write(octets, 0, octets.length); }

    @Override
    public void flush() { messages.flush(); }

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

    @Override
    public void iterationResult(BenchmarkParams benchmark, IterationParams params, int iteration,
            IterationResult result) {}

    @Override
    public void endRun(Collection<RunResult> results) {
        if (measurements.stream().anyMatch(Measurement::allocates)) {
            out.println(MeasurementTable.NOTE);
        }
    }

    @Override
    public void close() {}
}
