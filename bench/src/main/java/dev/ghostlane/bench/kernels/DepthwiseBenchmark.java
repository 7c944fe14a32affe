package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Depthwise convolution, stride 1 and 2.
public class DepthwiseBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "112x112x8of16 3x3 beside relu", "112x112x8of16 3x3 beside", "112x112x24of48 3x3 beside relu",
            "112x112x48 3x3s2 to 56x56x48", "56x56x12of24 3x3 beside", "112x112x16 3x3s2 to 56x56x16",
            "56x56x36of72 3x3 beside relu", "56x56x72 5x5s2 to 28x28x72", "28x28x20of40 3x3 beside",
            "56x56x24 5x5s2 to 28x28x24", "28x28x60of120 3x3 beside relu", "28x28x120of240 3x3 beside relu",
            "28x28x240 3x3s2 to 14x14x240", "14x14x40of80 3x3 beside", "28x28x40 3x3s2 to 14x14x40",
            "14x14x100of200 3x3 beside relu", "14x14x92of184 3x3 beside relu",
            "14x14x240of480 3x3 beside relu", "14x14x56of112 3x3 beside", "14x14x80 3x3",
            "14x14x336of672 3x3 beside relu", "14x14x672 5x5s2 to 7x7x672", "7x7x80of160 3x3 beside",
            "14x14x112 5x5s2 to 7x7x112", "7x7x480of960 3x3 beside relu"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        int channels = shape.input().channels();
        int height = shape.kernelHeight();
        int width = shape.kernelWidth();
        int taps = height * width;
        DepthwiseWeights packed = DepthwiseWeights.pack(channels, height, width, shape.stride(), height / 2,
                width / 2, weights.next(channels * taps), weights.next(channels));
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return new KernelCall(shape.output().floats() * taps, (taps + 1L) * channels,
                () -> kernels.depthwise().run(packed, shape.activation(), input, output, 0, output.rows()));
    }
}
