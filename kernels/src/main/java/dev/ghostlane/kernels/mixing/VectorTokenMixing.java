package dev.ghostlane.kernels.mixing;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [TokenMixing].
///
/// *Tile and registers.* One output token, 4 vectors of channels: 4 accumulators, 8 loads for 4 FMAs. Each weight is
/// used once in an image, so reading the weights from memory is the limit.
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorTokenMixing implements TokenMixing {

    static final VectorTokenMixing INSTANCE = new VectorTokenMixing();

    @Override
    public void run(Sequences sequences, float[] weights, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        TokenMixing.check(sequences, weights, input, output, rowBegin, rowEnd);
        int channels = input.channels();
        if (channels < LANES) {
            ScalarTokenMixing.INSTANCE.run(sequences, weights, input, output, rowBegin, rowEnd);
            return;
        }
        int tokens = sequences.tokens(input);
        int step = sequences.step(input);
        int end = channels - LANES;
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int sequence = TokenMixing.sequence(sequences, output, row, x);
                int weight = (sequence % sequences.ofImage(input) * tokens
                        + TokenMixing.token(sequences, output, row, x)) * tokens * channels;
                int from = sequences.start(input, sequence);
                for (int c = 0; c < channels; c += 4 * LANES) {
                    vectors4(tokens, weights, weight, channels, input.data(), from, step, output.data(),
                            output.index(row, x), Math.min(c, end), Math.min(c + LANES, end),
                            Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
                }
            }
        }
    }

    private static void vectors4(int tokens, float[] w, int weight, int weightStep, float[] in, int from, int inStep,
            float[] out, int to, int c0, int c1, int c2, int c3) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int j = 0; j < tokens; j++) {
            int wj = weight + j * weightStep;
            int xj = from + j * inStep;
            a0 = FloatVector.fromArray(SPECIES, in, xj + c0).fma(FloatVector.fromArray(SPECIES, w, wj + c0), a0);
            a1 = FloatVector.fromArray(SPECIES, in, xj + c1).fma(FloatVector.fromArray(SPECIES, w, wj + c1), a1);
            a2 = FloatVector.fromArray(SPECIES, in, xj + c2).fma(FloatVector.fromArray(SPECIES, w, wj + c2), a2);
            a3 = FloatVector.fromArray(SPECIES, in, xj + c3).fma(FloatVector.fromArray(SPECIES, w, wj + c3), a3);
        }
        a0.intoArray(out, to + c0);
        a1.intoArray(out, to + c1);
        a2.intoArray(out, to + c2);
        a3.intoArray(out, to + c3);
    }
}
