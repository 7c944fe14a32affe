package dev.ghostlane.kernels.strip;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Strip depthwise convolution, 1×K or K×1, with zero padding that keeps the map's size: the two halves of
/// decoupled fully connected attention.
///
/// *Computes*, for each pixel `(y, x)` and channel `c`: start with `acc = bias[c]`, then for `k = 0 … K − 1` in
/// this order `acc = fma(input[y][x + k − K/2][c], tap[k][c], acc)` (horizontal) or
/// `acc = fma(input[y + k − K/2][x][c], tap[k][c], acc)` (vertical); taps outside the map are skipped. The
/// result is `activation(acc)`.
///
/// *Layout.* NHWC maps; weights packed by [StripWeights#pack].
///
/// *Requires.* Input and output have the same shape and do not overlap.
public interface StripConvolution {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static StripConvolution scalar() { return ScalarStripConvolution.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static StripConvolution simd() { return VectorStripConvolution.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param weights packed by [StripWeights#pack]
    /// @param activation applied to each sum
    /// @param input `N×H×W×C`
    /// @param output receives the results, of the input's shape
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(StripWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param weights packed by [StripWeights#pack]
    /// @param input `N×H×W×C`
    /// @param output receives the results, of the input's shape
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(StripWeights weights, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("input", input, weights.channels());
        Checks.sameShape("output", output, "input", input);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
