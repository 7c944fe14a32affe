package dev.ghostlane.kernels.pointwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.REGISTERS;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.VectorActivationMap;
import dev.ghostlane.kernels.internal.VectorMath;

/// The SIMD kernel of [PointwiseConvolution].
///
/// *Tile and registers.* Outer products. With 16 vector registers, 6 pixels × 2 vectors of output channels (12
/// accumulators, 2 weights, 1 input value), see [PointwiseTiles]; with 32, tiles of up to 4 vectors, see
/// [WidePointwiseTiles]; 12 × 1 for a single vector that is left. Bound by FMAs: a 6 × 2 tile needs 8 loads for 12 FMAs.
/// With few input channels the limit is what surrounds the loop: some 20 instructions for each vector stored.
///
/// *Order.* Blocks of pixels whose input stays in the second-level cache; in a block every tile of output
/// channels, whose weights stay in the first-level cache over all pixels of the block.
///
/// *Tail.* Channels: [PackedMatrix] overlaps the last vector. Pixels: the last tile overlaps the one before, so the same
/// bits are written twice; but with pairs of vectors, up to 3 that are left over by sixes are computed one by one, 8
/// vectors at a time. Layers with fewer outputs than lanes, and single vectors of few pixels, have a tile of their own.
public final class VectorPointwiseConvolution implements PointwiseConvolution {

    /// Floats of input that a block of pixels may hold: 128 KiB, a part of any second-level cache.
    private static final int BLOCK_FLOATS = 32 * 1024;

    /// Vectors of a tile: what the registers hold.
    private static final int TILE_VECTORS = REGISTERS >= 32 ? 4 : 2;

    private final VectorActivationMap activations = new VectorActivationMap();

    @Override
    public PointwiseWeights pack(int outChannels, int inChannels, float[] weights, float[] bias) {
        return new PointwiseWeights(
                PackedMatrix.pack(outChannels, inChannels, weights, bias, LANES, TILE_VECTORS));
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
        if (TILE_VECTORS == 2) {
            pairs(matrix, floor, input, output, begin, end);
        } else {
            for (int tile = 0; tile < matrix.tiles(); tile++) {
                wide(matrix, floor, input, output, tile, begin, end);
            }
        }
    }

