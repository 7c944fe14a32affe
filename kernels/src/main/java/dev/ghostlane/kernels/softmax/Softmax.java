package dev.ghostlane.kernels.softmax;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Softmax over the channels of each pixel.
///
/// *Computes*, for each pixel: `m` the largest channel (NaN if there is one); `e[c] = exp(input[c] − m)` with
/// [dev.ghostlane.kernels.activation.Exponential#exp]; sixteen partial sums `s[j] = Σ e[c]` over
/// `c = j, j + 16, j + 32, …` in this order, starting from 0; their sum as a tree,
/// `s[j] += s[j + 8]` for `j < 8`, then `s[j] += s[j + 4]` for `j < 4`, `s[j] += s[j + 2]` for `j < 2`,
/// `s[0] + s[1]`; the result is `e[c] / sum`. The tree is as wide as the widest vector, whatever runs it.
///
/// *Requires.* Input and output have the same shape and do not overlap.
public interface Softmax {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Softmax scalar() { return ScalarSoftmax.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static Softmax simd() { return VectorSoftmax.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×H×W×C`; each pixel's sum up to 1
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×H×W×C`; each pixel's sum up to 1
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.sameShape("output", output, "input", input);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
