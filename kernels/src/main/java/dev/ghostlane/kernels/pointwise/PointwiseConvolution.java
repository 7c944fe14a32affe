package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.internal.matrix.Widening;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// 1×1 convolution.
///
/// *Computes*, for each pixel and output channel `o`: start with `acc = bias[o]`, then for
/// `k = 0 … inChannels − 1` in this order `acc = fma(input[k], weight[o][k], acc)`; the result is
/// `activation(acc)`.
///
/// *Layout.* NHWC maps; weights as PyTorch has them, `[outChannels][inChannels]`, packed by [#pack]. Weights of 16 bits
/// are widened to the floats they are, a few tiles at a time, into scratch memory: the sums have the bits that the same
/// weights in F32 give.
///
/// *Requires.* Input and output have the same batch, height and width and do not overlap; the weights were
/// packed by this kernel (the scalar reference takes any packing).
public interface PointwiseConvolution {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static PointwiseConvolution scalar() { return ScalarPointwiseConvolution.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static PointwiseConvolution simd() { return VectorPointwiseConvolution.INSTANCE; }

    /// Packs weights for this kernel, in [WeightFormat#F32].
    ///
    /// @param outChannels channels of the output, at least 1
    /// @param inChannels channels of the input, at least 1
    /// @param weights `outChannels * inChannels`, row-major
    /// @param bias one for each output channel
    /// @return the weights, in the layout of this kernel's vectors
    /// @throws IllegalArgumentException if a length does not fit
    default PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias) {
        return pack(outChannels, inChannels, weights, bias, WeightFormat.F32);
    }

    /// Packs weights for this kernel.
    ///
    /// @param outChannels channels of the output, at least 1
    /// @param inChannels channels of the input, at least 1
    /// @param weights `outChannels * inChannels`, row-major
    /// @param bias one for each output channel, always a float
    /// @param format of the weights in memory
    /// @return the weights, in the layout of this kernel's vectors
    /// @throws IllegalArgumentException if a length does not fit, or the format does not represent a weight
    PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias, WeightFormat format);

    /// Computes rows of the output, with weights that need no scratch memory.
    ///
    /// @param weights packed by [#pack], in [WeightFormat#F32]
    /// @param activation applied to each sum
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×H×W×outChannels`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, rows or packing do not fit, or the weights have 16 bits
    default void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        run(weights, activation, input, output, rowBegin, rowEnd, input.data(), input.data().length);
    }

    /// Computes rows of the output.
    ///
    /// @param weights packed by [#pack]
    /// @param activation applied to each sum
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×H×W×outChannels`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @param scratch memory of any content, no part of the maps
    /// @param scratchAt where [PointwiseWeights#scratchFloats()] floats of it begin
    /// @throws IllegalArgumentException if shapes, rows, packing or scratch memory do not fit
    void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd, float[] scratch, int scratchAt);

    /// What [#run] requires of its arguments.
    ///
    /// @param weights packed by [#pack]
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×H×W×outChannels`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @param scratch memory of any content
    /// @param scratchAt where the scratch memory begins in it
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(PointwiseWeights weights, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd,
            float[] scratch, int scratchAt) {
        Checks.channels("input", input, weights.inChannels());
        Checks.channels("output", output, weights.outChannels());
        Checks.pixels("output", output, input.batch(), input.height(), input.width());
        Checks.rows(output, rowBegin, rowEnd);
        Widening.check(weights.matrix(), scratch, scratchAt);
    }
}
