package dev.ghostlane.bench.peak;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The loops of [FmaPeak] under JMH's clock: a check of the yardstick. Their median lies a little below the
/// peak, which is the best of many calls.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class FmaPeakBenchmark {

    /// Independent sums.
    @Param({"12", "24"})
    public int accumulators;

    /// Verifies the loop.
    @Setup
    public void setUp() {
        FmaPeak.verify(accumulators);
        RooflineProfiler.announce(OperationCost.of(FmaPeak.multiplyAdds(accumulators, FmaPeak.STEPS), 0));
    }

    /// A few thousand steps of all accumulators.
    @Benchmark
    public float run() { return FmaPeak.run(accumulators, FmaPeak.STEPS); }
}
