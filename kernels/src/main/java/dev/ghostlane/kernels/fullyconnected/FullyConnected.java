package dev.ghostlane.kernels.fullyconnected;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Fully connected (linear) layer on a map of one pixel.
///
/// *Computes*, for each image and output feature `o`: start with `acc = bias[o]`, then for
/// `k = 0 … inFeatures − 1` in this order `acc = fma(input[k], weight[o][k], acc)`; the result is
/// `activation(acc)`. These are the bits that a 1×1 convolution gives, but the work is cut by output
/// features instead of rows, because there is one row per image and most of the time goes into reading the
/// weights once.
///
/// *Layout.* Maps of `batch × 1 × 1 × features`; weights as PyTorch has them, `[outFeatures][inFeatures]`.
///
/// *Requires.* Input and output do not overlap; the weights were packed by this kernel (the scalar reference
/// takes any packing).
public interface FullyConnected {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static FullyConnected scalar() { return ScalarFullyConnected.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static FullyConnected simd() { return VectorFullyConnected.INSTANCE; }

    /// Packs weights for this kernel.
    ///
    /// @param outFeatures features of the output, at least 1
    /// @param inFeatures features of the input, at least 1
    /// @param weights `outFeatures * inFeatures`, row-major
    /// @param bias one for each output feature
    /// @return the weights, in the layout of this kernel's vectors
    /// @throws IllegalArgumentException if a length does not fit
    FullyConnectedWeights pack(int outFeatures, int inFeatures, float[] weights, float[] bias);

    /// Computes tiles of output features, for all images of the batch.
    ///
    /// @param weights packed by [#pack]
    /// @param activation applied to each sum
    /// @param input `N×1×1×inFeatures`
    /// @param output receives the results, `N×1×1×outFeatures`
    /// @param tileBegin first tile of output features to compute, of [FullyConnectedWeights#tiles()]
    /// @param tileEnd one past the last
    /// @throws IllegalArgumentException if shapes, tiles or packing do not fit
    void run(FullyConnectedWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int tileBegin, int tileEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param weights packed by [#pack]
    /// @param input `N×1×1×inFeatures`
    /// @param output receives the results, `N×1×1×outFeatures`
    /// @param tileBegin first tile of output features to compute, of [FullyConnectedWeights#tiles()]
    /// @param tileEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FullyConnectedWeights weights, FeatureMap input, FeatureMap output, int tileBegin,
            int tileEnd) {
        Checks.channels("input", input, weights.inFeatures());
        Checks.channels("output", output, weights.outFeatures());
        Checks.pixels("input", input, input.batch(), 1, 1);
        Checks.pixels("output", output, input.batch(), 1, 1);
        Checks.range("tiles", tileBegin, tileEnd, weights.tiles());
    }
}
