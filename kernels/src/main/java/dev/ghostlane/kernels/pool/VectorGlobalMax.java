package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.ghostlane.kernels.tensor.FeatureMap;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [GlobalMax].
///
/// *Tile and registers.* 4 vectors of channels at a time. A comparison with itself finds NaN; `max` is avoided, see
/// [dev.ghostlane.kernels.internal.VectorMath].
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorGlobalMax implements GlobalMax {

    static final VectorGlobalMax INSTANCE = new VectorGlobalMax();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        GlobalMax.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        if (channels < LANES) {
            ScalarGlobalMax.INSTANCE.run(input, output, rowBegin, rowEnd);
            return;
        }
        int end = channels - LANES;
        for (int image = rowBegin; image < rowEnd; image++) {
            int from = input.index(image * input.height(), 0);
            for (int c = 0; c < channels; c += 4 * LANES) {
                vectors4(input.data(), from, input.pixelStride(), input.height() * input.width(), output.data(),
                        output.index(image, 0), Math.min(c, end), Math.min(c + LANES, end),
                        Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
            }
        }
    }

    private static void vectors4(float[] in, int from, int step, int count, float[] out, int to, int c0, int c1, int c2,
            int c3) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int i = 0; i < count; i++) {
            int at = from + i * step;
            FloatVector x0 = FloatVector.fromArray(SPECIES, in, at + c0);
            FloatVector x1 = FloatVector.fromArray(SPECIES, in, at + c1);
            FloatVector x2 = FloatVector.fromArray(SPECIES, in, at + c2);
            FloatVector x3 = FloatVector.fromArray(SPECIES, in, at + c3);
            a0 = a0.blend(x0, x0.compare(GT, a0).or(x0.compare(NE, x0)));
            a1 = a1.blend(x1, x1.compare(GT, a1).or(x1.compare(NE, x1)));
            a2 = a2.blend(x2, x2.compare(GT, a2).or(x2.compare(NE, x2)));
            a3 = a3.blend(x3, x3.compare(GT, a3).or(x3.compare(NE, x3)));
        }
        a0.add(0).intoArray(out, to + c0);
        a1.add(0).intoArray(out, to + c1);
        a2.add(0).intoArray(out, to + c2);
        a3.add(0).intoArray(out, to + c3);
    }
}
