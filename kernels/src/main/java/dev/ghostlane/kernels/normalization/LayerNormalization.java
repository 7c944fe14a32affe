package dev.ghostlane.kernels.normalization;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Layer normalisation over the channels of each pixel, as transformers have it.
///
/// *Computes*, for each pixel: `mean = sum(x) / channels` and `variance = sum((x − mean)²) / channels`, both sums by
/// the tree of sixteen partial sums that [dev.ghostlane.kernels.softmax.Softmax] describes, each square rounded before
/// it is added; `factor = 1 / sqrt(variance + epsilon)`; then for each channel `fma((x − mean) · factor, scale,
/// shift)`.
///
/// *Requires.* Input and output have the same shape, scale and shift a value for each channel. The output may be the
/// input itself; otherwise they do not overlap.
public interface LayerNormalization {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static LayerNormalization scalar() { return ScalarLayerNormalization.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static LayerNormalization simd() { return VectorLayerNormalization.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param scale one for each channel
    /// @param shift one for each channel
    /// @param epsilon added to the variance, so that constant pixels give no division by 0
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×H×W×C`; may be the input itself
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, parameters or rows do not fit
    void run(float[] scale, float[] shift, float epsilon, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param scale one for each channel
    /// @param shift one for each channel
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×H×W×C`; may be the input itself
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(float[] scale, float[] shift, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.sameShape("output", output, "input", input);
        Checks.length("scale", scale, input.channels());
        Checks.length("shift", shift, input.channels());
        Checks.rows(output, rowBegin, rowEnd);
    }

    /// {@return `1 / sqrt(variance + epsilon)`; the square root of a float, taken in double and rounded, is the
    /// correctly rounded one}
    ///
    /// @param variance of a pixel's channels
    /// @param epsilon added to it
    static float factor(float variance, float epsilon) { return 1 / (float) Math.sqrt(variance + epsilon); }
}
