package dev.ghostlane.kernels.fullyconnected;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.REGISTERS;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// The SIMD kernel of [FullyConnected].
///
/// *Tile and registers.* See [FullyConnectedTiles]. The limit is reading the weights, 4 bytes for a multiply-add. One
/// image × 4 vectors of output features, with 32 vector registers four tiles side by side, otherwise two: 16 or 8
/// accumulators, a load of weights for each FMA; reading from several places at once is faster. A batch goes through
/// one tile after the other, 2 images × 4 vectors at a time, with 32 registers also 3: the first of them read the tile
/// from memory, the next ones from the second-level cache. Four at a time in one pass were no faster than two and two.
///
/// *Tail.* [PackedMatrix] overlaps the last vector; tiles of fewer than 4 vectors repeat their last one and are
/// computed image by image.
final class VectorFullyConnected implements FullyConnected {

    static final VectorFullyConnected INSTANCE = new VectorFullyConnected();

    /// Images that read a tile's weights together at most.
    private static final int MOST_IMAGES = REGISTERS >= 32 ? 3 : 2;

    @Override
    public FullyConnectedWeights pack(int outFeatures, int inFeatures, float[] weights, float[] bias,
            WeightFormat format) {
        return new FullyConnectedWeights(
                PackedMatrix.pack(outFeatures, inFeatures, weights, bias, LANES,
                        FullyConnectedWeights.VECTORS_PER_TILE, format));
    }

    @Override
    public void run(FullyConnectedWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int tileBegin, int tileEnd) {
        FullyConnected.check(weights, input, output, tileBegin, tileEnd);
        PackedMatrix matrix = weights.matrix();
        matrix.requireLanes(LANES);
        int batch = output.batch();
        int tile = tileBegin;
        while (tile < tileEnd) {
            int next = tile + (batch == 1 ? side(matrix, tile, tileEnd) : 1);
            int most = matrix.tileVectors(tile) == 4 ? MOST_IMAGES : 1;
            int image = 0;
            while (image < batch) {
                int images = together(most, batch - image);
                sums(matrix, tile, next, input, output, image, images);
                image += images;
            }
            if (activation != Activation.NONE) {
                activate(matrix, tile, next, activation, output);
            }
            tile = next;
        }
    }

    /// How many images are computed together: as many as possible, but two and two of four.
    private static int together(int most, int left) { return left == 4 ? Math.min(most, 2) : Math.min(most, left); }

    /// Some images' sums of the tiles from one on and before another.
    private static void sums(PackedMatrix matrix, int tile, int next, FeatureMap input, FeatureMap output, int image,
            int images) {
        float[] x = input.data();
        float[] y = output.data();
        int from = input.index(image, 0);
        int to = output.index(image, 0);
        int xs = input.pixelStride();
        int ys = output.pixelStride();
        if (images > 1) {
            several(images, matrix, tile, x, from, xs, y, to, ys);
        } else if (next - tile == 4) {
            four(matrix, tile, x, from, y, to);
        } else if (next - tile == 2) {
            pair(matrix, tile, x, from, y, to);
        } else {
            single(matrix, tile, x, from, y, to);
        }
    }

    private static void activate(PackedMatrix matrix, int tile, int next, Activation activation, FeatureMap output) {
        float[] y = output.data();
        int begin = matrix.start(matrix.firstVector(tile));
        int end = matrix.start(matrix.firstVector(next - 1) + matrix.tileVectors(next - 1) - 1) + matrix.stored();
        for (int image = 0; image < output.batch(); image++) {
            int at = output.index(image, 0) + begin;
            ActivationMap.simd().apply(activation, y, at, y, at, end - begin);
        }
    }

    /// How many tiles from this one on are computed side by side: all but the last must have 4 vectors. Four only of
    /// weights in F32.
    private static int side(PackedMatrix matrix, int tile, int end) {
        int whole = 0;
        while (whole < 4 && tile + whole < end && matrix.tileVectors(tile + whole) == 4) {
            whole++;
        }
        if (REGISTERS >= 32 && matrix.format() == WeightFormat.F32 && (whole == 4 || whole == 3 && tile + 3 < end)) {
            return 4;
        }
        return whole >= 2 ? 2 : 1;
    }

