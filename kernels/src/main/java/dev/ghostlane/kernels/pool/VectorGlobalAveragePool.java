package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [GlobalAveragePool].
///
/// *Tile and registers.* 4 vectors of channels at a time, each a chain of additions; the chains hide each
/// other's latency and use whole cache lines.
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorGlobalAveragePool implements GlobalAveragePool {

    static final VectorGlobalAveragePool INSTANCE = new VectorGlobalAveragePool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        GlobalAveragePool.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        if (channels < LANES) {
            ScalarGlobalAveragePool.INSTANCE.run(input, output, rowBegin, rowEnd);
            return;
        }
        int end = channels - LANES;
        for (int image = rowBegin; image < rowEnd; image++) {
            int from = input.index(image * input.height(), 0);
            int to = output.index(image, 0);
            for (int c = 0; c < channels; c += 4 * LANES) {
                vectors4(input.data(), from, input.rowStride(), input.pixelStride(), input.height(), input.width(),
                        output.data(), to, Math.min(c, end), Math.min(c + LANES, end),
                        Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
            }
        }
    }

    private static void vectors4(float[] in, int from, int inRow, int inPixel, int height, int width, float[] out,
            int to, int c0, int c1, int c2, int c3) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector sum0 = zero;
        FloatVector sum1 = zero;
        FloatVector sum2 = zero;
        FloatVector sum3 = zero;
        for (int y = 0; y < height; y++) {
            FloatVector row0 = zero;
            FloatVector row1 = zero;
            FloatVector row2 = zero;
            FloatVector row3 = zero;
            int at = from + y * inRow;
            for (int x = 0; x < width; x++) {
                row0 = row0.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c0));
                row1 = row1.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c1));
                row2 = row2.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c2));
                row3 = row3.add(FloatVector.fromArray(SPECIES, in, at + x * inPixel + c3));
            }
            sum0 = sum0.add(row0);
            sum1 = sum1.add(row1);
            sum2 = sum2.add(row2);
            sum3 = sum3.add(row3);
        }
        float pixels = height * width;
        sum0.div(pixels).intoArray(out, to + c0);
        sum1.div(pixels).intoArray(out, to + c1);
        sum2.div(pixels).intoArray(out, to + c2);
        sum3.div(pixels).intoArray(out, to + c3);
    }
}
