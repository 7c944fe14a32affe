package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.tensor.WeightFormat;
import java.util.List;

/// Packs a convolution for the kernel family that fits its geometry.
///
/// @param isDepthwise whether each channel has a kernel of its own
/// @param onePixel whether its input is a map of one pixel
public record ConvolutionPacking(int inChannels, int outChannels, int kernelHeight, int kernelWidth, int stride,
        int paddingHeight, int paddingWidth, boolean isDepthwise, boolean onePixel) {

    /// The fewest weights that are kept in 16 bits.
    private static final int LARGE = 16 * 1024;

    /// The step that runs it.
    ///
    /// @param weights in PyTorch's order
    /// @param bias one for each output channel
    /// @throws IllegalArgumentException if no kernel family computes such a convolution
    public Step pack(String output, List<String> inputs, Kernels kernels, float[] weights, float[] bias,
            Activation activation) {
        if (isDepthwise) {
            StripWeights.Axis axis = stripAxis();
            if (axis != null) {
                return new ConvolutionSteps.Strip(output, inputs,
                        StripWeights.pack(axis, outChannels, kernelHeight * kernelWidth, weights, bias), activation);
            }
            return new ConvolutionSteps.Depthwise(output, inputs, DepthwiseWeights.pack(outChannels, kernelHeight,
                    kernelWidth, stride, paddingHeight, paddingWidth, weights, bias), activation);
        }
        boolean pointwise = kernelHeight == 1 && kernelWidth == 1 && stride == 1 && paddingHeight == 0
                && paddingWidth == 0;
        if (pointwise && onePixel) {
            return new ConvolutionSteps.FullyConnected(output, inputs,
                    kernels.fullyConnected().pack(outChannels, inChannels, weights, bias, format(weights)), activation);
        }
        if (pointwise) {
            return new ConvolutionSteps.Pointwise(output, inputs,
                    kernels.pointwise().pack(outChannels, inChannels, weights, bias, format(weights)), activation);
        }
        if (kernelHeight != kernelWidth || paddingHeight != paddingWidth) {
            throw new IllegalArgumentException(output + ": a dense convolution must have a square kernel, found "
                    + kernelHeight + "×" + kernelWidth);
        }
        return new ConvolutionSteps.Dense(output, inputs, kernels.dense().pack(outChannels, inChannels, kernelHeight,
                stride, paddingHeight, weights, bias), activation);
    }

    /// Weights that 16 bits represent stay at 16 bits where reading them from memory takes the time. Fewer of them stay
    /// in the caches.
    private static WeightFormat format(float[] weights) {
        return weights.length < LARGE ? WeightFormat.F32 : WeightFormat.narrowest(weights);
    }

    /// The axis of a 1×K or K×1 kernel whose output has the size of its input, or null.
    private StripWeights.Axis stripAxis() {
        int length = kernelHeight * kernelWidth;
        if (stride != 1 || length == 1 || length % 2 == 0 || length > StripWeights.MAX_LENGTH) {
            return null;
        }
        if (kernelHeight == 1 && paddingWidth == length / 2) {
            return StripWeights.Axis.HORIZONTAL;
        }
        return kernelWidth == 1 && paddingHeight == length / 2 ? StripWeights.Axis.VERTICAL : null;
    }
}
