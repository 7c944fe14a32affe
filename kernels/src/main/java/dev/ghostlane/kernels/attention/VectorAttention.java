package dev.ghostlane.kernels.attention;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.ghostlane.kernels.internal.VectorMath;
import dev.ghostlane.kernels.internal.VectorReduction;
import dev.ghostlane.kernels.internal.matrix.VectorMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [Attention].
///
/// *Tile and registers.* Both products are the 1×1 convolution's microkernels, with queries as pixels; between them the
/// exponentials, one vector of keys at a time. The query's largest score and its sum are passes of their own over
/// scores in the first-level cache.
///
/// *Tail.* Scores are followed by −∞ up to a multiple of 16, whose exponentials are 0 and change no sum.
final class VectorAttention implements Attention {

    static final VectorAttention INSTANCE = new VectorAttention();

    @Override
    public void run(AttentionShape shape, FeatureMap query, FeatureMap keys, FeatureMap values, FeatureMap output,
            float[] scratch, int scratchAt, int unitBegin, int unitEnd) {
        Attention.check(shape, query, keys, values, output, scratch, scratchAt, unitBegin, unitEnd);
        VectorMatrix.requireOwn(shape.keys().layout());
        VectorMatrix.requireOwn(shape.values().layout());
        int stride = shape.scoreStride();
        int in = shape.sequences().step(query);
        int out = shape.sequences().step(output);
        for (int unit = unitBegin; unit < unitEnd; unit++) {
            int first = unit % shape.blocks() * shape.block();
            int head = unit / shape.blocks() % shape.heads();
            int sequence = unit / shape.blocks() / shape.heads();
            int queries = Math.min(shape.block(), shape.tokens() - first);
            VectorMatrix.multiply(shape.keys().layout(), keys.data(), keys.index(sequence, head),
                    Float.NEGATIVE_INFINITY, query.data(),
                    shape.sequences().start(query, sequence) + first * in + head * shape.keys().headChannels(), in,
                    scratch, scratchAt, stride, queries);
            for (int row = 0; row < queries; row++) {
                exponentials(scratch, scratchAt + row * stride, shape.tokens(), stride, shape.scale());
            }
            int to = shape.sequences().start(output, sequence) + first * out + head * shape.values().headChannels();
            VectorMatrix.multiply(shape.values().layout(), values.data(), values.index(sequence, head),
                    Float.NEGATIVE_INFINITY, scratch, scratchAt, stride, output.data(), to, out, queries);
            for (int row = 0; row < queries; row++) {
                VectorReduction.divide(output.data(), to + row * out, shape.values().headChannels(),
                        VectorReduction.sum(scratch, scratchAt + row * stride, stride));
            }
        }
    }

    private static void exponentials(float[] scores, int at, int count, int stride, float scale) {
        Arrays.fill(scores, at + count, at + stride, Float.NEGATIVE_INFINITY);
        FloatVector a = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector b = a;
        int j = 0;
        for (; j <= stride - 2 * LANES; j += 2 * LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, scores, at + j);
            FloatVector y = FloatVector.fromArray(SPECIES, scores, at + j + LANES);
            a = a.blend(x, x.compare(GT, a));
            b = b.blend(y, y.compare(GT, b));
        }
        if (j < stride) {
            FloatVector x = FloatVector.fromArray(SPECIES, scores, at + j);
            a = a.blend(x, x.compare(GT, a));
        }
        a = a.blend(b, b.compare(GT, a));
        VectorMath.exp(scores, at, a.reduceLanes(MAX), scale, scores, at, stride);
    }
}
