package dev.ghostlane.kernels.strip;

import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.internal.Checks;

/// Weights of a strip convolution: a depthwise kernel of one line or one column.
///
/// @param axis direction of the strip
/// @param depthwise the same weights as a 1×K or K×1 depthwise kernel with stride 1 and padding K / 2
public record StripWeights(Axis axis, DepthwiseWeights depthwise) {

    /// Longest strip.
    public static final int MAX_LENGTH = 31;

    /// Direction of a strip.
    public enum Axis {
        /// 1×K: along a line.
        HORIZONTAL,
        /// K×1: along a column.
        VERTICAL
    }

    /// Checks that the kernel is a strip.
    ///
    /// @throws IllegalArgumentException if the kernel is no strip of odd length up to [#MAX_LENGTH]
    public StripWeights {
        int length = axis == Axis.HORIZONTAL ? depthwise.kernelWidth() : depthwise.kernelHeight();
        int across = axis == Axis.HORIZONTAL ? depthwise.kernelHeight() : depthwise.kernelWidth();
        int padding = axis == Axis.HORIZONTAL ? depthwise.paddingWidth() : depthwise.paddingHeight();
        Checks.require(across == 1 && length % 2 == 1 && length <= MAX_LENGTH,
                "a strip must be of odd length up to %s and one pixel wide, found %s by %s", MAX_LENGTH, length,
                across);
        Checks.require(depthwise.stride() == 1 && padding == length / 2,
                "a strip must have stride 1 and padding %s, found stride %s and padding %s", length / 2,
                depthwise.stride(), padding);
    }

    /// Packs PyTorch's order `[channels][1][1][length]` or `[channels][1][length][1]` as `[length][channels]`.
    ///
    /// @param axis direction of the strip
    /// @param channels channels of input and output, at least 1
    /// @param length number of taps, odd, 1 to [#MAX_LENGTH]
    /// @param weights `channels * length`
    /// @param bias one for each channel
    /// @return the weights, for the scalar and the SIMD kernel
    /// @throws IllegalArgumentException if a length does not fit
    public static StripWeights pack(Axis axis, int channels, int length, float[] weights, float[] bias) {
        boolean horizontal = axis == Axis.HORIZONTAL;
        return new StripWeights(axis, DepthwiseWeights.pack(channels, horizontal ? 1 : length,
                horizontal ? length : 1, 1, horizontal ? 0 : length / 2, horizontal ? length / 2 : 0, weights,
                bias));
    }

    /// {@return the number of channels of input and output}
    public int channels() { return depthwise.channels(); }

    /// {@return the number of taps}
    public int length() { return depthwise.kernelHeight() * depthwise.kernelWidth(); }
}
