// Written by kernels/generator/Generate.java from SlidingDepthwise.java; do not edit.
package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.HalfSimd.LANES;
import static dev.ghostlane.kernels.internal.HalfSimd.REGISTERS;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// Walks over the output of a depthwise 3×3 convolution with padding 1 in bands of lines and gives the columns of a
/// band to the microkernels of [HalfSlidingKernel3Tiles] and [HalfSlidingStride2Tiles].
///
/// *Tail.* The last tile of a band overlaps the one before and writes the same bits again.
final class HalfSlidingDepthwise {

    /// Lines of a band at most. A band costs up to two lines of inputs that the next one reads again; the more
    /// lines, the less of them stays in the second-level cache from one tile to the next.
    private static final int BAND = 28;

    private static final int STRIDE2_COLUMNS = 7;

    private HalfSlidingDepthwise() {}

    /// Whether the microkernels fit the convolution and this CPU.
    static boolean fits(DepthwiseWeights weights, FeatureMap input) {
        boolean kernel3 = weights.kernelHeight() == 3 && weights.kernelWidth() == 3 && weights.paddingHeight() == 1
                && weights.paddingWidth() == 1;
        boolean wide = weights.stride() == 1 && input.width() >= 4 + 2
                || weights.stride() == 2 && input.width() / 2 >= STRIDE2_COLUMNS + 1;
        return REGISTERS >= 32 && kernel3 && wide && weights.channels() >= LANES;
    }

    /// Rows `begin … end − 1`, all of one image, of an output of stride 1.
    static void stride1(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int bands = Math.ceilDiv(end - begin, BAND);
        for (int band = 0; band < bands; band++) {
            band1(weights, floor, input, output, begin + (end - begin) * band / bands,
                    begin + (end - begin) * (band + 1) / bands);
        }
    }

    private static void band1(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int height = output.height();
        int image = begin / height * height;
        int first = Math.max(begin - image - 1, 0);
        int lines = Math.min(end - image, height - 1) + 1 - first;
        int skip = begin - image - first + 1;
        boolean bottom = end - image == height;
        int channels = weights.channels();
        float[] taps = weights.taps();
        float[] bias = weights.bias();
        float[] x = input.data();
        int xi = input.index(image + first, 0);
        int xRow = input.rowStride();
        int xs = input.pixelStride();
        float[] y = output.data();
        int yi = output.index(image + first - 1, 0);
        int yRow = output.rowStride();
        int ys = output.pixelStride();
        int last = output.width() - 1;
        HalfSlidingKernel3Tiles.edge(channels, taps, channels, bias, x, xi, xRow, xs, lines, y, yi, yRow, skip, bottom,
                floor);
        int columns = columns(last - 1);
        for (int next = 1; next < last; next += columns) {
            int column = Math.min(next, last - columns);
            int from = xi + (column - 1) * xs;
            int to = yi + column * ys;
            if (columns == 5) {
                HalfSlidingKernel3Tiles.columns5(channels, taps, bias, x, from, xRow, xs, lines, y, to, yRow, ys, skip,
                        bottom, floor);
            } else {
                HalfSlidingKernel3Tiles.columns4(channels, taps, bias, x, from, xRow, xs, lines, y, to, yRow, ys, skip,
                        bottom, floor);
            }
        }
        HalfSlidingKernel3Tiles.edge(channels, taps, 0, bias, x, xi + (last - 1) * xs, xRow, xs, lines, y,
                yi + last * ys, yRow, skip, bottom, floor);
    }

    /// Columns of a tile, so that the last tile computes as few again as possible.
    private static int columns(int inside) {
        return inside >= 5 && Math.ceilDiv(inside, 5) * 5 <= Math.ceilDiv(inside, 4) * 4 ? 5 : 4;
    }

    /// Rows `begin … end − 1`, all of one image, of an output of stride 2. The last one must have inputs under its last
    /// kernel row.
    static void stride2(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int bands = Math.ceilDiv(end - begin, BAND);
        for (int band = 0; band < bands; band++) {
            band2(weights, floor, input, output, begin + (end - begin) * band / bands,
                    begin + (end - begin) * (band + 1) / bands);
        }
    }

    private static void band2(DepthwiseWeights weights, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int image = begin / output.height();
        int line = begin % output.height();
        int skip = Math.min(line, 1);
        int lines = end - begin + skip;
        int channels = weights.channels();
        float[] taps = weights.taps();
        float[] bias = weights.bias();
        float[] x = input.data();
        int xi = input.index(image * input.height() + 2 * (line - skip), 0);
        int xRow = input.rowStride();
        int xs = input.pixelStride();
        float[] y = output.data();
        int yi = output.index(begin - skip, 0);
        int yRow = output.rowStride();
        int ys = output.pixelStride();
        HalfSlidingStride2Tiles.edge(channels, taps, channels, bias, x, xi, xRow, xs, lines, y, yi, yRow, skip, floor);
        int insideEnd = input.width() / 2;
        for (int next = 1; next < insideEnd; next += STRIDE2_COLUMNS) {
            int column = Math.min(next, insideEnd - STRIDE2_COLUMNS);
            HalfSlidingStride2Tiles.columns7(channels, taps, bias, x, xi + (2 * column - 1) * xs, xRow, xs, lines, y,
                    yi + column * ys, yRow, ys, skip, floor);
        }
        if (insideEnd < output.width()) {
            HalfSlidingStride2Tiles.edge(channels, taps, 0, bias, x, xi + (2 * insideEnd - 1) * xs, xRow, xs, lines, y,
                    yi + insideEnd * ys, yRow, skip, floor);
        }
    }
}
