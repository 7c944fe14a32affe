package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.bench.SameBits;
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

/// One operation family on one shape of the network.
///
/// A family says in [#define] how to call its kernel and what a call costs, and in a parameter `shape` which
/// shapes it has. Nothing is timed before the kernel gave the bits of the scalar reference.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class KernelBenchmark {

    private static final long WEIGHT_SEED = 2;

    /// Which implementation runs.
    @Param({"simd", "scalar"})
    public String kernels;

    private Runnable call;

    /// The operation's shape in the notation of [OpShape].
    protected abstract String shape();

    /// Binds a kernel of the family to its operands.
    ///
    /// @param weights gives the same numbers at every call
    abstract KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights);

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
        OpShape shape = OpShape.parse(shape());
        Operands expected = Operands.of(shape);
        Operands actual = Operands.of(shape);
        define(shape, Kernels.scalar(), expected, new RandomFloats(WEIGHT_SEED)).call().run();
        KernelCall defined = define(shape, candidate(), actual, new RandomFloats(WEIGHT_SEED));
        defined.call().run();
        SameBits.require(getClass().getSimpleName() + " " + shape + ", " + candidate().name(), expected.arena(),
                actual.arena());
        call = defined.call();
        RooflineProfiler.announce(cost(shape, defined));
    }

    /// One call of the kernel.
    @Benchmark
    public void run() { call.run(); }

    private static OperationCost cost(OpShape shape, KernelCall defined) {
        long gate = (long) shape.gateHeight() * shape.gateWidth() * shape.input().channels();
        return OperationCost.of(defined.multiplyAdds(),
                shape.input().floats() + gate + shape.output().floats() + defined.weights());
    }
}
