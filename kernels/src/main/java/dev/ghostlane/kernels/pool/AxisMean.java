package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;

/// Mean along rows or columns.
///
/// *Computes*, for each row ([Sequences#ROW]) or column ([Sequences#COLUMN]) of an image and each channel: `sum = 0;
/// sum += pixel` from left to right or from top to bottom; the result is `sum / pixels`.
///
/// *Requires.* The output is `batch × height × 1 × channels` for rows, `batch × 1 × width × channels` for columns; the
/// maps do not overlap.
public interface AxisMean {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static AxisMean scalar() { return ScalarAxisMean.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static AxisMean simd() { return VectorAxisMean.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param sequences [Sequences#ROW] or [Sequences#COLUMN]: what a mean is taken over
    /// @param input `N×H×W×C`
    /// @param output receives the means, `N×H×1×C` of rows, `N×1×W×C` of columns
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, rows or sequences do not fit
    void run(Sequences sequences, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param sequences [Sequences#ROW] or [Sequences#COLUMN]: what a mean is taken over
    /// @param input `N×H×W×C`
    /// @param output receives the means, `N×H×1×C` of rows, `N×1×W×C` of columns
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Sequences sequences, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        if (sequences == Sequences.IMAGE) {
            throw new IllegalArgumentException("expected ROW or COLUMN, found IMAGE");
        }
        boolean rows = sequences == Sequences.ROW;
        Checks.channels("output", output, input.channels());
        Checks.pixels("output", output, input.batch(), rows ? input.height() : 1, rows ? 1 : input.width());
        Checks.rows(output, rowBegin, rowEnd);
    }
}
