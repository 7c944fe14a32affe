package dev.ghostlane.kernels.dense;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.PackedMatrix;

/// Weights and geometry of a dense convolution, packed by [DenseConvolution#pack].
///
/// @param matrix outputs are the output channels; its depth runs over kernel row, kernel column, input channel
/// @param inChannels channels of the input
/// @param kernel side of the square kernel
/// @param stride step of the kernel in both directions, at least 1
/// @param padding zero pixels around the map, from 0 to `kernel − 1`
public record DenseWeights(PackedMatrix matrix, int inChannels, int kernel, int stride, int padding) {

    /// Checks that geometry and matrix fit.
    ///
    /// @throws IllegalArgumentException if the geometry is out of range
    public DenseWeights {
        Checks.require(kernel >= 1 && stride >= 1 && padding >= 0 && padding < kernel,
                "kernel %s, stride %s, padding %s: kernel and stride must be at least 1, padding 0 to kernel - 1",
                kernel, stride, padding);
        Checks.require(matrix.depth() == kernel * kernel * inChannels, "depth must be %s, found %s",
                kernel * kernel * inChannels, matrix.depth());
    }

    /// {@return the number of channels of the output}
    public int outChannels() { return matrix.outputs(); }

    /// {@return the number of lines of the output for an input of so many: `(height + 2 * padding - kernel) / stride +
    /// 1`}
    ///
    /// @param height lines of the input
    /// @throws IllegalArgumentException if that leaves nothing
    public int outputHeight(int height) { return Checks.convolved("height", height, kernel, stride, padding); }

    /// {@return the number of columns of the output, by the same rule}
    ///
    /// @param width columns of the input
    public int outputWidth(int width) { return Checks.convolved("width", width, kernel, stride, padding); }

    /// PyTorch's order `[outChannels][inChannels][kernel][kernel]` as `[outChannels][kernel][kernel][inChannels]`.
    static float[] channelsLast(int outChannels, int inChannels, int kernel, float[] weights) {
        Checks.length("weights", weights, outChannels * inChannels * kernel * kernel);
        float[] result = new float[weights.length];
        int taps = kernel * kernel;
        for (int o = 0; o < outChannels; o++) {
            for (int c = 0; c < inChannels; c++) {
                for (int tap = 0; tap < taps; tap++) {
                    result[(o * taps + tap) * inChannels + c] = weights[(o * inChannels + c) * taps + tap];
                }
            }
        }
        return result;
    }
}
