package dev.ghostlane.kernels.fullyconnected;

import dev.ghostlane.kernels.tensor.PackedMatrix;

/// Weights of a fully connected layer, packed by [FullyConnected#pack].
///
/// @param matrix outputs are the output features, its depth the input features
public record FullyConnectedWeights(PackedMatrix matrix) {

    /// Vectors of a tile, at most. Tiles are cut evenly, so with 4 the last of several tiles has at least 2
    /// vectors and the overlap of the matrix's last vector stays inside its tile: two threads that compute
    /// different tiles never write the same output.
    static final int VECTORS_PER_TILE = 4;

    /// {@return the number of features of the input}
    public int inFeatures() { return matrix.depth(); }

    /// {@return the number of features of the output}
    public int outFeatures() { return matrix.outputs(); }

    /// {@return the number of parts into which the work can be split: tiles of output features}
    public int tiles() { return matrix.tiles(); }
}