    /// All tiles, of two vectors each and one vector that may be left.
    private static void pairs(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int begin,
            int end) {
        int pixels = end - begin;
        int pairs = matrix.tileVectors(matrix.tiles() - 1) == 2 ? matrix.tiles() : matrix.tiles() - 1;
        boolean overlap = pixels > 6 && pixels % 6 > 3;
        int rest = overlap ? 0 : pixels % 6;
        for (int tile = 0; tile < pairs; tile += 4) {
            for (int pair = tile; pair < Math.min(tile + 4, pairs); pair++) {
                for (int pixel = begin; pixel < end - rest; pixel += 6) {
                    pixels6(matrix, floor, input, output, pair, Math.min(pixel, end - 6));
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

    /// One tile of one to four vectors.
    private static void wide(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int tile,
            int begin, int end) {
        int pixels = end - begin;
        int vectors = matrix.tileVectors(tile);
        int height = switch (vectors) {
            case 1 -> 0;
            case 2 -> pixels < 14 ? 6 : 14;
            case 3 -> 7;
            default -> 5;
        };
        if (vectors == 1) {
            vector(matrix, floor, input, output, tile, begin, end);
        } else if (pixels < height) {
            for (int pixel = begin; pixel < end; pixel++) {
                single(matrix, floor, input, output, tile, pixel);
            }
        } else {
            for (int next = begin; next < end; next += height) {
                wide(matrix, floor, input, output, tile, vectors, height, Math.min(next, end - height));
            }
        }
    }

    private static void wide(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int tile,
            int vectors, int height, int pixel) {
        int depth = matrix.depth();
        float[] w = matrix.data();
        int wi = matrix.tileOffset(tile);
        float[] x = input.data();
        int xi = from(input, pixel);
        int xs = input.pixelStride();
        float[] y = output.data();
        int yi = to(matrix, output, tile, pixel);
        int ys = output.pixelStride();
        int last = apart(matrix, tile, 0, vectors - 1);
        if (vectors == 4) {
            WidePointwiseTiles.pixels5vectors4(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
        } else if (vectors == 3) {
            WidePointwiseTiles.pixels7vectors3(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
        } else if (height == 14) {
            WidePointwiseTiles.pixels14vectors2(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
        } else {
            PointwiseTiles.pixels6vectors2(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
        }
    }

    private static void pixels6(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int pair,
            int pixel) {
        PointwiseTiles.pixels6vectors2(matrix.depth(), matrix.data(), matrix.tileOffset(pair), input.data(),
                from(input, pixel), input.pixelStride(), output.data(), to(matrix, output, pair, pixel),
                output.pixelStride(), apart(matrix, pair, 0, 1), floor);
    }

    /// One pixel and up to four tiles of two vectors.
    private static void pixel1(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int a, int b,
            int c, int d, int pixel) {
        PointwiseTiles.pixel1vectors8(matrix.depth(), matrix.data(), 2 * LANES, matrix.tileOffset(a),
                matrix.tileOffset(b), matrix.tileOffset(c), matrix.tileOffset(d), input.data(), from(input, pixel),
                output.data(), to(matrix, output, a, pixel), to(matrix, output, b, pixel), to(matrix, output, c, pixel),
                to(matrix, output, d, pixel), apart(matrix, a, 0, 1), apart(matrix, b, 0, 1), apart(matrix, c, 0, 1),
                apart(matrix, d, 0, 1), floor);
    }

    /// One pixel and one tile of two to four vectors: its first pair and its last, which may be the same or overlap.
    private static void single(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int tile,
            int pixel) {
        int vectors = matrix.tileVectors(tile);
        int wa = matrix.tileOffset(tile);
        int wb = wa + (vectors - 2) * LANES;
        int ya = to(matrix, output, tile, pixel);
        int yb = ya + apart(matrix, tile, 0, vectors - 2);
        int secondA = apart(matrix, tile, 0, 1);
        int secondB = apart(matrix, tile, vectors - 2, vectors - 1);
        PointwiseTiles.pixel1vectors8(matrix.depth(), matrix.data(), vectors * LANES, wa, wb, wa, wb, input.data(),
                from(input, pixel), output.data(), ya, yb, ya, yb, secondA, secondB, secondA, secondB, floor);
    }

    /// The single vector that is left, if their number is odd.
    private static void vector(PackedMatrix matrix, float floor, FeatureMap input, FeatureMap output, int tile,
            int begin, int end) {
        int depth = matrix.depth();
        float[] w = matrix.data();
        int wi = matrix.tileOffset(tile);
        int xs = input.pixelStride();
        int ys = output.pixelStride();
        int stored = matrix.stored();
        int pixels = end - begin < 12 ? 6 : 12;
        for (int next = begin; next < end; next += pixels) {
            int pixel = pixels == 6 ? next : Math.min(next, end - 12);
            int xi = from(input, pixel);
            int yi = to(matrix, output, tile, pixel);
            if (pixels == 6) {
                PointwiseTiles.pixels6partial(depth, w, wi, input.data(), xi, xs, output.data(), yi, ys,
                        Math.min(6, end - next) - 1, stored, floor);
            } else if (stored < LANES) {
                PointwiseTiles.pixels12partial(depth, w, wi, input.data(), xi, xs, output.data(), yi, ys, stored,
                        floor);
            } else {
                PointwiseTiles.pixels12(depth, w, wi, input.data(), xi, xs, output.data(), yi, ys, floor);
            }
        }
    }

    private static int from(FeatureMap input, int pixel) { return input.offset() + pixel * input.pixelStride(); }

    private static int to(PackedMatrix matrix, FeatureMap output, int tile, int pixel) {
        return output.offset() + pixel * output.pixelStride() + matrix.start(matrix.firstVector(tile));
    }

    /// Outputs from the beginning of a tile's vector to that of another.
    private static int apart(PackedMatrix matrix, int tile, int vector, int other) {
        int first = matrix.firstVector(tile);
        return matrix.start(first + other) - matrix.start(first + vector);
    }
}
