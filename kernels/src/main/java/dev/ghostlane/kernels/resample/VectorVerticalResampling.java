package dev.ghostlane.kernels.resample;

import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.LANES;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.S2I;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [VerticalResampling].
///
/// *Tile and registers.* Three vectors of neighbouring samples at a time, which share the weight.
///
/// *Tail.* The last vectors overlap those before; rows shorter than three vectors are scalar.
final class VectorVerticalResampling implements VerticalResampling {

    static final VectorVerticalResampling INSTANCE = new VectorVerticalResampling();

    @Override
    public void run(Taps taps, int output, int shift, short[] ring, int rows, int length, short[] row) {
        VerticalResampling.check(taps, output, shift, ring, rows, length, row);
        if (length < 3 * LANES) {
            ScalarVerticalResampling.columns(taps, output, shift, ring, rows, length, row);
            return;
        }
        for (int i = 0; i < length; i += 3 * LANES) {
            run(taps.weights(), taps.start()[output], taps.start()[output + 1], (taps.first()[output] + shift) % rows,
                    ring,
                    rows, length, Math.min(i, length - 3 * LANES), row);
        }
    }

    private static void run(int[] weights, int begin, int end, int first, short[] ring, int rows, int length, int i,
            short[] row) {
        IntVector sum0 = IntVector.broadcast(INTS, 1 << Taps.FRACTION_BITS - 1);
        IntVector sum1 = sum0;
        IntVector sum2 = sum0;
        for (int tap = begin, at = first * length + i; tap < end; tap++) {
            IntVector weight = IntVector.broadcast(INTS, weights[tap]);
            sum0 = sum0.add(ShortVector.fromArray(HALF_SHORTS, ring, at).convertShape(S2I, INTS, 0).mul(weight));
            sum1 = sum1.add(ShortVector.fromArray(HALF_SHORTS, ring, at + LANES).convertShape(S2I, INTS, 0)
                    .mul(weight));
            sum2 = sum2.add(ShortVector.fromArray(HALF_SHORTS, ring, at + 2 * LANES).convertShape(S2I, INTS, 0)
                    .mul(weight));
            at += length;
            at -= at < rows * length ? 0 : rows * length;
        }
        HALF_SHORT_VECTOR.cast(INT_VECTOR.cast(sum0).lanewise(ASHR, Taps.FRACTION_BITS).max(0).min(255)
                .convertShape(I2S, HALF_SHORTS, 0)).intoArray(row, i);
        HALF_SHORT_VECTOR.cast(INT_VECTOR.cast(sum1).lanewise(ASHR, Taps.FRACTION_BITS).max(0).min(255)
                .convertShape(I2S, HALF_SHORTS, 0)).intoArray(row, i + LANES);
        HALF_SHORT_VECTOR.cast(INT_VECTOR.cast(sum2).lanewise(ASHR, Taps.FRACTION_BITS).max(0).min(255)
                .convertShape(I2S, HALF_SHORTS, 0)).intoArray(row, i + 2 * LANES);
    }
}
