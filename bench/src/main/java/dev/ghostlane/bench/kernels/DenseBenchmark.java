package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Dense convolution: the stem.
public class DenseBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param("224x224x3 3x3s2 to 112x112x16 relu")
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        int in = shape.input().channels();
        int out = shape.output().channels();
        int kernel = shape.kernelHeight();
        int depth = kernel * kernel * in;
        DenseWeights packed = kernels.dense().pack(out, in, kernel, shape.stride(), kernel / 2,
                weights.next(out * depth), weights.next(out));
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return new KernelCall(shape.output().floats() * depth, (depth + 1L) * out,
                () -> kernels.dense().run(packed, shape.activation(), input, output, 0, output.rows()));
    }
}
