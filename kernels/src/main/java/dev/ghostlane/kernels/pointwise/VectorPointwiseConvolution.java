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
/// Bound by FMAs: a 6 × 2 tile needs 8 loads for 12 FMAs. With few input channels the limit is what surrounds the loop:
/// some 20 instructions for each vector stored.
///
/// *Order.* Blocks of pixels whose input stays in the second-level cache; in a block every tile of output
/// channels, whose weights stay in the first-level cache over all pixels of the block.
///
/// *Tail.* Channels: [PackedMatrix] overlaps the last vector. Pixels: up to 3 that are left over by sixes are computed
/// one by one, 8 vectors at a time; otherwise the last tile overlaps the one before, so the same bits are written
/// twice. Layers with fewer outputs than lanes, and single vectors of few pixels, have a tile of their own.
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
        int begin = rowBegin * output.width();
        int end = rowEnd * output.width();
        float floor = VectorMath.floor(activation);
        int block = Math.max(BLOCK_FLOATS / matrix.depth() / 12 * 12, 12);
        for (int pixel = begin; pixel < end; pixel += block) {
            block(matrix, floor, input, output, pixel, Math.min(pixel + block, end));
        }
        if (!linear) {
            activations.run(activation, output, output, rowBegin, rowEnd);
        }
    }

    /// All outputs of the pixels from `begin` to before `end`.
    private static void block(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int pixels = end - begin;
        int pairs = matrix.tileVectors(matrix.tiles() - 1) == 2 ? matrix.tiles() : matrix.tiles() - 1;
        boolean overlap = pixels > 6 && pixels % 6 > 3;
        int sixes = overlap ? pixels / 6 + 1 : pixels / 6;
        int rest = overlap ? 0 : pixels % 6;
        for (int tile = 0; tile < pairs; tile += 4) {
            for (int pair = tile; pair < Math.min(tile + 4, pairs); pair++) {
                for (int six = 0; six < sixes; six++) {
                    pixels6(matrix, floor, input, output, pair, Math.min(begin + six * 6, end - 6));
                }
            }
            for (int pixel = end - rest; pixel < end; pixel++) {
                pixel1(matrix, floor, input, output, tile, Math.min(tile + 1, pairs - 1), Math.min(tile + 2, pairs - 1),
                        Math.min(tile + 3, pairs - 1), pixel);
            }
        }
        if (pairs < matrix.tiles()) {
            vector(matrix, floor, input, output, pairs, begin, end);
        }
    }

    private static void pixels6(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int pair,
            int pixel) {
        PointwiseTiles.pixels6vectors2(matrix.depth(), matrix.data(), matrix.tileOffset(pair), input.data(),
                from(input, pixel), input.pixelStride(), output.data(), to(matrix, output, pair, pixel),
                output.pixelStride(),
                second(matrix, pair), floor);
    }

    private static void pixel1(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int a, int b,
            int c, int d, int pixel) {
        PointwiseTiles.pixel1vectors8(matrix.depth(), matrix.data(), matrix.tileOffset(a), matrix.tileOffset(b),
                matrix.tileOffset(c), matrix.tileOffset(d), input.data(), from(input, pixel), output.data(),
                to(matrix, output, a, pixel), to(matrix, output, b, pixel), to(matrix, output, c, pixel),
                to(matrix, output, d, pixel), second(matrix, a), second(matrix, b), second(matrix, c),
                second(matrix, d),
                floor);
    }

    /// The single vector that is left, if their number is odd.
    private static void vector(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int tile,
            int begin, int end) {
        boolean few = end - begin < 12 || matrix.stored() < LANES;
        for (int next = begin; next < end; next += few ? 6 : 12) {
            if (few) {
                PointwiseTiles.pixels6partial(matrix.depth(), matrix.data(), matrix.tileOffset(tile), input.data(),
                        from(input, next), input.pixelStride(), output.data(), to(matrix, output, tile, next),
                        output.pixelStride(),
                        Math.min(6, end - next) - 1, matrix.stored(), floor);
            } else {
                int pixel = Math.min(next, end - 12);
                PointwiseTiles.pixels12(matrix.depth(), matrix.data(), matrix.tileOffset(tile), input.data(),
                        from(input, pixel), input.pixelStride(), output.data(), to(matrix, output, tile, pixel),
                        output.pixelStride(),
                        floor);
            }
        }
    }

    private static int from(FeatureMap input, int pixel) { return input.offset() + pixel * input.pixelStride(); }

    private static int to(PackedMatrix matrix, FeatureMap output, int tile, int pixel) {
        return output.offset() + pixel * output.pixelStride() + matrix.start(matrix.firstVector(tile));
    }

    /// Where a pair's second vector begins, from the first.
    private static int second(PackedMatrix matrix, int pair) {
        int first = matrix.firstVector(pair);
        return matrix.start(first + 1) - matrix.start(first);
    }
}
