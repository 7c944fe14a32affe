package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The SIMD kernel of [AveragePool].
///
/// *Tile and registers.* One output pixel, one vector of channels at a time: 4 loads, 4 operations, 1 store, so
/// memory is the limit.
///
/// *Tail.* The last vector of channels overlaps the one before; few channels are masked, see the package `internal`.
final class VectorAveragePool implements AveragePool {

    static final VectorAveragePool INSTANCE = new VectorAveragePool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        AveragePool.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            int inRow = row / output.height() * input.height() + row % output.height() * 2;
            int from = input.index(inRow, 0);
            int to = output.index(row, 0);
            if (channels >= LANES) {
                row(input.data(), from, input.rowStride(), input.pixelStride(), output.data(), to,
                        output.pixelStride(), output.width(), channels);
            } else {
                narrowRow(input.data(), from, input.rowStride(), input.pixelStride(), output.data(), to,
                        output.pixelStride(), output.width(), channels);
            }
        }
    }

    private static void row(float[] in, int from, int inRow, int inPixel, float[] out, int to, int outPixel,
            int width, int channels) {
        for (int x = 0; x < width; x++) {
            int a = from + 2 * x * inPixel;
            int y = to + x * outPixel;
            int c = 0;
            for (; c < channels - LANES; c += LANES) {
                average(in, a + c, inRow, inPixel, out, y + c);
            }
            c = channels - LANES;
            average(in, a + c, inRow, inPixel, out, y + c);
        }
    }

    private static void average(float[] in, int a, int inRow, int inPixel, float[] out, int to) {
        FloatVector.fromArray(SPECIES, in, a)
                .add(FloatVector.fromArray(SPECIES, in, a + inPixel))
                .add(FloatVector.fromArray(SPECIES, in, a + inRow))
                .add(FloatVector.fromArray(SPECIES, in, a + inRow + inPixel))
                .mul(0.25f).intoArray(out, to);
    }

    private static void narrowRow(float[] in, int from, int inRow, int inPixel, float[] out, int to, int outPixel,
            int width, int channels) {
        VectorMask<Float> mask = SPECIES.indexInRange(0, channels);
        for (int x = 0; x < width; x++) {
            int a = from + 2 * x * inPixel;
            FloatVector.fromArray(SPECIES, in, a, mask)
                    .add(FloatVector.fromArray(SPECIES, in, a + inPixel, mask))
                    .add(FloatVector.fromArray(SPECIES, in, a + inRow, mask))
                    .add(FloatVector.fromArray(SPECIES, in, a + inRow + inPixel, mask))
                    .mul(0.25f).intoArray(out, to + x * outPixel, mask);
        }
    }
}
