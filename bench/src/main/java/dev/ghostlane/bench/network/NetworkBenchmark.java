package dev.ghostlane.bench.network;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.common.SameBits;
import dev.ghostlane.bench.peak.OperationCost;
import dev.ghostlane.bench.peak.RooflineProfiler;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.Kernels;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A run of GhostNetV2 or GhostNet with random weights and 1000 classes, from an input in memory to its logits.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NetworkBenchmark {

    private static final long WEIGHT_SEED = 3;
    private static final long INPUT_SEED = 4;

    /// Which network.
    @Param("GHOSTNETV2")
    public Variant network = Variant.GHOSTNETV2;

    /// Factor on the channel counts.
    @Param({"1.0", "1.3", "1.6"})
    public String width;

    /// Height and width of the input.
    @Param("224x224")
    public String size;

    /// Images of a run.
    @Param("1")
    public int batch;

    /// Threads of a run.
    @Param({"1", "2"})
    public int threads;

    /// Which implementation runs: `simd` or `scalar`.
    @Param("simd")
    public String kernels;

    private Session session;

    /// The implementation under test.
    protected Kernels candidate() { return kernels.equals("scalar") ? Kernels.scalar() : Kernels.best(); }

    /// Prepares a session and compares a run of it with the scalar kernels.
    ///
    /// @throws IllegalStateException if a bit of the logits differs
    @Setup
    public void setUp() {
        Configuration configuration = Configuration.of(network, Double.parseDouble(width), 1000);
        Network layers = GhostNetV2.random(configuration, WEIGHT_SEED).network();
        Plan plan = plan(layers, candidate());
        float[] input = new RandomFloats(INPUT_SEED).next(plan.inputShape().floats());
        float[] expected = new float[plan.shape(layers.output()).floats()];
        try (Session reference = plan(layers, Kernels.scalar()).session()) {
            reference.run(input, expected);
        }
        float[] actual = new float[expected.length];
        session = plan.session(threads);
        session.skipWarmStart();
        session.run(input, actual);
        SameBits.require(network + ", width " + width + ", " + plan.inputShape() + ", " + threads + " threads, "
                + candidate().name(), expected, actual);
        RooflineProfiler.announce(new OperationCost(plan.multiplyAdds(), 0, threads));
    }

    /// Ends the session's threads.
    @TearDown
    public void tearDown() { session.close(); }

    /// One run; the input is in the session already.
    @Benchmark
    public void run() { session.run(); }

    private Plan plan(Network layers, Kernels implementation) {
        String[] sides = size.split("x");
        return layers.compile(implementation, List.of(layers.output())).plan(batch, Integer.parseInt(sides[0]),
                Integer.parseInt(sides[1]));
    }
}
