package dev.ghostlane.kernels.upsample;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Resizes a map by nearest neighbour or bilinear interpolation.
///
/// *Computes*, for each output pixel and channel, with the tables of [Resize]: the value at
/// `(lower y, lower x)` for nearest, otherwise [Resize#bilinear] of the four neighbours.
///
/// *Requires.* Input and output have the same batch and channels, the tables fit them, and they do not
/// overlap.
public interface Upsample {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Upsample scalar() { return ScalarUpsample.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static Upsample simd() { return VectorUpsample.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param resize tables for reading the input at the pixels of the output
    /// @param input `N×h×w×C`
    /// @param output receives the result, `N×H×W×C`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, tables or rows do not fit
    void run(Resize resize, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param resize tables for reading the input at the pixels of the output
    /// @param input `N×h×w×C`
    /// @param output receives the result, `N×H×W×C`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Resize resize, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        resize.check(input, output);
        Checks.channels("output", output, input.channels());
        Checks.pixels("output", output, input.batch(), output.height(), output.width());
        Checks.rows(output, rowBegin, rowEnd);
    }
}
