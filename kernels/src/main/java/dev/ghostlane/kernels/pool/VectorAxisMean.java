package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [AxisMean].
///
/// *Tile and registers.* 4 vectors of channels at a time, each a chain of additions.
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorAxisMean implements AxisMean {

    static final VectorAxisMean INSTANCE = new VectorAxisMean();

    @Override
    public void run(Sequences sequences, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        AxisMean.check(sequences, input, output, rowBegin, rowEnd);
        int channels = output.channels();
        if (channels < LANES) {
            ScalarAxisMean.INSTANCE.run(sequences, input, output, rowBegin, rowEnd);
            return;
        }
        int end = channels - LANES;
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int from = sequences.start(input, row * output.width() + x);
                for (int c = 0; c < channels; c += 4 * LANES) {
                    vectors4(input.data(), from, sequences.step(input), sequences.tokens(input), output.data(),
                            output.index(row, x), Math.min(c, end), Math.min(c + LANES, end),
                            Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
                }
            }
        }
    }

    private static void vectors4(float[] in, int from, int step, int count, float[] out, int to, int c0, int c1, int c2,
            int c3) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int i = 0; i < count; i++) {
            int at = from + i * step;
            a0 = a0.add(FloatVector.fromArray(SPECIES, in, at + c0));
            a1 = a1.add(FloatVector.fromArray(SPECIES, in, at + c1));
            a2 = a2.add(FloatVector.fromArray(SPECIES, in, at + c2));
            a3 = a3.add(FloatVector.fromArray(SPECIES, in, at + c3));
        }
        float divisor = count;
        a0.div(divisor).intoArray(out, to + c0);
        a1.div(divisor).intoArray(out, to + c1);
        a2.div(divisor).intoArray(out, to + c2);
        a3.div(divisor).intoArray(out, to + c3);
    }
}
