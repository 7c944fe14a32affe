package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.rearrange.Grouping;

/// The shapes of [AttentionBenchmark]: height, width and channels of a map, and heads of its attention. A line here is
/// all that another shape needs.
final class AttentionShapes {

    /// GhostNetV2's pairs of channels and resolution, with heads of about 32 channels as the blocks have them.
    static final String NETWORK_56 = "56x56x72 heads 2";
    static final String NETWORK_28 = "28x28x120 heads 4";
    static final String NETWORK_14 = "14x14x480 heads 15";
    static final String NETWORK_7 = "7x7x960 heads 30";

    /// The same with one head: the products at their deepest.
    static final String ONE_HEAD_28 = "28x28x120 heads 1";
    static final String ONE_HEAD_14 = "14x14x480 heads 1";

    static final Grouping WINDOWS = new Grouping(Grouping.Kind.WINDOWS, 7);
    static final Grouping PATCHES = new Grouping(Grouping.Kind.PLACES, 2);

    private AttentionShapes() {}
}
