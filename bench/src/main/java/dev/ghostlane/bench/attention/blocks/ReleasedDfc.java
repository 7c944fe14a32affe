package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// Decoupled fully connected attention as GhostNetV2's code has it: 2×2 average pooling, 1×1 convolution, two strips,
/// sigmoid, all at a quarter of the pixels, then a resize to the gated map.
///
/// @param length of a strip, odd; 5 as released
/// @param mode of the resize; nearest as released
public record ReleasedDfc(int length, UpsampleMode mode) implements GatingBlock {

    /// @throws IllegalArgumentException if the length is even or below 1
    public ReleasedDfc { Strips.requireOdd(length); }

    @Override
    public String name() {
        return "dfc" + (length == 5 ? "" : "-" + length) + switch (mode) {
            case NEAREST -> "-nearest";
            case BILINEAR_HALF_PIXEL -> "-bilinear";
            case BILINEAR_ALIGNED_CORNERS -> "-aligned";
        };
    }

    @Override
    public String description() {
        return "DFC attention as released: pool, 1×1, strips of " + length + ", sigmoid, resize, gate";
    }

    @Override
    public String gate(LayerBuilder layers, String name, String input, int in, String gated, int channels, int height,
            int width) {
        return Blocks.decoupledGate(layers, name, input, in, gated, channels, length, mode);
    }
}
