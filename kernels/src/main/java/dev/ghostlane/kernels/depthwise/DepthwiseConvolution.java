package dev.ghostlane.kernels.depthwise;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Depthwise convolution with zero padding: each channel is convolved with a kernel of its own.
///
/// *Computes*, for each output pixel `(y, x)` and channel `c`: start with `acc = bias[c]`, then for `ky` and
/// `kx` in this order, the last fastest,
/// `acc = fma(input[y·stride + ky − paddingHeight][x·stride + kx − paddingWidth][c], tap[ky][kx][c], acc)`;
/// taps outside the map are skipped. The result is `activation(acc)`.
///
/// *Layout.* NHWC maps; weights packed by [DepthwiseWeights#pack].
///
/// *Requires.* Input and output have the weights' channels; the output has the input's batch and
/// `(size + 2·padding − kernel) / stride + 1` (rounded down) in height and width; they do not overlap.
public interface DepthwiseConvolution {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static DepthwiseConvolution scalar() { return ScalarDepthwiseConvolution.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static DepthwiseConvolution simd() { return VectorDepthwiseConvolution.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param weights one kernel for each channel, packed by [DepthwiseWeights#pack]
    /// @param activation applied to each sum
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×outHeight×outWidth×C`, see [DepthwiseWeights#outputHeight]
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param weights one kernel for each channel, packed by [DepthwiseWeights#pack]
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×outHeight×outWidth×C`, see [DepthwiseWeights#outputHeight]
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(DepthwiseWeights weights, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("input", input, weights.channels());
        Checks.channels("output", output, weights.channels());
        Checks.pixels("output", output, input.batch(), weights.outputHeight(input.height()),
                weights.outputWidth(input.width()));
        Checks.rows(output, rowBegin, rowEnd);
    }
}
