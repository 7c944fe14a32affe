package dev.ghostlane.kernels.internal.matrix;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.REGISTERS;

import dev.ghostlane.kernels.internal.HalfSimd;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import dev.ghostlane.kernels.tensor.PackedMatrix;

/// The product of a row-major matrix and a packed one: what 1×1 convolutions, the products of attention and
/// `MatrixProduct` are made of. Rows of the left matrix are called pixels.
///
/// *Tile and registers.* Outer products, see [MatrixTiles]. With 16 vector registers, 6 pixels × 2 vectors of
/// outputs (12 accumulators, 2 weights, 1 input value); with 32, tiles of up to 5 vectors, whose height is chosen by
/// measurement; 6 × 1 for a single vector that is left. Bound by FMAs: a 6 × 2 tile needs 8 loads for 12 FMAs. With few
/// inputs the limit is what surrounds the loop over them.
///
/// *Order.* Blocks of pixels whose input stays in the second-level cache; in a block every tile of outputs, whose
/// weights stay in the first-level cache over all pixels of the block. With 16 registers, where sums are stored as they
/// are, the other way round: six pixels, and all whole tiles of outputs for them, see [#pairsSharingPixels].
///
/// *Tail.* Outputs: [MatrixLayout] overlaps the last vector; where half of it is enough, two pixels share a vector, so
/// that 24 outputs take 1½ vectors and not 2. Pixels: the last tile overlaps the one before, so the same bits are
/// written twice; but with pairs of vectors, up to 3 that are left over by sixes are computed one by one, 8 vectors at
/// a time. Few outputs, and few pixels of a single vector, have a tile of their own.
public final class VectorMatrix {

    /// Floats of input that a block of pixels may hold: 128 KiB, a part of any second-level cache.
    private static final int BLOCK_FLOATS = 32 * 1024;

    /// Vectors of a tile: what the registers hold.
    private static final int TILE_VECTORS = REGISTERS >= 32 ? 4 : 2;

    /// With 32 registers a matrix of exactly five vectors is one tile: cut as 3 + 2, both halves were slower.
    private static final int WIDEST_TILE = 5;

    /// Floats of weights, at most, that are streamed anew for every six pixels: 128 KiB, as [#BLOCK_FLOATS].
    private static final int STREAMED_FLOATS = 32 * 1024;

    /// Pixels of a block are a multiple of this: whole tiles of height 6, or of 5, 7 and 14 (of height 4 and 6 all but
    /// one or two), so that little is computed twice.
    private static final int BLOCK_PIXELS = REGISTERS >= 32 ? 70 : 6;

    private VectorMatrix() {}

    /// The product of a row-major matrix and a packed one: what a 1×1 convolution is over its pixels. The bits are
    /// those of [ScalarMatrix#multiply].
    ///
    /// @param layout of the packed matrix, for this kernel's lanes
    /// @param w holds the packed matrix from `at` on
    /// @param floor what replaces sums that are not greater, see [dev.ghostlane.kernels.internal.VectorMath]
    /// @param x the pixels' inputs: the first at `xi`, the next one `xs` floats further on
    /// @param y where the pixels' outputs go: the first at `yi`, the next one `ys` floats further on
    public static void multiply(MatrixLayout layout, float[] w, int at, float floor, float[] x, int xi, int xs,
            float[] y, int yi, int ys, int pixels) {
        multiply(layout, 0, layout.tiles(), w, at, floor, x, xi, xs, y, yi, ys, pixels);
    }

    /// As the other, for weights in any format.
    ///
    /// @param scratch has [Widening#scratchFloats] floats from `scratchAt` on
    public static void multiply(PackedMatrix matrix, float[] scratch, int scratchAt, float floor, float[] x, int xi,
            int xs, float[] y, int yi, int ys, int pixels) {
        float[] w = Widening.floats(matrix, scratch);
        int step = Widening.tilesAtATime(matrix);
        for (int tile = 0; tile < matrix.tiles(); tile += step) {
            int end = Math.min(tile + step, matrix.tiles());
            int at = Widening.widen(matrix, tile, end, scratch, scratchAt, VectorWidening.INSTANCE);
            multiply(matrix.layout(), tile, end, w, at, floor, x, xi, xs, y, yi, ys, pixels);
        }
    }

    private static void multiply(MatrixLayout layout, int begin, int end, float[] w, int at, float floor, float[] x,
            int xi, int xs, float[] y, int yi, int ys, int pixels) {
        int block = Math.max(BLOCK_FLOATS / layout.depth() / BLOCK_PIXELS * BLOCK_PIXELS, BLOCK_PIXELS);
        for (int pixel = 0; pixel < pixels; pixel += block) {
            runBlock(layout, begin, end, w, at, floor, x, xi + pixel * xs, xs, y, yi + pixel * ys, ys,
                    Math.min(block, pixels - pixel));
        }
    }

