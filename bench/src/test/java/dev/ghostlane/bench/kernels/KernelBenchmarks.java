package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.kernels.OperationBenchmarks.ActivationBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.AddBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.AveragePoolBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.DenseBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.DepthwiseBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.FullyConnectedBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.GateBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.GlobalAveragePoolBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.PointwiseBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.SoftmaxBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.StripBenchmark;
import dev.ghostlane.bench.kernels.OperationBenchmarks.UpsampleBenchmark;
import java.util.List;

/// All benchmarks of single kernels.
final class KernelBenchmarks {
    static final List<Class<? extends ShapeBenchmark>> ALL = List.of(PointwiseBenchmark.class,
            DenseBenchmark.class, DepthwiseBenchmark.class, StripBenchmark.class, AveragePoolBenchmark.class,
            GlobalAveragePoolBenchmark.class, UpsampleBenchmark.class, GateBenchmark.class, AddBenchmark.class,
            FullyConnectedBenchmark.class, ActivationBenchmark.class, SoftmaxBenchmark.class);

    private KernelBenchmarks() {}

    /// A benchmark with its parameters set, as JMH does it.
    static ShapeBenchmark create(Class<? extends ShapeBenchmark> type, OpShape shape) {
        try {
            ShapeBenchmark benchmark = type.getConstructor().newInstance();
            type.getField("shape").set(benchmark, shape.toString());
            benchmark.kernels = "simd";
            if (benchmark instanceof UpsampleBenchmark upsample) {
                upsample.mode = "NEAREST";
            }
            return benchmark;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " has no parameter 'shape'", e);
        }
    }
}
