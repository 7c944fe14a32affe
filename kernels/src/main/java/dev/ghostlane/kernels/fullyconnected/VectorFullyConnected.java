package dev.ghostlane.kernels.fullyconnected;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.REGISTERS;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [FullyConnected].
///
/// *Tile and registers.* 1 image × 4 vectors of output features, with 32 vector registers four tiles side by side,
/// otherwise two: 16 or 8 accumulators, a load of weights for each FMA. The limit is reading the weights, 4 bytes for a
/// multiply-add: each tile is read once from memory and then, for a batch, from the cache. Reading from several places
/// at once is faster.
///
/// *Tail.* [PackedMatrix] overlaps the last vector; tiles of fewer than 4 vectors repeat their last one.
final class VectorFullyConnected implements FullyConnected {

    static final VectorFullyConnected INSTANCE = new VectorFullyConnected();

    @Override
    public FullyConnectedWeights pack(int outFeatures, int inFeatures, float[] weights, float[] bias) {
        return new FullyConnectedWeights(
                PackedMatrix.pack(outFeatures, inFeatures, weights, bias, LANES,
                        FullyConnectedWeights.VECTORS_PER_TILE));
    }

    @Override
    public void run(FullyConnectedWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int tileBegin, int tileEnd) {
        FullyConnected.check(weights, input, output, tileBegin, tileEnd);
        PackedMatrix matrix = weights.matrix();
        matrix.requireLanes(LANES);
        int tile = tileBegin;
        while (tile < tileEnd) {
            int side = side(matrix, tile, tileEnd);
            int next = tile + side;
            int begin = matrix.start(matrix.firstVector(tile));
            int end = matrix.start(matrix.firstVector(next - 1) + matrix.tileVectors(next - 1) - 1) + matrix.stored();
            for (int image = 0; image < output.batch(); image++) {
                int from = input.index(image, 0);
                int to = output.index(image, 0);
                if (side == 4) {
                    four(matrix, tile, input.data(), from, output.data(), to);
                } else if (side == 2) {
                    pair(matrix, tile, input.data(), from, output.data(), to);
                } else {
                    single(matrix, tile, input.data(), from, output.data(), to);
                }
                if (activation != Activation.NONE) {
                    ActivationMap.simd().apply(activation, output.data(), to + begin, output.data(), to + begin,
                            end - begin);
                }
            }
            tile = next;
        }
    }

    /// How many tiles from this one on are computed side by side: all but the last must have 4 vectors.
    private static int side(PackedMatrix matrix, int tile, int end) {
        int whole = 0;
        while (whole < 4 && tile + whole < end && matrix.tileVectors(tile + whole) == 4) {
            whole++;
        }
        if (REGISTERS >= 32 && (whole == 4 || whole == 3 && tile + 3 < end)) {
            return 4;
        }
        return whole >= 2 ? 2 : 1;
    }

    private static void four(PackedMatrix matrix, int tile, float[] x, int xi, float[] y, int yi) {
        int first = matrix.firstVector(tile);
        int fourth = matrix.firstVector(tile + 3);
        int last = matrix.tileVectors(tile + 3) - 1;
        vectors4times4(matrix.depth(), matrix.data(), matrix.tileOffset(tile), matrix.tileOffset(tile + 1),
                matrix.tileOffset(tile + 2), matrix.tileOffset(tile + 3), last, x, xi, y, yi + matrix.start(first),
                yi + matrix.start(fourth + Math.min(1, last)), yi + matrix.start(fourth + Math.min(2, last)),
                yi + matrix.start(fourth + last));
    }

    private static void single(PackedMatrix matrix, int tile, float[] x, int xi, float[] y, int yi) {
        int first = matrix.firstVector(tile);
        int last = matrix.tileVectors(tile) - 1;
        vectors4(matrix.depth(), matrix.data(), matrix.tileOffset(tile), last, x, xi, y, yi + matrix.start(first),
                yi + matrix.start(first + Math.min(1, last)), yi + matrix.start(first + Math.min(2, last)),
                yi + matrix.start(first + last), matrix.stored());
    }

