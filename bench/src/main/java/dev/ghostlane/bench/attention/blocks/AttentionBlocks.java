package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;

/// The blocks that are compared with each other.
public final class AttentionBlocks {

    /// All blocks, from the most general to the cheapest.
    public static final List<AttentionBlock> ALL = List.of(new SelfAttention(false), new SelfAttention(true),
            new WindowAttention(7), new MobileVit(2, true), new MobileVit(2, false),
            new FullyConnectedPositions(false, false), new FullyConnectedPositions(false, true),
            new FullyConnectedPositions(true, false), new FullyConnectedPositions(true, true), new Strips(5),
            new Strips(7),
            new Strips(9), new ReleasedDfc(5, UpsampleMode.NEAREST),
            new ReleasedDfc(5, UpsampleMode.BILINEAR_HALF_PIXEL),
            new SqueezeExcitation(), new Cbam(), new CoordinateAttention());

    private AttentionBlocks() {}

    /// The block of a name.
    ///
    /// @throws IllegalArgumentException if there is none
    public static AttentionBlock named(String name) {
        return ALL.stream().filter(block -> block.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + ALL.stream().map(AttentionBlock::name).toList() + ", found '" + name + "'"));
    }
}