    /// Checks that a layout is one of [#layout].
    ///
    /// @throws IllegalArgumentException if it is not
    public static void requireOwn(MatrixLayout layout) { layout.require(LANES, tileVectors(layout.outputs())); }

    /// The outputs of tiles `begin … end − 1` for some pixels.
    private static void runBlock(MatrixLayout layout, int begin, int end, float[] w, int at, float floor, float[] x,
            int xi, int xs, float[] y, int yi, int ys, int pixels) {
        if (TILE_VECTORS == 2) {
            runPairs(layout, begin, end, w, at, floor, x, xi, xs, y, yi, ys, pixels);
        } else {
            for (int tile = begin; tile < end; tile++) {
                runTile(layout, w, at, floor, x, xi, xs, y, yi, ys, tile, pixels);
            }
        }
    }

    /// Tiles of two vectors each and one vector that may be left.
    private static void runPairs(MatrixLayout layout, int begin, int end, float[] w, int at, float floor, float[] x,
            int xi, int xs, float[] y, int yi, int ys, int pixels) {
        int pairs = layout.tileVectors(end - 1) == 2 ? end : end - 1;
        boolean overlap = pixels > 6 && pixels % 6 > 3;
        int rest = overlap ? 0 : pixels % 6;
        int sharing = end - begin == layout.tiles() ? pairsSharingPixels(layout, pairs, floor) : 0;
        for (int next = 0; sharing > 0 && next < pixels - rest; next += 6) {
            int pixel = Math.min(next, pixels - 6);
            MatrixTiles.pixels6pairs(layout.depth(), sharing, w, at, x, xi + pixel * xs, xs, y, yi + pixel * ys, ys);
        }
        for (int tile = begin; tile < pairs; tile += 4) {
            for (int pair = Math.max(tile, sharing); pair < Math.min(tile + 4, pairs); pair++) {
                MatrixTiles.pixels6vectors2(layout.depth(), w, at + layout.tileOffset(pair), x, xi, xs, y,
                        yi + firstOutput(layout, pair), ys, pixels - rest, vectorDistance(layout, pair, 0, 1), floor);
            }
            for (int pixel = pixels - rest; pixel < pixels; pixel++) {
                runPixelOfPairs(layout, w, at, floor, tile, Math.min(tile + 1, pairs - 1),
                        Math.min(tile + 2, pairs - 1), Math.min(tile + 3, pairs - 1), x, xi + pixel * xs, y,
                        yi + pixel * ys);
            }
        }
        if (pairs < end) {
            lastVector(layout, w, at, floor, x, xi, xs, y, yi, ys, pairs, pixels);
        }
    }

    /// How many pairs of vectors are computed one after the other for the same pixels: all whole ones, or 0 if that is
    /// not worthwhile. It is with no floor, from three pairs on, and if all weights fit the second-level cache.
    private static int pairsSharingPixels(MatrixLayout layout, int pairs, float floor) {
        boolean worthwhile = floor == Float.NEGATIVE_INFINITY && pairs >= 3 && layout.floats() <= STREAMED_FLOATS;
        return worthwhile ? Math.min(pairs, layout.outputs() / (2 * LANES)) : 0;
    }

