package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.Checks;
import dev.ghostlane.kernels.FeatureMap;

/// An [Activation] on every element of a feature map.
///
/// *Computes.* `output = activation(input)`.
///
/// *Requires.* Both maps have the same shape. The output may be the input itself; otherwise they do not
/// overlap.
public interface ActivationMap {

    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if the shapes or the rows do not fit
    void run(Activation activation, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires.
    static void check(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.sameShape("output", output, "input", input);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
