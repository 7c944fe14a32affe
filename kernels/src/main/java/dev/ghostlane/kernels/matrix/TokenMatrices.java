package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import dev.ghostlane.kernels.tensor.Sequences;

/// The tokens of a map as packed matrices, one for each sequence and head: the right sides of the products in attention
/// and token mixing, which exist only when a network runs. A head is a run of neighbouring channels.
///
/// *Layout.* A map of `batch × sequences of an image × heads × floats of a matrix`; each matrix lies as its
/// [MatrixLayout] says, with biases of 0.
///
/// @param sequences which pixels belong together
/// @param heads matrices of a sequence
/// @param role what a token is to its matrix
/// @param layout of each matrix, see [MatrixProduct#layout]
public record TokenMatrices(Sequences sequences, int heads, Role role, MatrixLayout layout) {

    /// What a token is to its matrix.
    public enum Role {
        /// Tokens are the outputs and channels the inputs, as for keys: a transposition.
        OUTPUTS,
        /// Tokens are the inputs and channels the outputs, as for values.
        INPUTS
    }

    /// Checks the number of heads.
    ///
    /// @throws IllegalArgumentException if there is no head
    public TokenMatrices {
        Checks.require(heads >= 1, "heads must be at least 1, found %s", heads);
    }

    /// {@return the number of tokens of a sequence}
    public int tokens() { return role == Role.OUTPUTS ? layout.outputs() : layout.depth(); }

    /// {@return the number of channels of a head}
    public int headChannels() { return role == Role.OUTPUTS ? layout.depth() : layout.outputs(); }

    /// {@return the number of units of work: tiles of all matrices, those of the first image first}
    ///
    /// @param packed a map of matrices
    public int units(FeatureMap packed) { return packed.rows() * heads * layout.tiles(); }

    /// Checks that a map has the matrices' tokens and channels.
    ///
    /// @throws IllegalArgumentException if it has not
    void checkTokens(String name, FeatureMap map) {
        Checks.channels(name, map, heads * headChannels());
        if (sequences.tokens(map) != tokens()) {
            throw new IllegalArgumentException(name + " must have sequences of " + tokens() + " tokens, found "
                    + sequences.tokens(map) + " in " + map.shape() + " by " + sequences);
        }
    }

    /// Checks that a map can hold the packed tokens of a map of the other's batch, height and width.
    ///
    /// @param name what the message calls the packed map
    /// @param packed a map of matrices
    /// @param tokens the map whose pixels are the tokens
    /// @throws IllegalArgumentException if it cannot
    public void checkPacked(String name, FeatureMap packed, FeatureMap tokens) {
        Checks.pixels(name, packed, tokens.batch(), sequences.ofImage(tokens), heads);
        Checks.channels(name, packed, layout.floats());
    }
}
