package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// 2×2 average pooling.
public class AveragePoolBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "56x56x24 to 28x28x24", "28x28x40 to 14x14x40", "14x14x80 to 7x7x80", "14x14x112 to 7x7x112",
            "7x7x160 to 3x3x160"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return KernelCall.moving(() -> kernels.averagePool().run(input, output, 0, output.rows()));
    }
}
