package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Sigmoid and hard sigmoid on their own; in the network they end a convolution.
public class ActivationBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "28x28x72 sigmoid", "1x1x72 hard_sigmoid", "14x14x120 sigmoid", "1x1x120 hard_sigmoid",
            "14x14x240 sigmoid", "7x7x200 sigmoid", "7x7x184 sigmoid", "7x7x480 sigmoid",
            "1x1x480 hard_sigmoid", "7x7x672 sigmoid", "1x1x672 hard_sigmoid", "3x3x960 sigmoid",
            "1x1x960 hard_sigmoid"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return KernelCall.moving(
                () -> kernels.activation().run(shape.activation(), input, output, 0, output.rows()));
    }
}
