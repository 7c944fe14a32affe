package dev.ghostlane.kernels.pointwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.VectorActivationMap;
import dev.ghostlane.kernels.internal.VectorMath;

/// The SIMD kernel of [PointwiseConvolution].
///
/// *Tile and registers.* Outer products, see [PointwiseTiles]: 6 pixels × 2 vectors of output channels (12
/// accumulators, 2 weights, 1 input value, so 16 registers suffice), 12 × 1 for a single vector that is left.
/// Bound by FMAs: a 6 × 2 tile needs 8 loads for 12 FMAs.
///
/// *Order.* Blocks of pixels whose input stays in the second-level cache; in a block every tile of output
/// channels, whose weights stay in the first-level cache over all pixels of the block.
///
/// *Tail.* Channels: [PackedMatrix] overlaps the last vector. Pixels: the last tile of a block overlaps the
/// one before; fewer pixels than a tile are repeated within it. Both write the same bits twice. Layers with fewer outputs than lanes have a tile of their own.
public final class VectorPointwiseConvolution implements PointwiseConvolution {

    /// Floats of input that a block of pixels may hold: 128 KiB, a part of any second-level cache.
    private static final int BLOCK_FLOATS = 32 * 1024;

    private final VectorActivationMap activations = new VectorActivationMap();

    @Override
    public PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias) {
        return new PointwiseWeights(
                PackedMatrix.pack(outChannels, inChannels, weights, bias, LANES, 2));
    }

    @Override
    public void run(PointwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        PointwiseConvolution.check(weights, input, output, rowBegin, rowEnd);
        PackedMatrix matrix = weights.matrix();
        matrix.requireLanes(LANES);
        boolean linear = activation == Activation.NONE || activation == Activation.RELU;
        float floor = VectorMath.floor(activation);
        int begin = rowBegin * output.width();
        int end = rowEnd * output.width();
        int block = Math.max(BLOCK_FLOATS / matrix.depth() / 12 * 12, 12);
        for (int pixel = begin; pixel < end; pixel += block) {
            int blockEnd = Math.min(pixel + block, end);
            for (int tile = 0; tile < matrix.tiles(); tile++) {
                tile(matrix, tile, floor, input, output, pixel, blockEnd);
            }
        }
        if (!linear) {
            activations.run(activation, output, output, rowBegin, rowEnd);
        }
    }

    private static void tile(PackedMatrix matrix, int tile, float floor, FeatureMap input, FeatureMap output,
            int begin, int end) {
        float[] w = matrix.data();
        int wi = matrix.tileOffset(tile);
        int depth = matrix.depth();
        int first = matrix.firstVector(tile);
        int vectors = matrix.tileVectors(tile);
        int start = matrix.start(first);
        int second = matrix.start(first + vectors - 1) - start;
        int stored = matrix.stored();
        float[] x = input.data();
        float[] y = output.data();
        int xs = input.pixelStride();
        int ys = output.pixelStride();
        int pixels = vectors == 1 && stored == LANES ? 12 : 6;
        int last = Math.min(pixels, end - begin) - 1;
        for (int pixel = begin; pixel < end; pixel += pixels) {
            int from = Math.max(Math.min(pixel, end - pixels), begin);
            int xi = input.offset() + from * xs;
            int yi = output.offset() + from * ys + start;
            if (stored < LANES) {
                PointwiseTiles.pixels6narrow(depth, w, wi, x, xi, xs, y, yi, ys, last, stored, floor);
            } else if (vectors == 1) {
                PointwiseTiles.pixels12(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
            } else {
                PointwiseTiles.pixels6vectors2(depth, w, wi, x, xi, xs, y, yi, ys, last, second, floor);
            }
        }
    }
}
