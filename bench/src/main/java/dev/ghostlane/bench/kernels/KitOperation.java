package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.operations.AxisMeanCase;
import dev.ghostlane.testdata.operations.ChannelPoolCase;
import dev.ghostlane.testdata.operations.GlobalMaxCase;
import dev.ghostlane.testdata.operations.SpatialGateCase;
import java.util.function.BiFunction;

/// Operations that [KitBenchmark] runs, each on a case of the kernel test kit. Another one is a line of this list.
public enum KitOperation {

    /// Mean of each row.
    AXIS_MEAN((map, setting) -> new AxisMeanCase(map, Sequences.ROW, 120, setting)),

    /// Mean and maximum of each pixel's channels.
    CHANNEL_POOL((map, setting) -> new ChannelPoolCase(map, 120, setting)),

    /// Maximum of each channel.
    GLOBAL_MAX((map, setting) -> new GlobalMaxCase(map, 120, setting)),

    /// Product with a map of one channel.
    SPATIAL_GATE((map, setting) -> new SpatialGateCase(map, 120, setting));

    private final BiFunction<MapShape, Setting, KernelCase> of;

    KitOperation(BiFunction<MapShape, Setting, KernelCase> of) { this.of = of; }

    /// The operation on a map of the size that has 120 channels in the network.
    KernelCase kitCase() { return of.apply(new MapShape(1, 28, 28), Setting.plain(Activation.NONE, 1)); }
}
