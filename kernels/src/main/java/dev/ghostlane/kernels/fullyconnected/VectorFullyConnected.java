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
/// *Tile and registers.* 1 image × 4 vectors of output features: 4 accumulators, 5 loads for 4 FMAs. The limit
/// is reading the weights, 4 bytes for a multiply-add: each tile is read once from memory and then, for a
/// batch, from the cache.
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
        for (int tile = tileBegin; tile < tileEnd; tile++) {
            int first = matrix.firstVector(tile);
            int last = matrix.tileVectors(tile) - 1;
            for (int image = 0; image < output.batch(); image++) {
                int to = output.index(image, 0);
                vectors4(matrix.depth(), matrix.data(), matrix.tileOffset(tile), last, input.data(),
                        input.index(image, 0), output.data(), to + matrix.start(first),
                        to + matrix.start(first + Math.min(1, last)), to + matrix.start(first + Math.min(2, last)),
                        to + matrix.start(first + last), matrix.stored());
                if (activation != Activation.NONE) {
                    int begin = matrix.start(first);
                    int end = matrix.start(first + last) + matrix.stored();
                    VectorActivationMap.apply(activation, output.data(), to + begin, output.data(), to + begin,
                            end - begin);
                }
            }
        }
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
