package dev.ghostlane.kernels.residual;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [Add].
///
/// *Tile and registers.* One vector at a time: 2 loads, 1 addition, 1 store, so memory is the limit.
///
/// *Tail.* Dense maps are one long line. What is no whole vector at its end (or at the end of each pixel of a
/// slice) is computed by a vector that overlaps the one before; runs shorter than a vector are scalar.
final class VectorAdd implements Add {

    static final VectorAdd INSTANCE = new VectorAdd();

    @Override
    public void run(FeatureMap left, FeatureMap right, FeatureMap output, int rowBegin, int rowEnd) {
        Add.check(left, right, output, rowBegin, rowEnd);
        int channels = output.channels();
        boolean dense = left.pixelStride() == channels && right.pixelStride() == channels
                && output.pixelStride() == channels;
        int runs = dense ? Math.min(1, rowEnd - rowBegin) : (rowEnd - rowBegin) * output.width();
        int length = dense ? (rowEnd - rowBegin) * output.rowStride() : channels;
        for (int run = 0; run < runs; run++) {
            add(left.data(), left.index(rowBegin, run), right.data(), right.index(rowBegin, run), output.data(),
                    output.index(rowBegin, run), length);
        }
    }

    private static void add(float[] left, int a, float[] right, int b, float[] out, int to, int length) {
        if (length < LANES) {
            for (int i = 0; i < length; i++) {
                out[to + i] = left[a + i] + right[b + i];
            }
            return;
        }
        int last = length - LANES;
        // Overlaps the vector before; read before anything is written, so that it works in place too.
        FloatVector end = FloatVector.fromArray(SPECIES, left, a + last)
                .add(FloatVector.fromArray(SPECIES, right, b + last));
        for (int i = 0; i < last; i += LANES) {
            FloatVector.fromArray(SPECIES, left, a + i).add(FloatVector.fromArray(SPECIES, right, b + i))
                    .intoArray(out, to + i);
        }
        end.intoArray(out, to + last);
    }
}
