package dev.ghostlane.bench.peak;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/// A JMH profiler that measures the FMA peak before every iteration, in the process of the benchmark, and
/// passes on what an operation costs: with both, a time becomes a share of the peak.
///
/// Measuring next to each iteration matters on a shared or throttling machine: clock rate and neighbours are
/// then much the same for the peak as for the benchmark.
public final class RooflineProfiler implements InternalProfiler {

    /// Secondary result: GFLOP/s of one thread.
    public static final String PEAK = "ghostlane.peak";

    /// Secondary result: multiply-adds of an operation.
    public static final String MULTIPLY_ADDS = "ghostlane.multiplyAdds";

    /// Secondary result: bytes that an operation moves at least.
    public static final String BYTES = "ghostlane.bytes";

    /// Secondary result: threads that share an operation.
    public static final String THREADS = "ghostlane.threads";

    private static volatile OperationCost cost = new OperationCost(0, 0, 1);

    private double peak;

    /// A benchmark's setup says here what its operation costs.
    public static void announce(OperationCost cost) { RooflineProfiler.cost = cost; }

    @Override
    public String getDescription() { return "FMA peak of the process, and the cost of an operation"; }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        peak = FmaPeak.gigaflops();
    }

    @Override
    public Collection<ScalarResult> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        OperationCost announced = cost;
        return List.of(new ScalarResult(PEAK, peak, "GFLOP/s", AggregationPolicy.AVG),
                new ScalarResult(MULTIPLY_ADDS, announced.multiplyAdds(), "madds/op", AggregationPolicy.AVG),
                new ScalarResult(BYTES, announced.bytes(), "B/op", AggregationPolicy.AVG),
                new ScalarResult(THREADS, announced.threads(), "threads", AggregationPolicy.AVG));
    }
}
