package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.VectorActivationMap;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;

/// Walks over a depthwise or strip convolution's output and gives each part to the microkernel that fits: the
/// columns whose kernel lies inside the map in tiles of [DepthwiseTiles], the others pixel by pixel. Lines at
/// the top and bottom just use fewer kernel rows.
public final class VectorDepthwise {

    private static final VectorActivationMap ACTIVATIONS = new VectorActivationMap();

    private VectorDepthwise() {}

    /// Arguments as in [dev.ghostlane.kernels.depthwise.DepthwiseConvolution#run], checked by the caller.
    public static void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        boolean relu = activation == Activation.RELU;
        for (int row = rowBegin; row < rowEnd; row++) {
            row(weights, relu, input, output, row);
            if (activation != Activation.NONE && !relu) {
                ACTIVATIONS.run(activation, output, output, row, row + 1);
            }
        }
    }

    private static void row(DepthwiseWeights weights, boolean relu, FeatureMap input, FeatureMap output, int row) {
        int stride = weights.stride();
        int kernelWidth = weights.kernelWidth();
        int padding = weights.paddingWidth();
        int channels = weights.channels();
        int top = row % output.height() * stride - weights.paddingHeight();
        int firstKernelRow = Math.max(0, -top);
        int kernelRows = Math.min(weights.kernelHeight(), input.height() - top) - firstKernelRow;
        int inRow = row / output.height() * input.height() + top + firstKernelRow;

        int width = output.width();
        int insideBegin = Math.min((padding + stride - 1) / stride, width);
        int insideEnd = Math.max(insideBegin,
                Math.min(width, Math.floorDiv(input.width() + padding - kernelWidth, stride) + 1));
        if (insideEnd - insideBegin < 4 || channels < LANES) {
            insideEnd = insideBegin;
        }
        int tapRow = kernelWidth * channels;
        for (int x = 0; x < width; x++) {
            if (x == insideBegin && insideEnd > insideBegin) {
                x = insideEnd;
                if (x == width) {
                    break;
                }
            }
            int left = x * stride - padding;
            int firstTap = Math.max(0, -left);
            int kernelColumns = Math.min(kernelWidth, input.width() - left) - firstTap;
            DepthwiseTiles.pixel(channels, weights.taps(), weights.bias(),
                    firstKernelRow * tapRow + firstTap * channels, tapRow, kernelRows, kernelColumns, input.data(),
                    input.index(inRow, left + firstTap), input.rowStride(), input.pixelStride(), output.data(),
                    output.index(row, x), relu);
        }
        for (int next = insideBegin; next < insideEnd; next += 4) {
            int x = Math.min(next, insideEnd - 4);
            DepthwiseTiles.columns4(channels, weights.taps(), weights.bias(), firstKernelRow * tapRow, tapRow,
                    kernelRows, kernelWidth, input.data(), input.index(inRow, x * stride - padding),
                    input.rowStride(), input.pixelStride(), stride, output.data(), output.index(row, x),
                    output.pixelStride(), relu);
        }
    }
}
