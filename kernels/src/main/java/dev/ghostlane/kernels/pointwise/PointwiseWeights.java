package dev.ghostlane.kernels.pointwise;

import dev.ghostlane.kernels.internal.matrix.Widening;
import dev.ghostlane.kernels.tensor.PackedMatrix;

/// Weights of a 1×1 convolution, packed by [PointwiseConvolution#pack].
///
/// @param matrix outputs are the output channels, its depth the input channels
public record PointwiseWeights(PackedMatrix matrix) {

    /// {@return the number of channels of the input}
    public int inChannels() { return matrix.depth(); }

    /// {@return the number of channels of the output}
    public int outChannels() { return matrix.outputs(); }

    /// {@return the floats of scratch memory that a run needs: none for weights in F32}
    public int scratchFloats() { return Widening.scratchFloats(matrix); }
}
