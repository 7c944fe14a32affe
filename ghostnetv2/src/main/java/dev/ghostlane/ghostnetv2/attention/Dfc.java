package dev.ghostlane.ghostnetv2.attention;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.layers.LayerBuilder;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// Decoupled fully connected attention as GhostNetV2's code has it: 2×2 average pooling, 1×1 convolution, two strips,
/// sigmoid, all at a quarter of the pixels, then a resize to the gated map.
///
/// @param length of a strip, odd; 5 as released
/// @param mode of the resize; nearest as released
public record Dfc(int length, UpsampleMode mode) implements GatingBlock {

    /// @throws IllegalArgumentException if the length is even or below 1
    public Dfc { Strips.requireOdd(length); }

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
        String value = layers.add(new Op.AveragePool2x2(name + ".pool", input));
        value = layers.normalized(name + ".conv", name + ".bn", value, in, channels, 1, 1, 1, 1);
        value = Strips.strips(layers, name, value, channels, length);
        value = GatingBlock.sigmoid(layers, name, value);
        return layers.add(new Op.Upsample(name + ".interpolate", value, gated, mode));
    }
}
