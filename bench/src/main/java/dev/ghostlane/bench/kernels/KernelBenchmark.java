package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.common.SameBits;
import dev.ghostlane.bench.peak.OperationCost;
import dev.ghostlane.bench.peak.RooflineProfiler;
import dev.ghostlane.kernels.Kernels;
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

/// One operation family on some case.
///
/// A family says in [#bind] how to call its kernel and what a call costs. Nothing is timed before the kernel gave the
/// bits of the scalar reference.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class KernelBenchmark {

    /// Which implementation runs.
    @Param({"simd", "scalar"})
    public String kernels;

    private Runnable call;

    /// A kernel bound to its operands.
    ///
    /// @param what the case, for messages
    /// @param memory all of it, operands and what lies around them
    /// @param floats that a call reads or writes at least once
    record Bound(String what, float[] memory, KernelCall call, long floats) {}

    /// Binds a kernel of the family to operands of its own, which hold the same numbers at every call.
    abstract Bound bind(Kernels kernels);

    /// The implementation under test.
    ///
    /// @throws IllegalStateException if it is not to be had in this process
    protected Kernels candidate() {
        return switch (kernels) {
            case "scalar" -> Kernels.scalar();
            case "simd" -> {
                if (!Kernels.best().isSimd()) {
                    throw new IllegalStateException("no SIMD kernels to measure; " + Kernels.choice());
                }
                yield Kernels.best();
            }
            default -> throw new IllegalArgumentException("kernels must be simd or scalar, found " + kernels);
        };
    }

    /// Prepares the call and compares a run of it with the scalar reference, over all of the memory: so a
    /// write outside of the output shows as well.
    ///
    /// @throws IllegalStateException if a bit differs
    @Setup
    public void setUp() {
        Bound expected = bind(Kernels.scalar());
        Bound actual = bind(candidate());
        expected.call().call().run();
        actual.call().call().run();
        SameBits.require(getClass().getSimpleName() + " " + actual.what() + ", " + candidate().name(),
                expected.memory(), actual.memory());
        call = actual.call().call();
        RooflineProfiler.announce(OperationCost.of(actual.call().multiplyAdds(), actual.floats()));
    }

    /// One call of the kernel.
    @Benchmark
    public void run() { call.run(); }
}