    private static void four(PackedMatrix matrix, int tile, float[] x, int xi, float[] y, int yi) {
        int depth = matrix.depth();
        float[] b = matrix.data();
        int b0 = matrix.biasOffset(tile);
        int b1 = matrix.biasOffset(tile + 1);
        int b2 = matrix.biasOffset(tile + 2);
        int b3 = matrix.biasOffset(tile + 3);
        int w0 = matrix.weightOffset(tile);
        int w1 = matrix.weightOffset(tile + 1);
        int w2 = matrix.weightOffset(tile + 2);
        int w3 = matrix.weightOffset(tile + 3);
        int fourth = matrix.firstVector(tile + 3);
        int last = matrix.tileVectors(tile + 3) - 1;
        int y0 = yi + matrix.start(matrix.firstVector(tile));
        int y1 = yi + matrix.start(fourth + Math.min(1, last));
        int y2 = yi + matrix.start(fourth + Math.min(2, last));
        int y3 = yi + matrix.start(fourth + last);
        FullyConnectedTiles.vectors4times4(depth, b, b0, b1, b2, b3, b, w0, w1, w2, w3, last, x, xi, y, y0, y1, y2,
                y3);
    }

    private static void pair(PackedMatrix matrix, int tile, float[] x, int xi, float[] y, int yi) {
        int depth = matrix.depth();
        float[] b = matrix.data();
        int b0 = matrix.biasOffset(tile);
        int b1 = matrix.biasOffset(tile + 1);
        short[] w = matrix.halves();
        int w0 = matrix.weightOffset(tile);
        int w1 = matrix.weightOffset(tile + 1);
        int y0 = yi + matrix.start(matrix.firstVector(tile));
        int last = yi + matrix.start(matrix.firstVector(tile + 1) + 3);
        switch (matrix.format()) {
            case F32 -> FullyConnectedTiles.vectors4and4(depth, b, b0, b1, b, w0, w1, x, xi, y, y0, last);
            case BF16 -> FullyConnectedTiles.vectors4and4bf16(depth, b, b0, b1, w, w0, w1, x, xi, y, y0, last);
            case F16 -> FullyConnectedTiles.vectors4and4f16(depth, b, b0, b1, w, w0, w1, x, xi, y, y0, last);
        }
    }

    private static void single(PackedMatrix matrix, int tile, float[] x, int xi, float[] y, int yi) {
        int depth = matrix.depth();
        float[] b = matrix.data();
        int b0 = matrix.biasOffset(tile);
        short[] w = matrix.halves();
        int w0 = matrix.weightOffset(tile);
        int first = matrix.firstVector(tile);
        int last = matrix.tileVectors(tile) - 1;
        int y0 = yi + matrix.start(first);
        int y1 = yi + matrix.start(first + Math.min(1, last));
        int y2 = yi + matrix.start(first + Math.min(2, last));
        int y3 = yi + matrix.start(first + last);
        int stored = matrix.stored();
        switch (matrix.format()) {
            case F32 -> FullyConnectedTiles.vectors4(depth, b, b0, b, w0, last, x, xi, y, y0, y1, y2, y3, stored);
            case BF16 -> FullyConnectedTiles.vectors4bf16(depth, b, b0, w, w0, last, x, xi, y, y0, y1, y2, y3, stored);
            case F16 -> FullyConnectedTiles.vectors4f16(depth, b, b0, w, w0, last, x, xi, y, y0, y1, y2, y3, stored);
        }
    }

    /// Two or three images' sums of a tile of four vectors.
    ///
    /// @param xs floats from an image's input to the next one's
    /// @param ys floats from an image's output to the next one's
    private static void several(int images, PackedMatrix matrix, int tile, float[] x, int xi, int xs, float[] y, int yi,
            int ys) {
        int depth = matrix.depth();
        float[] b = matrix.data();
        int b0 = matrix.biasOffset(tile);
        short[] w = matrix.halves();
        int w0 = matrix.weightOffset(tile);
        int first = matrix.firstVector(tile);
        int to = yi + matrix.start(first);
        int last = matrix.start(first + 3) - matrix.start(first);
        boolean two = images == 2;
        switch (matrix.format()) {
            case F32 -> {
                if (two) {
                    FullyConnectedTiles.images2vectors4(depth, b, b0, b, w0, x, xi, xs, y, to, ys, last);
                } else {
                    FullyConnectedTiles.images3vectors4(depth, b, b0, b, w0, x, xi, xs, y, to, ys, last);
                }
            }
            case BF16 -> {
                if (two) {
                    FullyConnectedTiles.images2vectors4bf16(depth, b, b0, w, w0, x, xi, xs, y, to, ys, last);
                } else {
                    FullyConnectedTiles.images3vectors4bf16(depth, b, b0, w, w0, x, xi, xs, y, to, ys, last);
                }
            }
            case F16 -> {
                if (two) {
                    FullyConnectedTiles.images2vectors4f16(depth, b, b0, w, w0, x, xi, xs, y, to, ys, last);
                } else {
                    FullyConnectedTiles.images3vectors4f16(depth, b, b0, w, w0, x, xi, xs, y, to, ys, last);
                }
            }
        }
    }
}
