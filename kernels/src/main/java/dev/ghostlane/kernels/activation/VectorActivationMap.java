package dev.ghostlane.kernels.activation;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.internal.VectorMath;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [ActivationMap].
///
/// *Tile and registers.* One vector at a time; a sigmoid is about 25 operations and a division, so
/// arithmetic is the limit.
///
/// *Tail.* Dense maps are treated as one long line; what is left over at its end (or at the end of each
/// pixel of a slice) is computed by the scalar function, which keeps in-place use exact.
public final class VectorActivationMap implements ActivationMap {

    @Override
    public void run(Activation activation, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        ActivationMap.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        boolean dense = input.pixelStride() == channels && output.pixelStride() == channels;
        int runs = dense ? Math.min(1, rowEnd - rowBegin) : (rowEnd - rowBegin) * output.width();
        int length = dense ? (rowEnd - rowBegin) * output.rowStride() : channels;
        for (int run = 0; run < runs; run++) {
            apply(activation, input.data(), input.index(rowBegin, run), output.data(), output.index(rowBegin, run),
                    length);
        }
    }

    /// The activation of `length` neighbouring elements; `in` and `out` may be the same place.
    public static void apply(Activation activation, float[] in, int from, float[] out, int to, int length) {
        int done = switch (activation) {
            case NONE -> {
                System.arraycopy(in, from, out, to, length);
                yield length;
            }
            case RELU -> relu(in, from, out, to, length);
            case SIGMOID -> sigmoid(in, from, out, to, length);
            case HARD_SIGMOID -> hardSigmoid(in, from, out, to, length);
        };
        for (int i = done; i < length; i++) {
            out[to + i] = activation.apply(in[from + i]);
        }
    }

    // One loop for each function: a choice inside a loop keeps C2 from holding the vectors in registers. Each
    // returns how many elements it has done.

    private static int relu(float[] in, int from, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            VectorMath.atLeast(FloatVector.fromArray(SPECIES, in, from + i), 0).intoArray(out, to + i);
        }
        return i;
    }

    private static int sigmoid(float[] in, int from, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            VectorMath.sigmoid(FloatVector.fromArray(SPECIES, in, from + i)).intoArray(out, to + i);
        }
        return i;
    }

    private static int hardSigmoid(float[] in, int from, float[] out, int to, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            VectorMath.hardSigmoid(FloatVector.fromArray(SPECIES, in, from + i)).intoArray(out, to + i);
        }
        return i;
    }
}
