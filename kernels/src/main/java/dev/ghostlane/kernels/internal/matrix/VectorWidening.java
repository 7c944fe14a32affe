package dev.ghostlane.kernels.internal.matrix;

import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.VECTOR;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.S2I;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;

import dev.ghostlane.kernels.tensor.WeightFormat;
import jdk.incubator.vector.ShortVector;

/// Widens weights of 16 bits by SIMD: [Widening] says how. The tiles of a matrix are whole vectors.
final class VectorWidening implements Widening.Kernel {

    static final VectorWidening INSTANCE = new VectorWidening();

    @Override
    public void widen(WeightFormat format, short[] from, int begin, int count, float[] to, int at) {
        if (format == WeightFormat.BF16) {
            bf16(from, begin, count, to, at);
        } else {
            f16(from, begin, count, to, at);
        }
    }

    private static void bf16(short[] from, int begin, int count, float[] to, int at) {
        for (int i = 0; i < count; i += LANES) {
            VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, from, begin + i)
                    .convertShape(ZERO_EXTEND_S2I, INTS, 0)).lanewise(LSHL, 16)).reinterpretAsFloats())
                    .intoArray(to, at + i);
        }
    }

    private static void f16(short[] from, int begin, int count, float[] to, int at) {
        for (int i = 0; i < count; i += LANES) {
            VECTOR.cast(VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(INT_VECTOR.cast(ShortVector
                    .fromArray(HALF_SHORTS, from, begin + i).convertShape(S2I, INTS, 0)).lanewise(LSHL, 13))
                    .lanewise(AND, Widening.F16_BITS)).reinterpretAsFloats()).mul(Widening.F16_SCALE))
                    .intoArray(to, at + i);
        }
    }
}
