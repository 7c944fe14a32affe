package dev.ghostlane.kernels.residual;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Adds two maps, such as a block's output and its shortcut.
///
/// *Computes.* `output = left + right`.
///
/// *Requires.* All three have the same shape. The output may be the left map itself; otherwise it overlaps neither of
/// the others.
public interface Add {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Add scalar() { return ScalarAdd.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static Add simd() { return VectorAdd.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param left `N×H×W×C`
    /// @param right of the same shape
    /// @param output receives the sums; of the same shape
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(FeatureMap left, FeatureMap right, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param left `N×H×W×C`
    /// @param right of the same shape
    /// @param output receives the sums; of the same shape
    /// @param rowBegin first row to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(FeatureMap left, FeatureMap right, FeatureMap output, int rowBegin, int rowEnd) {
        Checks.sameShape("right", right, "left", left);
        Checks.sameShape("output", output, "left", left);
        Checks.rows(output, rowBegin, rowEnd);
    }
}
