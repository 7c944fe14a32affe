package dev.ghostlane.kernels.dense;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.REGISTERS;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;

/// The SIMD kernel of [DenseConvolution].
///
/// *Tile and registers.* Outer products, see [DenseTiles]: 6 pixels × 2 vectors, 8 loads for 12 FMAs; for 3×3 over 3
/// channels with stride 2, on CPUs with 32 vector registers, 8 pixels × 1 vector, 60 loads for 72 FMAs. In a dense
/// input the kernel's columns and channels are one run of `kernel · inChannels` values.
///
/// *Tail.* Channels: [PackedMatrix] overlaps the last vector; with tiles of 2 vectors, one that is left is computed
/// twice side by side; few outputs are scalar, see the package `internal`. Pixels: the last tile of a line
/// overlaps the one before; columns whose kernel leaves the map go down the lines that use the same kernel rows.
final class VectorDenseConvolution implements DenseConvolution {

    static final VectorDenseConvolution INSTANCE = new VectorDenseConvolution();

    /// Pixels of the tile for any kernel.
    private static final int PIXELS = 6;

    /// Input channels, and pixels, of the tile for a network's stem.
    private static final int STEM_CHANNELS = 3;
    private static final int STEM_PIXELS = 8;

    @Override
    public DenseWeights pack(int outChannels, int inChannels, int kernel, int stride, int padding,
            float[] weights, float[] bias) {
        PackedMatrix matrix = PackedMatrix.pack(outChannels, kernel * kernel * inChannels,
                DenseWeights.channelsLast(outChannels, inChannels, kernel, weights), bias, LANES,
                isStem(kernel, stride, inChannels) ? 1 : 2);
        return new DenseWeights(matrix, inChannels, kernel, stride, padding);
    }

    @Override
    public void run(DenseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        DenseConvolution.check(weights, input, output, rowBegin, rowEnd);
        weights.matrix().requireLanes(LANES);
        if (weights.matrix().stored() < LANES) {
            ScalarDenseConvolution.INSTANCE.run(weights, activation, input, output, rowBegin, rowEnd);
            return;
        }
        float floor = activation.floor();
        int insideBegin = Math.min((weights.padding() + weights.stride() - 1) / weights.stride(), output.width());
        int lastInside = Math.floorDiv(input.width() + weights.padding() - weights.kernel(), weights.stride());
        int insideEnd = Math.max(insideBegin, Math.min(output.width(), lastInside + 1));
        for (int row = rowBegin; row < rowEnd; row++) {
            line(weights, floor, input, output, row, insideBegin, insideEnd);
        }
        for (int x = 0; x < insideBegin; x++) {
            column(weights, floor, input, output, x, rowBegin, rowEnd);
        }
        for (int x = insideEnd; x < output.width(); x++) {
            column(weights, floor, input, output, x, rowBegin, rowEnd);
        }
        if (!activation.isFloor()) {
            ActivationMap.simd().run(activation, output, output, rowBegin, rowEnd);
        }
    }

    /// The part of a line whose kernels lie inside the map sideways.
    private static void line(DenseWeights weights, float floor, FeatureMap input, FeatureMap output, int row,
            int begin, int end) {
        if (input.pixelStride() == STEM_CHANNELS && end - begin >= STEM_PIXELS
                && isStem(weights.kernel(), weights.stride(), weights.inChannels())) {
            stemLine(weights, floor, input, output, row, begin, end);
            return;
        }
        int pixels = Math.min(PIXELS, end - begin);
        for (int next = begin; next < end; next += pixels) {
            pixels(weights, floor, input, output, row, Math.min(next, end - pixels), pixels, input.pixelStride(),
                    output.pixelStride());
        }
    }

