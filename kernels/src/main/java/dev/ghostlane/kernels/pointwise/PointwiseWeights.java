package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.tensor.PackedMatrix;

/// Weights of a 1×1 convolution, packed by [PointwiseConvolution#pack].
///
/// @param matrix outputs are the output channels, its depth the input channels
public record PointwiseWeights(PackedMatrix matrix) {

    /// {@return the number of channels of the input}
    public int inChannels() { return matrix.depth(); }

    /// {@return the number of channels of the output}
    public int outChannels() { return matrix.outputs(); }
}
