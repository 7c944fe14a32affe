package dev.ghostlane.kernels.dense;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Dense k×k convolution with zero padding, such as a network's stem.
///
/// *Computes*, for each output pixel `(y, x)` and output channel `o`: start with `acc = bias[o]`, then for
/// `ky`, `kx` and input channel `c` in this order, the last fastest,
/// `acc = fma(input[y·stride + ky − padding][x·stride + kx − padding][c], weight[o][c][ky][kx], acc)`; taps
/// outside the map are skipped. The result is `activation(acc)`.
///
/// *Layout.* NHWC maps; weights as PyTorch has them, `[outChannels][inChannels][k][k]`, packed by [#pack].
///
/// *Requires.* The output has the input's batch and `(size + 2·padding − k) / stride + 1` (rounded down) in
/// height and width; input and output do not overlap; the weights were packed by this kernel (the scalar
/// reference takes any packing).
public interface DenseConvolution {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static DenseConvolution scalar() { return ScalarDenseConvolution.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static DenseConvolution simd() { return VectorDenseConvolution.INSTANCE; }

    /// Packs weights for this kernel.
    ///
    /// @param outChannels channels of the output, at least 1
    /// @param inChannels channels of the input, at least 1
    /// @param kernel side of the square kernel, at least 1
    /// @param stride step of the kernel in both directions, at least 1
    /// @param padding zero pixels around the map, from 0 to `kernel - 1`
    /// @param weights `outChannels * inChannels * kernel * kernel` in PyTorch's order
    /// @param bias one for each output channel
    /// @return the weights, in the layout of this kernel's vectors
    /// @throws IllegalArgumentException if a length or the geometry does not fit
    DenseWeights pack(int outChannels, int inChannels, int kernel, int stride, int padding, float[] weights,
            float[] bias);

    /// Computes rows of the output.
    ///
    /// @param weights packed by [#pack]
    /// @param activation applied to each sum
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×outHeight×outWidth×outChannels`, see [DenseWeights#outputHeight]
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, rows or packing do not fit
    void run(DenseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param weights packed by [#pack]
    /// @param input `N×H×W×inChannels`
    /// @param output receives the results, `N×outHeight×outWidth×outChannels`, see [DenseWeights#outputHeight]
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(DenseWeights weights, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("input", input, weights.inChannels());
        Checks.channels("output", output, weights.outChannels());
        Checks.pixels("output", output, input.batch(), weights.outputHeight(input.height()),
                weights.outputWidth(input.width()));
        Checks.rows(output, rowBegin, rowEnd);
    }
}
