package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import org.openjdk.jmh.annotations.Param;

/// The kernels of attention and of what it is compared with, on the maps of the network that GhostNetV2 gates.
///
/// `-p operation=SCORES,VALUES` are the two matrix products alone, cut into the blocks of queries of the attention
/// kernel; their column `% peak` is their share of the FMA peak.
public class AttentionBenchmark extends ShapeBenchmark {

    /// Map and heads, see [AttentionSize].
    @Param({AttentionShapes.NETWORK_56, AttentionShapes.NETWORK_28, AttentionShapes.NETWORK_14,
            AttentionShapes.NETWORK_7, AttentionShapes.ONE_HEAD_28, AttentionShapes.ONE_HEAD_14})
    public String map;

    /// What runs.
    @Param
    public AttentionOperation operation;

    @Override
    protected String shape() { return operation.shape(AttentionSize.parse(map)).toString(); }

    @Override
    KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
        return operation.define(AttentionSize.parse(map), kernels, operands, weights);
    }
}
