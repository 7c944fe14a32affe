package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import org.openjdk.jmh.annotations.Param;

/// Operations that the network does not have, and those of photos: [KitOperation].
public class KitBenchmark extends KernelBenchmark {

    /// What runs.
    @Param
    public KitOperation operation;

    @Override
    Bound bind(Kernels kernels) { return operation.bind(kernels); }
}
