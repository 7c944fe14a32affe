package dev.ghostlane.kernels.depthwise;

import dev.ghostlane.kernels.internal.Checks;

/// Weights and geometry of a depthwise convolution: one kernel for each channel.
///
/// @param channels channels of input and output
/// @param kernelHeight height of the kernel
/// @param kernelWidth width of the kernel
/// @param stride step of the kernel in both directions, at least 1
/// @param paddingHeight zero lines above and below the map, from 0 to `kernelHeight − 1`
/// @param paddingWidth zero columns left and right of the map, from 0 to `kernelWidth − 1`
/// @param taps `[kernelHeight][kernelWidth][channels]`; shared, not to be changed
/// @param bias one for each channel; shared, not to be changed
public record DepthwiseWeights(int channels, int kernelHeight, int kernelWidth, int stride, int paddingHeight,
        int paddingWidth, float[] taps, float[] bias) {

    /// Checks geometry and lengths.
    ///
    /// @throws IllegalArgumentException if the geometry or a length does not fit
    public DepthwiseWeights {
        Checks.require(channels >= 1 && kernelHeight >= 1 && kernelWidth >= 1 && stride >= 1,
                "channels %s, kernel %s×%s, stride %s: all must be at least 1", channels, kernelHeight,
                kernelWidth, stride);
        Checks.require(
                paddingHeight >= 0 && paddingHeight < kernelHeight && paddingWidth >= 0
                        && paddingWidth < kernelWidth,
                "padding must be 0 to kernel - 1, found %s×%s for a kernel of %s×%s", paddingHeight, paddingWidth,
                kernelHeight, kernelWidth);
        Checks.length("taps", taps, channels * kernelHeight * kernelWidth);
        Checks.length("bias", bias, channels);
    }

    /// {@return the number of lines of the output for an input of so many: `(height + 2 * paddingHeight -
    /// kernelHeight) / stride + 1`}
    ///
    /// @param height lines of the input
    /// @throws IllegalArgumentException if that leaves nothing
    public int outputHeight(int height) {
        return Checks.convolved("height", height, kernelHeight, stride, paddingHeight);
    }

    /// {@return the number of columns of the output, by the same rule}
    ///
    /// @param width columns of the input
    public int outputWidth(int width) { return Checks.convolved("width", width, kernelWidth, stride, paddingWidth); }

    /// Packs PyTorch's order `[channels][1][kernelHeight][kernelWidth]`, in which neighbouring channels lie
    /// apart, as `[kernelHeight][kernelWidth][channels]`, in which a vector of them is one load.
    ///
    /// @param channels channels of input and output, at least 1
    /// @param kernelHeight height of the kernel, at least 1
    /// @param kernelWidth width of the kernel, at least 1
    /// @param stride step of the kernel in both directions, at least 1
    /// @param paddingHeight zero lines above and below the map, from 0 to `kernelHeight - 1`
    /// @param paddingWidth zero columns left and right of the map, from 0 to `kernelWidth - 1`
    /// @param weights `channels * kernelHeight * kernelWidth` floats in PyTorch's order
    /// @param bias one for each channel
    /// @return the weights, for the scalar and the SIMD kernel
    /// @throws IllegalArgumentException if the geometry or a length does not fit
    public static DepthwiseWeights pack(int channels, int kernelHeight, int kernelWidth, int stride,
            int paddingHeight, int paddingWidth, float[] weights, float[] bias) {
        int taps = kernelHeight * kernelWidth;
        Checks.length("weights", weights, channels * taps);
        float[] packed = new float[weights.length];
        for (int tap = 0; tap < taps; tap++) {
            for (int c = 0; c < channels; c++) {
                packed[tap * channels + c] = weights[c * taps + tap];
            }
        }
        return new DepthwiseWeights(channels, kernelHeight, kernelWidth, stride, paddingHeight, paddingWidth,
                packed, bias.clone());
    }
}
