package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Softmax over the classes.
public class SoftmaxBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param("1x1x1000")
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return KernelCall.moving(() -> kernels.softmax().run(input, output, 0, output.rows()));
    }
}
