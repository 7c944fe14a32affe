package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.strip.StripWeights.Axis;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Strip convolution along a line (1×K) and along a column (K×1).
public class StripBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "28x28x72 1x5", "28x28x72 5x1 sigmoid", "14x14x120 1x5", "14x14x120 5x1 sigmoid",
            "14x14x240 1x5", "14x14x240 5x1 sigmoid", "7x7x200 1x5", "7x7x200 5x1 sigmoid", "7x7x184 1x5",
            "7x7x184 5x1 sigmoid", "7x7x480 1x5", "7x7x480 5x1 sigmoid", "7x7x672 1x5",
            "7x7x672 5x1 sigmoid", "3x3x960 1x5", "3x3x960 5x1 sigmoid"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        int channels = shape.input().channels();
        int length = shape.kernelHeight() * shape.kernelWidth();
        StripWeights packed = StripWeights.pack(shape.kernelHeight() == 1 ? Axis.HORIZONTAL : Axis.VERTICAL,
                channels, length, weights.next(channels * length), weights.next(channels));
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return new KernelCall(shape.output().floats() * length, (length + 1L) * channels,
                () -> kernels.strip().run(packed, shape.activation(), input, output, 0, output.rows()));
    }
}
