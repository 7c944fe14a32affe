package dev.ghostlane.kernels.resample;

import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.S2F;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [PixelNormalisation].
///
/// *Tile and registers.* One vector at a time; the colours of its lanes come round after three vectors.
///
/// *Tail.* Scalar.
final class VectorPixelNormalisation implements PixelNormalisation {

    static final VectorPixelNormalisation INSTANCE = new VectorPixelNormalisation();

    @Override
    public void run(short[] samples, int length, float[] mean, float[] deviation, float[] output, int to) {
        PixelNormalisation.check(samples, length, mean, deviation, output, to);
        int whole = length / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector sample = (FloatVector) ShortVector.fromArray(HALF_SHORTS, samples, i)
                    .convertShape(S2F, SPECIES, 0);
            VECTOR.cast(sample.div(255).sub(FloatVector.fromArray(SPECIES, mean, i % PATTERN))
                    .div(FloatVector.fromArray(SPECIES, deviation, i % PATTERN))).intoArray(output, to + i);
        }
        ScalarPixelNormalisation.normalise(samples, whole, length, mean, deviation, whole % PATTERN, output,
                to + whole);
    }
}
