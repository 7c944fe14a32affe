package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// 1×1 convolution.
///
/// *Computes*, for each pixel and output channel `o`: start with `acc = bias[o]`, then for
/// `k = 0 … inChannels − 1` in this order `acc = fma(input[k], weight[o][k], acc)`; the result is
/// `activation(acc)`.
///
/// *Layout.* NHWC maps; weights as PyTorch has them, `[outChannels][inChannels]`, packed by [#pack].
///
/// *Requires.* Input and output have the same batch, height and width and do not overlap; the weights were
/// packed by this kernel (the scalar reference takes any packing).
public interface PointwiseConvolution {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static PointwiseConvolution scalar() { return ScalarPointwiseConvolution.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static PointwiseConvolution simd() { return VectorPointwiseConvolution.INSTANCE; }

    /// Packs weights for this kernel.
    ///
    /// @param outChannels channels of the output, at least 1
    /// @param inChannels channels of the input, at least 1
    /// @param weights `outChannels * inChannels`, row-major
    /// @param bias one for each output channel
    /// @return the weights, in the layout of this kernel's vectors
    /// @throws IllegalArgumentException if a length does not fit
    PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias);

    /// Computes rows of the output.
    ///
    /// @param weights packed by [#pack]
    /// @param activation applied to each sum
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×H×W×outChannels`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, rows or packing do not fit
    void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param weights packed by [#pack]
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×H×W×outChannels`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(PointwiseWeights weights, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("input", input, weights.inChannels());
        Checks.channels("output", output, weights.outChannels());
        Checks.pixels("output", output, input.batch(), input.height(), input.width());
        Checks.rows(output, rowBegin, rowEnd);
    }
}
