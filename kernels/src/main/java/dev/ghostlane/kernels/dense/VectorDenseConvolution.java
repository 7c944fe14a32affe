package dev.ghostlane.kernels.dense;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.VectorActivationMap;
import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [DenseConvolution].
///
/// *Tile and registers.* Outer products: 6 pixels of a line × 2 vectors of output channels (12 accumulators, 2
/// weights, 1 input value), 8 loads for 12 FMAs. In a dense input the kernel's columns and channels are one run
/// of `kernel · inChannels` values.
///
/// *Tail.* Channels: [PackedMatrix] overlaps the last vector; a tile of one vector is computed twice side by
/// side; with fewer outputs than lanes the scalar kernel is used. Pixels: the last tile overlaps the one before; columns whose kernel leaves the map are tiles of one
/// pixel repeated.
public final class VectorDenseConvolution implements DenseConvolution {

    private static final int PIXELS = 6;

    private final VectorActivationMap activations = new VectorActivationMap();
    private final ScalarDenseConvolution narrow = new ScalarDenseConvolution();

    @Override
    public DenseWeights pack(int outChannels, int inChannels, int kernel, int stride, int padding,
            float[] weights, float[] bias) {
        PackedMatrix matrix = PackedMatrix.pack(outChannels, kernel * kernel * inChannels,
                DenseWeights.channelsLast(outChannels, inChannels, kernel, weights), bias, LANES, 2);
        return new DenseWeights(matrix, inChannels, kernel, stride, padding);
    }

    @Override
    public void run(DenseWeights weights, Activation activation, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        DenseConvolution.check(weights, input, output, rowBegin, rowEnd);
        weights.matrix().requireLanes(LANES);
        if (weights.matrix().stored() < LANES) {
            narrow.run(weights, activation, input, output, rowBegin, rowEnd);
            return;
        }
        boolean linear = activation == Activation.NONE || activation == Activation.RELU;
        float floor = VectorMath.floor(activation);
        for (int row = rowBegin; row < rowEnd; row++) {
            row(weights, floor, input, output, row);
        }
        if (!linear) {
            activations.run(activation, output, output, rowBegin, rowEnd);
        }
    }

    private static void row(DenseWeights weights, float floor, FeatureMap input, FeatureMap output, int row) {
        int stride = weights.stride();
        int padding = weights.padding();
        int width = output.width();
        int insideBegin = Math.min((padding + stride - 1) / stride, width);
        int insideEnd = Math.max(insideBegin,
                Math.min(width, Math.floorDiv(input.width() + padding - weights.kernel(), stride) + 1));
        for (int x = 0; x < insideBegin; x++) {
            pixels(weights, floor, input, output, row, x, 1);
        }
        int pixels = Math.min(PIXELS, insideEnd - insideBegin);
        for (int x = insideBegin; x < insideEnd; x += PIXELS) {
            pixels(weights, floor, input, output, row, Math.min(x, insideEnd - pixels), pixels);
        }
        for (int x = insideEnd; x < width; x++) {
            pixels(weights, floor, input, output, row, x, 1);
        }
    }

    /// Up to 6 pixels of a line that use the same part of the kernel.
    private static void pixels(DenseWeights weights, float floor, FeatureMap input, FeatureMap output, int row,
            int x, int pixels) {
        PackedMatrix matrix = weights.matrix();
        int kernel = weights.kernel();
        int channels = weights.inChannels();
        int top = row % output.height() * weights.stride() - weights.padding();
        int left = x * weights.stride() - weights.padding();
        int firstRow = Math.max(0, -top);
        int rows = Math.min(kernel, input.height() - top) - firstRow;
        int firstColumn = Math.max(0, -left);
        int columns = Math.min(kernel, input.width() - left) - firstColumn;
        int from = input.index(row / output.height() * input.height() + top + firstRow, left + firstColumn);
        boolean dense = input.pixelStride() == channels;
        int runs = dense ? 1 : columns;
        int run = dense ? columns * channels : channels;
        for (int tile = 0; tile < matrix.tiles(); tile++) {
            int step = matrix.tileVectors(tile) * LANES;
            int start = matrix.start(matrix.firstVector(tile));
            int second = matrix.start(matrix.firstVector(tile) + matrix.tileVectors(tile) - 1) - start;
            pixels6vectors2(rows, runs, run, matrix.data(), matrix.tileOffset(tile), step,
                    (firstRow * kernel + firstColumn) * channels, kernel * channels, channels, input.data(), from,
                    input.rowStride(), input.pixelStride(), weights.stride() * input.pixelStride(), output.data(),
                    output.index(row, x) + start, output.pixelStride(), pixels - 1, second, floor);
        }
    }

