package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import org.openjdk.jmh.annotations.Param;

/// Product of a map and a smaller one that is resized on the way (nearest): the end of decoupled fully connected
/// attention, and, by a map of one pixel, of squeeze-and-excitation.
public class GateBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "56x56x72 by 28x28", "28x28x72 by 1x1", "28x28x120 by 14x14", "28x28x120 by 1x1",
            "28x28x240 by 14x14", "14x14x200 by 7x7", "14x14x184 by 7x7", "14x14x480 by 7x7",
            "14x14x480 by 1x1", "14x14x672 by 7x7", "14x14x672 by 1x1", "7x7x672 by 1x1", "7x7x960 by 3x3",
            "7x7x960 by 1x1"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap gate = operands.gate();
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        Resize resize = Resize.of(UpsampleMode.NEAREST, gate, output);
        return KernelCall.moving(
                () -> kernels.gate().run(Activation.NONE, resize, input, gate, output, 0, output.rows()));
    }
}
