package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Multiplies all channels of a pixel by one value, as the spatial half of CBAM does.
///
/// *Computes.* `output[c] = input[c] · gate[0]`, for each pixel and channel `c`.
///
/// *Requires.* Input and output have the same shape, the gate their batch, height and width and one channel. The output
/// may be the input itself; otherwise no map overlaps another.
public interface SpatialGate {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static SpatialGate scalar() { return ScalarSpatialGate.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static SpatialGate simd() { return VectorSpatialGate.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param input `N×H×W×C`
    /// @param gate `N×H×W×1`
    /// @param output receives the products, `N×H×W×C`; may be the input itself
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap input, FeatureMap gate, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param input `N×H×W×C`
    /// @param gate `N×H×W×1`
    /// @param output receives the products, `N×H×W×C`; may be the input itself
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap gate, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.sameShape("output", output, "input", input);
        Checks.channels("gate", gate, 1);
        Checks.pixels("gate", gate, input.batch(), input.height(), input.width());
        Checks.rows(output, rowBegin, rowEnd);
    }
}