    /// The microkernel: `rows × runs` runs of `run` input values each. The weights of a step are `step` floats
    /// after those of the one before; the first step to use is number `first`, a kernel row has `rowSteps`, a
    /// kernel column `columnSteps`. Pixels after number `last` are that one again. The second vector of outputs
    /// lies `second` after the first. All steps are one loop, because a loop of few steps inside another costs
    /// more than its body.
    private static void pixels6vectors2(int rows, int runs, int run, float[] w, int wi, int step, int first,
            int rowSteps, int columnSteps, float[] x, int xi, int xRow, int xs, int xPixel, float[] y, int yi, int ys,
            int last, int second, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int other = step - LANES;
        FloatVector bias0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector bias1 = FloatVector.fromArray(SPECIES, w, wi + other);
        FloatVector a00 = bias0;
        FloatVector a01 = bias1;
        FloatVector a10 = bias0;
        FloatVector a11 = bias1;
        FloatVector a20 = bias0;
        FloatVector a21 = bias1;
        FloatVector a30 = bias0;
        FloatVector a31 = bias1;
        FloatVector a40 = bias0;
        FloatVector a41 = bias1;
        FloatVector a50 = bias0;
        FloatVector a51 = bias1;
        int x1 = Math.min(1, last) * xPixel;
        int x2 = Math.min(2, last) * xPixel;
        int x3 = Math.min(3, last) * xPixel;
        int x4 = Math.min(4, last) * xPixel;
        int x5 = Math.min(5, last) * xPixel;
        int weights = wi + (1 + first) * step;
        int at = xi;
        int k = 0;
        int kx = 0;
        for (int n = rows * runs * run; n > 0; n--) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, weights);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, weights + other);
            FloatVector v = FloatVector.broadcast(SPECIES, x[at]);
            a00 = v.fma(w0, a00);
            a01 = v.fma(w1, a01);
            v = FloatVector.broadcast(SPECIES, x[at + x1]);
            a10 = v.fma(w0, a10);
            a11 = v.fma(w1, a11);
            v = FloatVector.broadcast(SPECIES, x[at + x2]);
            a20 = v.fma(w0, a20);
            a21 = v.fma(w1, a21);
            v = FloatVector.broadcast(SPECIES, x[at + x3]);
            a30 = v.fma(w0, a30);
            a31 = v.fma(w1, a31);
            v = FloatVector.broadcast(SPECIES, x[at + x4]);
            a40 = v.fma(w0, a40);
            a41 = v.fma(w1, a41);
            v = FloatVector.broadcast(SPECIES, x[at + x5]);
            a50 = v.fma(w0, a50);
            a51 = v.fma(w1, a51);
            at++;
            weights += step;
            if (++k == run) {
                k = 0;
                at += xs - run;
                weights += (columnSteps - run) * step;
                if (++kx == runs) {
                    kx = 0;
                    at += xRow - runs * xs;
                    weights += (rowSteps - runs * columnSteps) * step;
                }
            }
        }
        a00.blend(low, a00.compare(LE, low)).intoArray(y, yi);
        a01.blend(low, a01.compare(LE, low)).intoArray(y, yi + second);
        a10.blend(low, a10.compare(LE, low)).intoArray(y, yi + Math.min(1, last) * ys);
        a11.blend(low, a11.compare(LE, low)).intoArray(y, yi + Math.min(1, last) * ys + second);
        a20.blend(low, a20.compare(LE, low)).intoArray(y, yi + Math.min(2, last) * ys);
        a21.blend(low, a21.compare(LE, low)).intoArray(y, yi + Math.min(2, last) * ys + second);
        a30.blend(low, a30.compare(LE, low)).intoArray(y, yi + Math.min(3, last) * ys);
        a31.blend(low, a31.compare(LE, low)).intoArray(y, yi + Math.min(3, last) * ys + second);
        a40.blend(low, a40.compare(LE, low)).intoArray(y, yi + Math.min(4, last) * ys);
        a41.blend(low, a41.compare(LE, low)).intoArray(y, yi + Math.min(4, last) * ys + second);
        a50.blend(low, a50.compare(LE, low)).intoArray(y, yi + Math.min(5, last) * ys);
        a51.blend(low, a51.compare(LE, low)).intoArray(y, yi + Math.min(5, last) * ys + second);
    }
}