    /// One tile of one to five vectors.
    private static void runTile(MatrixLayout layout, float[] w, int at, float floor, float[] x, int xi, int xs,
            float[] y, int yi, int ys, int tile, int pixels) {
        int vectors = layout.tileVectors(tile);
        boolean half = endsInHalf(layout, tile);
        int height = switch (vectors) {
            case 1 -> 0;
            case 2 -> pixels < 14 ? 6 : 14;
            case 3 -> half && pixels >= 8 ? 8 : 7;
            case 4 -> 5;
            default -> 4;
        };
        int depth = layout.depth();
        int wi = at + layout.tileOffset(tile);
        int to = yi + firstOutput(layout, tile);
        int last = vectorDistance(layout, tile, 0, vectors - 1);
        if (vectors == 1) {
            lastVector(layout, w, at, floor, x, xi, xs, y, yi, ys, tile, pixels);
        } else if (pixels < height) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                runPixel(layout, w, at, floor, tile, x, xi + pixel * xs, y, yi + pixel * ys);
            }
        } else if (height == 6) {
            MatrixTiles.pixels6vectors2(depth, w, wi, x, xi, xs, y, to, ys, pixels, last, floor);
        } else if (height == 7) {
            MatrixTiles.pixels7vectors3(depth, w, wi, x, xi, xs, y, to, ys, pixels, last, floor);
        } else if (height == 8) {
            MatrixTiles.pixels8vectors2half(depth, w, wi, x, xi, xs, y, to, ys, pixels, last, floor);
        } else if (height == 14 && half) {
            MatrixTiles.pixels14vectors1half(depth, w, wi, x, xi, xs, y, to, ys, pixels, last, floor);
        } else {
            for (int next = 0; next < pixels; next += height) {
                int pixel = Math.min(next, pixels - height);
                runWideTile(height, depth, w, wi, x, xi + pixel * xs, xs, y, to + pixel * ys, ys, last, floor);
            }
        }
    }

    /// Whether no more than the upper half of a tile's last vector has outputs of its own, and vectors have halves.
    private static boolean endsInHalf(MatrixLayout layout, int tile) {
        int vectors = layout.tileVectors(tile);
        return HalfSimd.LANES < LANES && vectors > 1
                && vectorDistance(layout, tile, vectors - 2, vectors - 1) <= HalfSimd.LANES;
    }

    /// So many pixels of one tile.
    private static void runWideTile(int height, int depth, float[] w, int wi, float[] x, int xi, int xs, float[] y,
            int yi, int ys, int last, float floor) {
        switch (height) {
            case 4 -> MatrixTiles.pixels4vectors5(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
            case 5 -> MatrixTiles.pixels5vectors4(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
            default -> MatrixTiles.pixels14vectors2(depth, w, wi, x, xi, xs, y, yi, ys, last, floor);
        }
    }

    /// One pixel and up to four tiles of two vectors.
    private static void runPixelOfPairs(MatrixLayout layout, float[] w, int at, float floor, int a, int b, int c, int d,
            float[] x, int xi, float[] y, int yi) {
        MatrixTiles.pixel1vectors8(layout.depth(), w, 2 * LANES, at + layout.tileOffset(a),
                at + layout.tileOffset(b), at + layout.tileOffset(c), at + layout.tileOffset(d), x, xi, y,
                yi + firstOutput(layout, a), yi + firstOutput(layout, b), yi + firstOutput(layout, c),
                yi + firstOutput(layout, d), vectorDistance(layout, a, 0, 1), vectorDistance(layout, b, 0, 1),
                vectorDistance(layout, c, 0, 1), vectorDistance(layout, d, 0, 1), floor);
    }

    /// One pixel and one tile of two to five vectors: its first pair, a middle and its last one, which may be the same
    /// or overlap.
    private static void runPixel(MatrixLayout layout, float[] w, int at, float floor, int tile, float[] x, int xi,
            float[] y, int yi) {
        int vectors = layout.tileVectors(tile);
        int wa = at + layout.tileOffset(tile);
        int middle = Math.min(2, vectors - 2);
        int end = vectors - 2;
        int wb = wa + middle * LANES;
        int wc = wa + end * LANES;
        int ya = yi + firstOutput(layout, tile);
        int yb = ya + vectorDistance(layout, tile, 0, middle);
        int yc = ya + vectorDistance(layout, tile, 0, end);
        int secondA = vectorDistance(layout, tile, 0, 1);
        int secondB = vectorDistance(layout, tile, middle, middle + 1);
        int secondC = vectorDistance(layout, tile, end, end + 1);
        MatrixTiles.pixel1vectors8(layout.depth(), w, vectors * LANES, wa, wb, wc, wc, x, xi, y, ya, yb, yc, yc,
                secondA, secondB, secondC, secondC, floor);
    }

    /// The single vector that is left, if their number is odd.
    private static void lastVector(MatrixLayout layout, float[] w, int at, float floor, float[] x, int xi, int xs,
            float[] y, int yi, int ys, int tile, int pixels) {
        int depth = layout.depth();
        int wi = at + layout.tileOffset(tile);
        int to = yi + firstOutput(layout, tile);
        int stored = layout.stored();
        if (pixels < 6 || stored < LANES) {
            MatrixTiles.pixels6partial(depth, w, wi, x, xi, xs, y, to, ys, pixels, stored, floor);
        } else {
            MatrixTiles.pixels6(depth, w, wi, x, xi, xs, y, to, ys, pixels, floor);
        }
    }

    /// First output of a tile.
    private static int firstOutput(MatrixLayout layout, int tile) { return layout.start(layout.firstVector(tile)); }

    /// Outputs from the beginning of a tile's vector to that of another.
    private static int vectorDistance(MatrixLayout layout, int tile, int vector, int other) {
        int first = layout.firstVector(tile);
        return layout.start(first + other) - layout.start(first + vector);
    }

    /// Vectors of a tile at most.
    public static int tileVectors(int outputs) {
        return REGISTERS >= 32 && Math.ceilDiv(outputs, LANES) == WIDEST_TILE ? WIDEST_TILE : TILE_VECTORS;
    }

    /// The layout of a matrix for [#multiply].
    public static MatrixLayout layout(int outputs, int depth) {
        return MatrixLayout.of(outputs, depth, LANES, tileVectors(outputs));
    }
}
