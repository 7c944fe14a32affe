package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Fully connected layer, including those of squeeze-and-excitation.
public class FullyConnectedBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "1x1x72 to 1x1x20 relu", "1x1x20 to 1x1x72 hard_sigmoid", "1x1x120 to 1x1x32 relu",
            "1x1x32 to 1x1x120 hard_sigmoid", "1x1x480 to 1x1x120 relu", "1x1x120 to 1x1x480 hard_sigmoid",
            "1x1x672 to 1x1x168 relu", "1x1x168 to 1x1x672 hard_sigmoid", "1x1x960 to 1x1x240 relu",
            "1x1x240 to 1x1x960 hard_sigmoid", "1x1x960 to 1x1x1280 relu", "1x1x1280 to 1x1x1000"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        int in = shape.input().channels();
        int out = shape.output().channels();
        FullyConnectedWeights packed = kernels.fullyConnected().pack(out, in, weights.next(out * in),
                weights.next(out));
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return new KernelCall((long) out * in, (in + 1L) * out,
                () -> kernels.fullyConnected().run(packed, shape.activation(), input, output, 0,
                        packed.tiles()));
    }
}