    /// As [#line], for what [#isStem].
    private static void stemLine(DenseWeights weights, float floor, FeatureMap input, FeatureMap output, int row,
            int begin, int end) {
        PackedMatrix matrix = weights.matrix();
        int firstRow = firstKernelRow(weights, output, row);
        int rows = kernelRows(weights, input, output, row);
        int skipped = (1 + firstRow * weights.kernel() * STEM_CHANNELS) * LANES;
        for (int next = begin; next < end; next += STEM_PIXELS) {
            int x = Math.min(next, end - STEM_PIXELS);
            int from = from(weights, input, output, row, x * weights.stride() - weights.padding());
            int to = output.index(row, x);
            for (int tile = 0; tile < matrix.tiles(); tile++) {
                int bias = matrix.tileOffset(tile);
                DenseTiles.pixels8stride2channels3(rows, matrix.data(), bias, bias + skipped, input.data(), from,
                        input.rowStride(), output.data(), to + matrix.start(tile), output.pixelStride(), floor);
            }
        }
    }

    /// Whether there is a tile for this geometry on this CPU. The weights are then packed in tiles of one vector.
    private static boolean isStem(int kernel, int stride, int inChannels) {
        return REGISTERS >= 32 && kernel == 3 && stride == 2 && inChannels == STEM_CHANNELS;
    }

    /// A column, in tiles of lines that use the same kernel rows.
    private static void column(DenseWeights weights, float floor, FeatureMap input, FeatureMap output, int x,
            int rowBegin, int rowEnd) {
        int row = rowBegin;
        while (row < rowEnd) {
            int end = row + 1;
            while (end < rowEnd && end - row < PIXELS && end % output.height() != 0
                    && firstKernelRow(weights, output, end) == firstKernelRow(weights, output, row)
                    && kernelRows(weights, input, output, end) == kernelRows(weights, input, output, row)) {
                end++;
            }
            pixels(weights, floor, input, output, row, x, end - row, input.rowStride(), output.rowStride());
            row = end;
        }
    }

    /// Line of the image under the first kernel row, which may lie above the map.
    private static int top(DenseWeights weights, FeatureMap output, int row) {
        return row % output.height() * weights.stride() - weights.padding();
    }

    /// First kernel row inside the map.
    private static int firstKernelRow(DenseWeights weights, FeatureMap output, int row) {
        return Math.max(0, -top(weights, output, row));
    }

    /// Kernel rows inside the map.
    private static int kernelRows(DenseWeights weights, FeatureMap input, FeatureMap output, int row) {
        return Math.min(weights.kernel(), input.height() - top(weights, output, row))
                - firstKernelRow(weights, output, row);
    }

    /// Index of the input under a column of the first kernel row inside the map.
    private static int from(DenseWeights weights, FeatureMap input, FeatureMap output, int row, int column) {
        int line = top(weights, output, row) + firstKernelRow(weights, output, row);
        return input.index(row / output.height() * input.height() + line, column);
    }

    /// Up to 6 pixels of a line or a column that use the same part of the kernel.
    ///
    /// @param xStep floats from a pixel of the input to the next
    /// @param yStep floats from a pixel of the output to the next
    private static void pixels(DenseWeights weights, float floor, FeatureMap input, FeatureMap output, int row,
            int x, int pixels, int xStep, int yStep) {
        PackedMatrix matrix = weights.matrix();
        int kernel = weights.kernel();
        int channels = weights.inChannels();
        int left = x * weights.stride() - weights.padding();
        int firstRow = firstKernelRow(weights, output, row);
        int rows = kernelRows(weights, input, output, row);
        int firstColumn = Math.max(0, -left);
        int columns = Math.min(kernel, input.width() - left) - firstColumn;
        int from = from(weights, input, output, row, left + firstColumn);
        boolean dense = input.pixelStride() == channels;
        int runs = dense ? 1 : columns;
        int run = dense ? columns * channels : channels;
        for (int tile = 0; tile < matrix.tiles(); tile++) {
            int step = matrix.tileVectors(tile) * LANES;
            int start = matrix.start(matrix.firstVector(tile));
            int second = matrix.start(matrix.firstVector(tile) + matrix.tileVectors(tile) - 1) - start;
            DenseTiles.pixels6vectors2(rows, runs, run, matrix.data(), matrix.tileOffset(tile), step,
                    (firstRow * kernel + firstColumn) * channels, kernel * channels, channels, input.data(), from,
                    input.rowStride(), input.pixelStride(), weights.stride() * xStep, output.data(),
                    output.index(row, x) + start, yStep, pixels - 1, second, floor);
        }
    }
}
