package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.openjdk.jmh.annotations.Param;

/// Sum of a block and its shortcut; the second map is the gate in the notation of [OpShape].
public class AddBenchmark extends KernelBenchmark {

    /// Shapes at width 1.0 and 224×224, which a test compares with the network.
    @Param({
            "112x112x16 by 112x112", "56x56x24 by 56x56", "28x28x40 by 28x28", "14x14x80 by 14x14",
            "14x14x112 by 14x14", "7x7x160 by 7x7"})
    public String shape;

    @Override
    protected String shape() { return shape; }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        FeatureMap right = operands.gate();
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return KernelCall.moving(() -> kernels.add().run(input, right, output, 0, output.rows()));
    }
}
