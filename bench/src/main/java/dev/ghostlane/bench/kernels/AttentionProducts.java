package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.attention.AttentionShape;
import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.internal.matrix.VectorMatrix;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The two matrix products of an attention without what lies between them, cut into the same units, by the same
/// microkernels: what tells their share of the FMA peak.
///
/// @param shape of the attention
/// @param kernels SIMD kernels or the scalar reference
record AttentionProducts(AttentionShape shape, Kernels kernels) {

    /// All scores; those of a block go where those of the one before were.
    void scores(FeatureMap query, FeatureMap keys, FeatureMap scores) {
        int step = shape.sequences().step(query);
        for (int unit = 0; unit < shape.units(query); unit++) {
            int first = first(unit);
            int head = head(unit);
            multiply(shape.keys(), keys, head, query.data(),
                    query.index(0, 0) + first * step + head * shape.keys().headChannels(), step, scores.data(),
                    scores.index(0, 0), scores.pixelStride(), queries(first));
        }
    }

    /// All sums of values, every block with the same weights.
    void values(FeatureMap weights, FeatureMap values, FeatureMap output) {
        int step = shape.sequences().step(output);
        for (int unit = 0; unit < shape.units(output); unit++) {
            int first = first(unit);
            int head = head(unit);
            multiply(shape.values(), values, head, weights.data(), weights.index(0, 0), weights.pixelStride(),
                    output.data(), output.index(0, 0) + first * step + head * shape.values().headChannels(), step,
                    queries(first));
        }
    }

    private int first(int unit) { return unit % shape.blocks() * shape.block(); }

    private int head(int unit) { return unit / shape.blocks() % shape.heads(); }

    private int queries(int first) { return Math.min(shape.block(), shape.tokens() - first); }

    private void multiply(TokenMatrices matrices, FeatureMap packed, int head, float[] x, int xi, int xs, float[] y,
            int yi, int ys, int rows) {
        if (kernels.isSimd()) {
            VectorMatrix.multiply(matrices.layout(), packed.data(), packed.index(0, head),
                    Float.NEGATIVE_INFINITY, x, xi, xs, y, yi, ys, rows);
        } else {
            ScalarMatrix.multiply(matrices.layout(), packed.data(), packed.index(0, head), x, xi, xs, y, yi, ys, rows);
        }
    }
}
