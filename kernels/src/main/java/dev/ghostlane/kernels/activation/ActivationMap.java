package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// An [Activation] on every element of a feature map.
///
/// *Computes.* `output = activation(input)`.
///
/// *Requires.* Both maps have the same shape. The output may be the input itself; otherwise they do not
/// overlap.
public interface ActivationMap {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static ActivationMap scalar() { return ScalarActivationMap.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static ActivationMap simd() { return VectorActivationMap.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param activation the function
    /// @param input the arguments, `N×H×W×C`
    /// @param output receives the results; of the input's shape, or the input itself
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if the shapes or the rows do not fit
    void run(Activation activation, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// The function of `count` neighbouring elements. `in` and `out` may be the same place, and do not overlap
    /// otherwise.
    ///
    /// @param activation the function
    /// @param in the arguments
    /// @param from index of the first argument
    /// @param out receives the results
    /// @param to index of the first result
    /// @param count how many, from 0 on
    void apply(Activation activation, float[] in, int from, float[] out, int to, int count);

    /// What [#run] requires.
    ///
    /// @param input the arguments, `N×H×W×C`
    /// @param output receives the results; of the input's shape, or the input itself
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.sameShape("output", output, "input", input);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
