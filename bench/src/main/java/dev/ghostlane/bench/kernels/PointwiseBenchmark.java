package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// 1×1 convolution.
public class PointwiseBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "112x112x16 to 112x112x8of16 relu", "112x112x16 to 112x112x8of16",
            "112x112x16 to 112x112x24of48 relu", "56x56x48 to 56x56x12of24", "56x56x16 to 56x56x24",
            "56x56x24 to 56x56x36of72 relu", "28x28x24 to 28x28x72", "56x56x72 to 56x56x12of24",
            "28x28x72 to 28x28x20of40", "28x28x24 to 28x28x40", "28x28x40 to 28x28x60of120 relu",
            "14x14x40 to 14x14x120", "28x28x120 to 28x28x20of40", "28x28x40 to 28x28x120of240 relu",
            "14x14x40 to 14x14x240", "14x14x240 to 14x14x40of80", "14x14x40 to 14x14x80",
            "14x14x80 to 14x14x100of200 relu", "7x7x80 to 7x7x200", "14x14x200 to 14x14x40of80",
            "14x14x80 to 14x14x92of184 relu", "7x7x80 to 7x7x184", "14x14x184 to 14x14x40of80",
            "14x14x80 to 14x14x240of480 relu", "7x7x80 to 7x7x480", "14x14x480 to 14x14x56of112",
            "14x14x80 to 14x14x112", "14x14x112 to 14x14x336of672 relu", "7x7x112 to 7x7x672",
            "14x14x672 to 14x14x56of112", "7x7x672 to 7x7x80of160", "7x7x112 to 7x7x160",
            "7x7x160 to 7x7x480of960 relu", "3x3x160 to 3x3x960", "7x7x960 to 7x7x80of160",
            "7x7x160 to 7x7x960 relu"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        int in = shape.input().channels();
        int out = shape.output().channels();
        PointwiseWeights packed = kernels.pointwise().pack(out, in, weights.next(out * in), weights.next(out));
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return new KernelCall(shape.output().floats() * in, (in + 1L) * out,
                () -> kernels.pointwise().run(packed, shape.activation(), input, output, 0, output.rows()));
    }
}
