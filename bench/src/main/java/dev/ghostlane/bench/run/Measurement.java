package dev.ghostlane.bench.run;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.peak.RooflineProfiler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.util.Statistics;

/// What was measured of one benchmark with one set of parameters.
///
/// @param benchmark name of the benchmark's class without its ending
/// @param params parameters by name
/// @param forks processes that measured; 0 if it was this one
/// @param samples measured iterations of all forks
/// @param median median over the samples, in microseconds an operation
/// @param min fastest sample
/// @param max slowest sample
/// @param multiplyAdds multiply-adds of an operation
/// @param bytes bytes that an operation moves at least
/// @param threads threads that share an operation
/// @param peak GFLOP/s that one thread reached at most, the best of what was measured before each sample, so that a
///        disturbance can only make a share look smaller; 0 if it was not measured
/// @param allocated bytes allocated by an operation, from JMH's gc profiler; NaN if it did not run
/// @param iteration length of an iteration in microseconds
public record Measurement(String benchmark, Map<String, String> params, int forks, long samples, double median,
        double min, double max, long multiplyAdds, long bytes, int threads, double peak, double allocated,
        double iteration) {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final String ENDING = "Benchmark";

    /// What JMH itself may allocate during an iteration, however many operations it has: mostly 5 to 6 KB.
    private static final double HARNESS_BYTES = 8 * 1024;

    /// The smallest object of the JVM.
    private static final double SMALLEST_OBJECT = 16;

    /// Reads JMH's result.
    public static Measurement of(BenchmarkResult result) {
        BenchmarkParams benchmark = result.getParams();
        Statistics times = result.getPrimaryResult().getStatistics();
        double micros = benchmark.getTimeUnit().toNanos(1) / 1000.0;
        return new Measurement(name(benchmark.getBenchmark()), params(benchmark), benchmark.getForks(),
                times.getN(), times.getPercentile(50) * micros, times.getMin() * micros, times.getMax() * micros,
                Math.round(percentile(result, RooflineProfiler.MULTIPLY_ADDS, 50, 0)),
                Math.round(percentile(result, RooflineProfiler.BYTES, 50, 0)),
                (int) Math.round(percentile(result, RooflineProfiler.THREADS, 50, 1)),
                percentile(result, RooflineProfiler.PEAK, 100, 0), percentile(result, ALLOCATED, 50, Double.NaN),
                benchmark.getMeasurement().getTime().convertTo(TimeUnit.MICROSECONDS));
    }

    /// GFLOP/s, two for a multiply-add.
    public double gigaflops() { return 2.0 * multiplyAdds / median / 1000; }

    /// GFLOP/s as a share of what the threads could reach at most; NaN if the peak is unknown.
    public double shareOfPeak() { return peak == 0 ? Double.NaN : gigaflops() / (peak * threads); }

    /// Gigabytes a second.
    public double gigabytes() { return bytes / median / 1000; }

    /// Whether operations allocate: more than JMH's own bookkeeping, spread over the operations of an iteration,
    /// and an object of the smallest size explain.
    public boolean allocates() { return allocated > SMALLEST_OBJECT + HARNESS_BYTES * median / iteration; }

    /// The parameters as a text: a shape as it is, others by name.
    public String caseName() {
        StringBuilder text = new StringBuilder();
        params.forEach((name, value) -> {
            text.append(text.isEmpty() ? "" : ", ");
            text.append(name.equals("shape") || name.equals("kernels") ? value : name + " " + value);
        });
        return text.toString();
    }

    /// Everything, for JSON.
    public Map<String, Object> toMap() {
        return Json.map("benchmark", benchmark, "params", params, "forks", forks, "samples", samples, "median_us",
                median, "min_us", min, "max_us", max, "multiply_adds", multiplyAdds, "bytes", bytes, "threads", threads,
                "gflops", gigaflops(), "fma_peak_gflops", peak, "share_of_peak",
                Double.isNaN(shareOfPeak()) ? null : shareOfPeak(), "gigabytes_per_s", gigabytes(),
                "allocated_bytes_per_op", Double.isNaN(allocated) ? null : allocated, "allocates", allocates());
    }

    private static double percentile(BenchmarkResult result, String label, double rank, double absent) {
        Result<?> secondary = result.getSecondaryResults().get(label);
        return secondary == null ? absent : secondary.getStatistics().getPercentile(rank);
    }

    private static String name(String benchmark) {
        String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
        String simple = type.substring(type.lastIndexOf('.') + 1);
        return simple.endsWith(ENDING) ? simple.substring(0, simple.length() - ENDING.length()) : simple;
    }

    /// Shape first, then the implementation, then what else there is.
    private static Map<String, String> params(BenchmarkParams benchmark) {
        Map<String, String> params = new LinkedHashMap<>();
        for (String name : new String[]{"shape", "kernels"}) {
            if (benchmark.getParamsKeys().contains(name)) {
                params.put(name, benchmark.getParam(name));
            }
        }
        for (String name : benchmark.getParamsKeys()) {
            params.putIfAbsent(name, benchmark.getParam(name));
        }
        return params;
    }
}
