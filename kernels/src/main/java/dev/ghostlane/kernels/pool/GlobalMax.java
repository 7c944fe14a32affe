package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Maximum over all pixels of an image.
///
/// *Computes*, for each image and channel: the largest pixel, as `Math.max` has it (NaN if there is one), −0 counted as
/// 0.
///
/// *Requires.* The output is `batch × 1 × 1 × channels`, so its rows are the images; the maps do not overlap.
public interface GlobalMax {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static GlobalMax scalar() { return ScalarGlobalMax.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static GlobalMax simd() { return VectorGlobalMax.INSTANCE; }

    /// Computes images of the batch.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×1×1×C`
    /// @param rowBegin first image to compute
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×1×1×C`
    /// @param rowBegin first image to compute
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.channels("output", output, input.channels());
        Checks.pixels("output", output, input.batch(), 1, 1);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
