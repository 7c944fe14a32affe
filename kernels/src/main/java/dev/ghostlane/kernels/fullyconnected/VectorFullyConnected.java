package dev.ghostlane.kernels.fullyconnected;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.PackedMatrix;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.VectorActivationMap;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [FullyConnected].
///
/// *Tile and registers.* 1 image × 4 vectors of output features, two tiles side by side where there are: 8 accumulators,
/// 9 loads for 8 FMAs. The limit is reading the weights, 4 bytes for a multiply-add: each tile is read once from
/// memory and then, for a batch, from the cache.
///
/// *Tail.* [PackedMatrix] overlaps the last vector; tiles of fewer than 4 vectors repeat their last one.
public final class VectorFullyConnected implements FullyConnected {

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
            boolean pair = tile + 1 < tileEnd && matrix.tileVectors(tile) == 4 && matrix.tileVectors(tile + 1) == 4
                    && matrix.stored() == LANES;
            int next = pair ? tile + 2 : tile + 1;
            int begin = matrix.start(matrix.firstVector(tile));
            int end = matrix.start(matrix.firstVector(next - 1) + matrix.tileVectors(next - 1) - 1) + matrix.stored();
            for (int image = 0; image < output.batch(); image++) {
                int to = output.index(image, 0);
                if (pair) {
                    pair(matrix, tile, input.data(), input.index(image, 0), output.data(), to);
                } else {
                    single(matrix, tile, input.data(), input.index(image, 0), output.data(), to);
                }
                if (activation != Activation.NONE) {
                    VectorActivationMap.apply(activation, output.data(), to + begin, output.data(), to + begin,
                            end - begin);
                }
            }
            tile = next;
        }
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

    /// Two neighbouring tiles of 4 vectors: 8 accumulators, 9 loads for 8 FMAs. The last vector goes to `y[yLast]`, because
    /// it may overlap the one before.
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
