package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import org.openjdk.jmh.annotations.Param;

/// Upsampling of attention maps. The network has it fused into the gate; on its own it serves other uses.
public class UpsampleBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "28x28x72 to 56x56x72", "14x14x120 to 28x28x120", "14x14x240 to 28x28x240",
            "7x7x200 to 14x14x200", "7x7x184 to 14x14x184", "7x7x480 to 14x14x480", "7x7x672 to 14x14x672",
            "3x3x960 to 7x7x960"})
    public String shape;

    /// How the map is read; both occur in checkpoints.
    @Param({"NEAREST", "BILINEAR_ALIGNED_CORNERS"})
    public String mode;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        Resize resize = Resize.of(UpsampleMode.valueOf(mode), input, output);
        return KernelCall.moving(() -> kernels.upsample().run(resize, input, output, 0, output.rows()));
    }
}
