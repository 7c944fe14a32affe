package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;

/// Multiplies a feature map by a gate that is computed and resized on the way.
///
/// With [Activation#SIGMOID] and a map of half the size this is the last step of decoupled fully connected
/// attention; with [Activation#HARD_SIGMOID] and a map of one pixel it is that of squeeze-and-excitation;
/// with [Activation#NONE] and a map of equal size it is a plain product.
///
/// *Computes*, for each output pixel and channel: `output = input · resized`, where `resized` is the map of
/// `activation(gate)` read through the tables of [Resize]: the value at `(lower y, lower x)` for nearest,
/// otherwise [Resize#bilinear] of the four neighbours.
///
/// *Requires.* Input and output have the same shape; the gate has their batch and channels; the tables fit
/// gate and output. The output may be the input itself if the resize is nearest and the activation is
/// [Activation#NONE]; otherwise it overlaps neither input nor gate.
public interface Gate {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Gate scalar() { return ScalarGate.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static Gate simd() { return VectorGate.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param activation applied to the gate's elements before the resize
    /// @param resize tables for reading the gate at the pixels of the output
    /// @param input `N×H×W×C`
    /// @param gate `N×h×w×C` of any height and width, before activation and resize
    /// @param output receives the products, `N×H×W×C`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, tables or rows do not fit
    void run(Activation activation, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param resize tables for reading the gate at the pixels of the output
    /// @param input `N×H×W×C`
    /// @param gate `N×h×w×C` of any height and width, before activation and resize
    /// @param output receives the products, `N×H×W×C`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output, int rowBegin,
            int rowEnd) {
        resize.check(gate, output);
        Checks.sameShape("output", output, "input", input);
        Checks.channels("gate", gate, input.channels());
        Checks.pixels("gate", gate, input.batch(), gate.height(), gate.width());
        Checks.rows(output, rowBegin, rowEnd);
    }
}