    private static void pair(PackedMatrix matrix, int tile, float[] x, int xi, float[] y, int yi) {
        int first = matrix.firstVector(tile);
        int last = matrix.firstVector(tile + 1) + 3;
        vectors4and4(matrix.depth(), matrix.data(), matrix.tileOffset(tile), matrix.tileOffset(tile + 1), x, xi, y,
                yi + matrix.start(first), yi + matrix.start(last));
    }

    /// Two neighbouring tiles of 4 vectors: 8 accumulators, 9 loads for 8 FMAs. The last vector goes to `y[yLast]`,
    /// because it may overlap the one before.
    private static void vectors4and4(int depth, float[] w, int wi, int wj, float[] x, int xi, float[] y, int yi,
            int yLast) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w, wi + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, w, wi + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, w, wi + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, w, wj);
        FloatVector b1 = FloatVector.fromArray(SPECIES, w, wj + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, w, wj + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, w, wj + 3 * LANES);
        int wa = wi + 4 * LANES;
        int wb = wj + 4 * LANES;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = v.fma(FloatVector.fromArray(SPECIES, w, wa + k * 4 * LANES), a0);
            a1 = v.fma(FloatVector.fromArray(SPECIES, w, wa + k * 4 * LANES + LANES), a1);
            a2 = v.fma(FloatVector.fromArray(SPECIES, w, wa + k * 4 * LANES + 2 * LANES), a2);
            a3 = v.fma(FloatVector.fromArray(SPECIES, w, wa + k * 4 * LANES + 3 * LANES), a3);
            b0 = v.fma(FloatVector.fromArray(SPECIES, w, wb + k * 4 * LANES), b0);
            b1 = v.fma(FloatVector.fromArray(SPECIES, w, wb + k * 4 * LANES + LANES), b1);
            b2 = v.fma(FloatVector.fromArray(SPECIES, w, wb + k * 4 * LANES + 2 * LANES), b2);
            b3 = v.fma(FloatVector.fromArray(SPECIES, w, wb + k * 4 * LANES + 3 * LANES), b3);
        }
        a0.intoArray(y, yi);
        a1.intoArray(y, yi + LANES);
        a2.intoArray(y, yi + 2 * LANES);
        a3.intoArray(y, yi + 3 * LANES);
        b0.intoArray(y, yi + 4 * LANES);
        b1.intoArray(y, yi + 5 * LANES);
        b2.intoArray(y, yi + 6 * LANES);
        b3.intoArray(y, yLast);
    }

    /// Four neighbouring tiles, the last of which has `last + 1` vectors, which go to `y[yi + 12 · LANES]`, `y[y1]`,
    /// `y[y2]` and `y[y3]`: 16 accumulators, 17 loads for 16 FMAs.
    private static void vectors4times4(int depth, float[] w, int wa, int wb, int wc, int wd, int last, float[] x,
            int xi,
            float[] y, int yi, int y1, int y2, int y3) {
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        int step = (last + 1) * LANES;
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wa);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w, wa + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, w, wa + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, w, wa + 3 * LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, w, wb);
        FloatVector b1 = FloatVector.fromArray(SPECIES, w, wb + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, w, wb + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, w, wb + 3 * LANES);
        FloatVector c0 = FloatVector.fromArray(SPECIES, w, wc);
        FloatVector c1 = FloatVector.fromArray(SPECIES, w, wc + LANES);
        FloatVector c2 = FloatVector.fromArray(SPECIES, w, wc + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(SPECIES, w, wc + 3 * LANES);
        FloatVector d0 = FloatVector.fromArray(SPECIES, w, wd);
        FloatVector d1 = FloatVector.fromArray(SPECIES, w, wd + v1);
        FloatVector d2 = FloatVector.fromArray(SPECIES, w, wd + v2);
        FloatVector d3 = FloatVector.fromArray(SPECIES, w, wd + v3);
        int weightsA = wa + 4 * LANES;
        int weightsB = wb + 4 * LANES;
        int weightsC = wc + 4 * LANES;
        int weightsD = wd + step;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsA + k * 4 * LANES), a0);
            a1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsA + k * 4 * LANES + LANES), a1);
            a2 = v.fma(FloatVector.fromArray(SPECIES, w, weightsA + k * 4 * LANES + 2 * LANES), a2);
            a3 = v.fma(FloatVector.fromArray(SPECIES, w, weightsA + k * 4 * LANES + 3 * LANES), a3);
            b0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsB + k * 4 * LANES), b0);
            b1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsB + k * 4 * LANES + LANES), b1);
            b2 = v.fma(FloatVector.fromArray(SPECIES, w, weightsB + k * 4 * LANES + 2 * LANES), b2);
            b3 = v.fma(FloatVector.fromArray(SPECIES, w, weightsB + k * 4 * LANES + 3 * LANES), b3);
            c0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsC + k * 4 * LANES), c0);
            c1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsC + k * 4 * LANES + LANES), c1);
            c2 = v.fma(FloatVector.fromArray(SPECIES, w, weightsC + k * 4 * LANES + 2 * LANES), c2);
            c3 = v.fma(FloatVector.fromArray(SPECIES, w, weightsC + k * 4 * LANES + 3 * LANES), c3);
            d0 = v.fma(FloatVector.fromArray(SPECIES, w, weightsD + k * step), d0);
            d1 = v.fma(FloatVector.fromArray(SPECIES, w, weightsD + v1 + k * step), d1);
            d2 = v.fma(FloatVector.fromArray(SPECIES, w, weightsD + v2 + k * step), d2);
            d3 = v.fma(FloatVector.fromArray(SPECIES, w, weightsD + v3 + k * step), d3);
        }
        a0.intoArray(y, yi);
        a1.intoArray(y, yi + LANES);
        a2.intoArray(y, yi + 2 * LANES);
        a3.intoArray(y, yi + 3 * LANES);
        b0.intoArray(y, yi + 4 * LANES);
        b1.intoArray(y, yi + 5 * LANES);
        b2.intoArray(y, yi + 6 * LANES);
        b3.intoArray(y, yi + 7 * LANES);
        c0.intoArray(y, yi + 8 * LANES);
        c1.intoArray(y, yi + 9 * LANES);
        c2.intoArray(y, yi + 10 * LANES);
        c3.intoArray(y, yi + 11 * LANES);
        d0.intoArray(y, yi + 12 * LANES);
        d1.intoArray(y, y1);
        d2.intoArray(y, y2);
        d3.intoArray(y, y3);
    }

    private static void vectors4(int depth, float[] w, int wi, int last, float[] x, int xi, float[] y, int y0,
            int y1, int y2, int y3, int stored) {
        int step = (last + 1) * LANES;
        int v1 = Math.min(1, last) * LANES;
        int v2 = Math.min(2, last) * LANES;
        int v3 = last * LANES;
        FloatVector a0 = FloatVector.fromArray(SPECIES, w, wi);
        FloatVector a1 = FloatVector.fromArray(SPECIES, w, wi + v1);
        FloatVector a2 = FloatVector.fromArray(SPECIES, w, wi + v2);
        FloatVector a3 = FloatVector.fromArray(SPECIES, w, wi + v3);
        int weights = wi + step;
        for (int k = 0; k < depth; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[xi + k]);
            a0 = v.fma(FloatVector.fromArray(SPECIES, w, weights + k * step), a0);
            a1 = v.fma(FloatVector.fromArray(SPECIES, w, weights + v1 + k * step), a1);
            a2 = v.fma(FloatVector.fromArray(SPECIES, w, weights + v2 + k * step), a2);
            a3 = v.fma(FloatVector.fromArray(SPECIES, w, weights + v3 + k * step), a3);
        }
        if (stored == LANES) {
            a0.intoArray(y, y0);
            a1.intoArray(y, y1);
            a2.intoArray(y, y2);
            a3.intoArray(y, y3);
        } else {
            a0.intoArray(y, y0, SPECIES.indexInRange(0, stored));
        }
    }
}
