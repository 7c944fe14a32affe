package dev.ghostlane.bench.kernels;

import java.util.List;

/// All benchmarks of single kernels.
final class KernelBenchmarks {
    static final List<Class<? extends KernelBenchmark>> ALL = List.of(PointwiseBenchmark.class,
            DenseBenchmark.class, DepthwiseBenchmark.class, StripBenchmark.class, AveragePoolBenchmark.class,
            GlobalAveragePoolBenchmark.class, UpsampleBenchmark.class, GateBenchmark.class, AddBenchmark.class,
            FullyConnectedBenchmark.class, ActivationBenchmark.class, SoftmaxBenchmark.class);

    private KernelBenchmarks() {}

    /// A benchmark with its parameters set, as JMH does it.
    static KernelBenchmark create(Class<? extends KernelBenchmark> type, OpShape shape) {
        try {
            KernelBenchmark benchmark = type.getConstructor().newInstance();
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
