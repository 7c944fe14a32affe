// Written by kernels/generator/Generate.java from VectorDepthwise.java; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.HalfSimd.LANES;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Walks over a depthwise or strip convolution's output and gives each part to the microkernel that fits: the columns
/// whose kernel lies inside the map in tiles of [HalfAnyKernelTiles], the others pixel by pixel. Lines at the top and
/// bottom just use fewer kernel rows. 3×3 kernels on CPUs with 32 vector registers go to [HalfSlidingDepthwise].
///
/// *Tail.* The last tile of a line overlaps the one before and writes the same bits again.
final class HalfVectorDepthwise {

    private HalfVectorDepthwise() {}

    /// Arguments as in [DepthwiseConvolution#run], checked by the caller.
    static void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        float floor = activation.floor();
        int height = output.height();
        for (int begin = rowBegin; begin < rowEnd;) {
            int end = Math.min((begin / height + 1) * height, rowEnd);
            rows(weights, floor, input, output, begin, end);
            begin = end;
        }
        if (!activation.isFloor()) {
            ActivationMap.simd().run(activation, output, output, rowBegin, rowEnd);
        }
    }

    /// Some rows of one image.
    private static void rows(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int kernelHeight = weights.kernelHeight();
        int kernelWidth = weights.kernelWidth();
        boolean halfPadding = weights.paddingHeight() == kernelHeight / 2 && weights.paddingWidth() == kernelWidth / 2
                && weights.channels() >= LANES;
        boolean square = halfPadding && kernelHeight == kernelWidth && output.width() >= 4;
        boolean strip = halfPadding && weights.stride() == 1;
        if (HalfSlidingDepthwise.fits(weights, input)) {
            sliding(weights, floor, input, output, begin, end);
        } else if (square && kernelWidth == 3 && weights.stride() == 1 && end - begin >= 2) {
            kernel3(weights, floor, input, output, begin, end);
        } else if (square && (kernelWidth == 3 || kernelWidth == 5) && weights.stride() == 2) {
            stride2(weights, floor, input, output, begin, end);
        } else if (strip && kernelHeight == 1 && kernelWidth == 5 && output.width() >= 4) {
            horizontal5(weights, floor, input, output, begin, end);
        } else if (strip && kernelHeight == 5 && kernelWidth == 1 && end - begin >= 4) {
            vertical5(weights, floor, input, output, begin, end);
        } else {
            for (int row = begin; row < end; row++) {
                row(weights, floor, input, output, row);
            }
        }
    }

    /// 3×3 with padding 1, on CPUs with 32 vector registers.
    private static void sliding(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        if (weights.stride() == 1) {
            HalfSlidingDepthwise.stride1(weights, floor, input, output, begin, end);
            return;
        }
        int height = output.height();
        boolean below = 2 * ((end - 1) % height) + 1 < input.height();
        int whole = below ? end : end - 1;
        if (begin < whole) {
            HalfSlidingDepthwise.stride2(weights, floor, input, output, begin, whole);
        }
        if (!below) {
            stride2line(weights, floor, input, output, whole);
        }
    }

    private static void horizontal5(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output,
            int begin, int end) {
        int width = output.width();
        for (int row = begin; row < end; row++) {
            HalfStripTiles.pixels4strip5(weights.channels(), weights.taps(), weights.bias(), width, 0, width,
                    input.data(), input.index(row, 0), input.pixelStride(), output.data(), output.index(row, 0),
                    output.pixelStride(), floor);
        }
    }

    private static void vertical5(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output,
            int begin, int end) {
        int height = output.height();
        int image = begin / height * height;
        for (int x = 0; x < output.width(); x++) {
            HalfStripTiles.pixels4strip5(weights.channels(), weights.taps(), weights.bias(), height, begin - image,
                    end - image, input.data(), input.index(image, x), input.rowStride(), output.data(),
                    output.index(image, x), output.rowStride(), floor);
        }
    }

    private static void stride2(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        for (int row = begin; row < end; row++) {
            stride2line(weights, floor, input, output, row);
        }
    }

    private static void stride2line(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output,
            int row) {
        int kernel = weights.kernelWidth();
        int channels = weights.channels();
        float[] taps = weights.taps();
        float[] bias = weights.bias();
        int top = row % output.height() * 2 - kernel / 2;
        int kyBegin = Math.max(0, -top);
        int kyEnd = Math.min(kernel, input.height() - top);
        int from = input.index(row / output.height() * input.height() + top, -(kernel / 2));
        int xRow = input.rowStride();
        int xs = input.pixelStride();
        int to = output.index(row, 0);
        int ys = output.pixelStride();
        if (kernel == 3) {
            HalfStride2Tiles.columns4kernel3(channels, taps, bias, kyBegin, kyEnd, input.data(), from, xRow, xs,
                    input.width(), output.width(), output.data(), to, ys, floor);
        } else if (output.width() < 7) {
            HalfStride2Tiles.columns4kernel5(channels, taps, bias, kyBegin, kyEnd, input.data(), from, xRow, xs,
                    input.width(), output.width(), output.data(), to, ys, floor);
        } else {
            HalfStride2Tiles.columns7kernel5(channels, taps, bias, kyBegin, kyEnd, input.data(), from, xRow, xs,
                    input.width(), output.width(), output.data(), to, ys, floor);
        }
    }

    /// 3×3 with stride 1 and padding 1, at least two rows of an image, two at a time; the last two may overlap those
    /// before.
    private static void kernel3(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int height = output.height();
        for (int next = begin; next < end; next += 2) {
            int row = Math.min(next, end - 2);
            int y = row % height;
            HalfKernel3Tiles.rows2columns4(weights.channels(), weights.taps(), weights.bias(), input.data(),
                    input.index(row - 1, -1), input.rowStride(), input.pixelStride(), output.width(), y == 0,
                    y == height - 2, output.data(), output.index(row, 0), output.rowStride(), output.pixelStride(),
                    floor);
        }
    }

    private static void row(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int row) {
        int stride = weights.stride();
        int kernelWidth = weights.kernelWidth();
        int padding = weights.paddingWidth();
        int channels = weights.channels();
        int top = row % output.height() * stride - weights.paddingHeight();
        int firstKernelRow = Math.max(0, -top);
        int kernelRows = Math.min(weights.kernelHeight(), input.height() - top) - firstKernelRow;
        int inRow = row / output.height() * input.height() + top + firstKernelRow;
        int tap = firstKernelRow * kernelWidth * channels;

        int width = output.width();
        int insideBegin = Math.min((padding + stride - 1) / stride, width);
        int insideEnd = Math.max(insideBegin,
                Math.min(width, Math.floorDiv(input.width() + padding - kernelWidth, stride) + 1));
        if (insideEnd - insideBegin < 4 || channels < LANES) {
            insideEnd = insideBegin;
        }
        pixels(weights, floor, input, output, row, 0, insideBegin, tap, kernelRows, inRow);
        inside(weights, floor, input, output, row, insideBegin, insideEnd, tap, kernelRows, inRow);
        pixels(weights, floor, input, output, row, insideEnd, width, tap, kernelRows, inRow);
    }

    /// Columns `begin … end − 1` of a line, of any kind.
    private static void pixels(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int row,
            int begin, int end, int tap, int kernelRows, int inRow) {
        int channels = weights.channels();
        int kernelWidth = weights.kernelWidth();
        for (int x = begin; x < end; x++) {
            int left = x * weights.stride() - weights.paddingWidth();
            int firstTap = Math.max(0, -left);
            int kernelColumns = Math.min(kernelWidth, input.width() - left) - firstTap;
            HalfAnyKernelTiles.pixel(channels, weights.taps(), weights.bias(), tap + firstTap * channels,
                    kernelWidth * channels, kernelRows, kernelColumns, input.data(),
                    input.index(inRow, left + firstTap), input.rowStride(), input.pixelStride(), output.data(),
                    output.index(row, x), floor);
        }
    }

    /// Columns whose kernel lies inside the map; none, or at least 4.
    private static void inside(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int row,
            int begin, int end, int tap, int kernelRows, int inRow) {
        int channels = weights.channels();
        int kernelWidth = weights.kernelWidth();
        int stride = weights.stride();
        int tapRow = kernelWidth * channels;
        float[] taps = weights.taps();
        float[] bias = weights.bias();
        float[] in = input.data();
        float[] out = output.data();
        int xRow = input.rowStride();
        int xs = input.pixelStride();
        int ys = output.pixelStride();
        int step = stride * xs;
        boolean wide = end - begin >= 8 && kernelWidth == 1;
        int columns = wide ? 8 : 4;
        for (int next = begin; next < end; next += columns) {
            int x = Math.min(next, end - columns);
            int xi = input.index(inRow, x * stride - weights.paddingWidth());
            int yi = output.index(row, x);
            if (wide) {
                HalfAnyKernelTiles.columns8kernel1(channels, taps, bias, tap, tapRow, kernelRows, in, xi, xRow, xs,
                        step, out, yi, ys, floor);
            } else if (kernelWidth == 3) {
                HalfAnyKernelTiles.columns4kernel3(channels, taps, bias, tap, tapRow, kernelRows, in, xi, xRow, xs,
                        step, out, yi, ys, floor);
            } else if (kernelWidth == 5) {
                HalfAnyKernelTiles.columns4kernel5(channels, taps, bias, tap, tapRow, kernelRows, in, xi, xRow, xs,
                        step, out, yi, ys, floor);
            } else {
                HalfAnyKernelTiles.columns4(channels, taps, bias, tap, tapRow, kernelRows, kernelWidth, in, xi, xRow,
                        xs, step, out, yi, ys, floor);
            }
        }
    }
}
