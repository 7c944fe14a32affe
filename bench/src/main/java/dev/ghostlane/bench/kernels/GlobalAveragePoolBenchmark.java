package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Average over all pixels.
public class GlobalAveragePoolBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "28x28x72 to 1x1x72", "28x28x120 to 1x1x120", "14x14x480 to 1x1x480", "14x14x672 to 1x1x672",
            "7x7x672 to 1x1x672", "7x7x960 to 1x1x960"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return KernelCall.moving(() -> kernels.globalAveragePool().run(input, output, 0, output.rows()));
    }
}
