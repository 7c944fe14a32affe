package dev.ghostlane.ghostnetv2.network;

import java.util.List;

/// One row of the network's table: a ghost bottleneck before the width factor.
///
/// @param name its prefix in a state dict
/// @param kernel side of the stride-2 depthwise kernel and of the shortcut's
/// @param expanded channels between its two ghost modules
/// @param out channels of its output
/// @param squeezes whether it has squeeze-and-excitation
/// @param stride 1 or 2
/// @param attends whether its first ghost module is gated by decoupled fully connected attention, in the networks
///        that have it
public record Bottleneck(String name, int kernel, int expanded, int out, boolean squeezes, int stride,
        boolean attends) {

    /// The table of the authors' `ghostnet` and `ghostnetv2` (arXiv 1911.11907, 2211.12905 and their code).
    public static final List<Bottleneck> TABLE = List.of(
            new Bottleneck("blocks.0.0", 3, 16, 16, false, 1, false),
            new Bottleneck("blocks.1.0", 3, 48, 24, false, 2, false),
            new Bottleneck("blocks.2.0", 3, 72, 24, false, 1, true),
            new Bottleneck("blocks.3.0", 5, 72, 40, true, 2, true),
            new Bottleneck("blocks.4.0", 5, 120, 40, true, 1, true),
            new Bottleneck("blocks.5.0", 3, 240, 80, false, 2, true),
            new Bottleneck("blocks.6.0", 3, 200, 80, false, 1, true),
            new Bottleneck("blocks.6.1", 3, 184, 80, false, 1, true),
            new Bottleneck("blocks.6.2", 3, 184, 80, false, 1, true),
            new Bottleneck("blocks.6.3", 3, 480, 112, true, 1, true),
            new Bottleneck("blocks.6.4", 3, 672, 112, true, 1, true),
            new Bottleneck("blocks.7.0", 5, 672, 160, true, 2, true),
            new Bottleneck("blocks.8.0", 5, 960, 160, false, 1, true),
            new Bottleneck("blocks.8.1", 5, 960, 160, true, 1, true),
            new Bottleneck("blocks.8.2", 5, 960, 160, false, 1, true),
            new Bottleneck("blocks.8.3", 5, 960, 160, true, 1, true));
}
