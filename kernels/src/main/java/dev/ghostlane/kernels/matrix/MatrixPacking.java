package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Packs the tokens of a map into matrices, in each run.
///
/// *Computes.* Nothing: for token `t`, head `h` and channel `c` of the head, the weight of output `t` and input `c` (or
/// of output `c` and input `t`, as [TokenMatrices.Role] says) is `input[t][h · headChannels + c]`. Biases, and outputs
/// that a single vector has beyond the matrix's, are 0.
///
/// *Layout.* [TokenMatrices].
///
/// *Requires.* The input has the matrices' tokens and channels, the output is a map for them; they do not overlap.
public interface MatrixPacking {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static MatrixPacking scalar() { return ScalarMatrixPacking.INSTANCE; }

    /// {@return the fast kernel: moves runs of floats, without the Vector API}
    static MatrixPacking simd() { return BlockedMatrixPacking.INSTANCE; }

    /// Packs tiles of matrices.
    ///
    /// @param matrices sequences, heads and layout
    /// @param input `N×H×W×C`, whose pixels are the tokens
    /// @param output receives the matrices, see [TokenMatrices]
    /// @param unitBegin first unit to pack, of [TokenMatrices#units]
    /// @param unitEnd one past the last
    /// @throws IllegalArgumentException if shapes or units do not fit
    void run(TokenMatrices matrices, FeatureMap input, FeatureMap output, int unitBegin, int unitEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param matrices sequences, heads and layout
    /// @param input `N×H×W×C`, whose pixels are the tokens
    /// @param output receives the matrices, see [TokenMatrices]
    /// @param unitBegin first unit to pack, of [TokenMatrices#units]
    /// @param unitEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(TokenMatrices matrices, FeatureMap input, FeatureMap output, int unitBegin, int unitEnd) {
        matrices.checkTokens("input", input);
        matrices.checkPacked("output", output, input);
        Checks.range("units", unitBegin, unitEnd, matrices.units(output));
    }
}
