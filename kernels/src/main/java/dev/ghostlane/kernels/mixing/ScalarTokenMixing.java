package dev.ghostlane.kernels.mixing;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.Arrays;

/// The scalar reference of [TokenMixing].
final class ScalarTokenMixing implements TokenMixing {

    static final ScalarTokenMixing INSTANCE = new ScalarTokenMixing();

    @Override
    public void run(Sequences sequences, float[] weights, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        TokenMixing.check(sequences, weights, input, output, rowBegin, rowEnd);
        int tokens = sequences.tokens(input);
        int channels = input.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int sequence = TokenMixing.sequence(sequences, output, row, x);
                int weight = (sequence % sequences.ofImage(input) * tokens
                        + TokenMixing.token(sequences, output, row, x)) * tokens * channels;
                int to = output.index(row, x);
                Arrays.fill(output.data(), to, to + channels, 0);
                for (int j = 0; j < tokens; j++) {
                    accumulate(weights, weight + j * channels, input.data(),
                            sequences.start(input, sequence) + j * sequences.step(input), output.data(), to, channels);
                }
            }
        }
    }

    private static void accumulate(float[] weights, int weight, float[] in, int from, float[] out, int to,
            int channels) {
        for (int c = 0; c < channels; c++) {
            out[to + c] = fma(in[from + c], weights[weight + c], out[to + c]);
        }
    }
}
