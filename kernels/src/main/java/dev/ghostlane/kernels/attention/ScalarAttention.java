package dev.ghostlane.kernels.attention;

import dev.ghostlane.kernels.activation.Exponential;
import dev.ghostlane.kernels.internal.ScalarReduction;
import dev.ghostlane.kernels.internal.matrix.ScalarMatrix;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [Attention].
final class ScalarAttention implements Attention {

    static final ScalarAttention INSTANCE = new ScalarAttention();

    @Override
    public void run(AttentionShape shape, FeatureMap query, FeatureMap keys, FeatureMap values, FeatureMap output,
            float[] scratch, int scratchAt, int unitBegin, int unitEnd) {
        Attention.check(shape, query, keys, values, output, scratch, scratchAt, unitBegin, unitEnd);
        int tokens = shape.tokens();
        int channels = shape.values().headChannels();
        for (int unit = unitBegin; unit < unitEnd; unit++) {
            int first = unit % shape.blocks() * shape.block();
            int head = unit / shape.blocks() % shape.heads();
            int sequence = unit / shape.blocks() / shape.heads();
            for (int token = first; token < Math.min(first + shape.block(), tokens); token++) {
                int from = shape.sequences().start(query, sequence) + token * shape.sequences().step(query)
                        + head * shape.keys().headChannels();
                int to = shape.sequences().start(output, sequence) + token * shape.sequences().step(output)
                        + head * channels;
                ScalarMatrix.multiply(shape.keys().layout(), keys.data(), keys.index(sequence, head), query.data(),
                        from, 0, scratch, scratchAt, 0, 1);
                float sum = exponentials(scratch, scratchAt, tokens, shape.scale());
                ScalarMatrix.multiply(shape.values().layout(), values.data(), values.index(sequence, head), scratch,
                        scratchAt, 0, output.data(), to, 0, 1);
                for (int c = to; c < to + channels; c++) {
                    output.data()[c] /= sum;
                }
            }
        }
    }

    /// Makes the scores their exponentials and returns the sum.
    private static float exponentials(float[] scores, int at, int count, float scale) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = at; j < at + count; j++) {
            largest = scores[j] > largest ? scores[j] : largest;
        }
        for (int j = at; j < at + count; j++) {
            scores[j] = Exponential.exp((scores[j] - largest) * scale);
        }
        return ScalarReduction.sum(scores, at, count);
    }
}
