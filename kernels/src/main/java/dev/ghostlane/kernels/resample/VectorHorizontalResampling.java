package dev.ghostlane.kernels.resample;

import static dev.ghostlane.kernels.internal.IntegerSimd.COLUMN_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS8;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT8_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.LANES;
import static dev.ghostlane.kernels.internal.IntegerSimd.SHORTS8;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2I;

import dev.ghostlane.kernels.internal.IntegerSimd;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [HorizontalResampling].
///
/// *Tile and registers.* Lanes are rows, so a weight is the same for all; three sums, one for each colour. Rows are
/// made of 16 columns at a time: two neighbours share the lanes of 32 bits, and three perfect shuffles of 8 such
/// vectors transpose them.
///
/// *Tail.* Columns that are no whole 16 are transposed one by one.
final class VectorHorizontalResampling implements HorizontalResampling {

    static final VectorHorizontalResampling INSTANCE = new VectorHorizontalResampling();

    /// Rows that are transposed at a time.
    private static final int ROWS = INTS8.length();

    private static final int[] LOW = IntegerSimd.interleaved(ROWS, ROWS, 0);
    private static final int[] HIGH = IntegerSimd.interleaved(ROWS, ROWS, 1);

    @Override
    public void run(Taps taps, int begin, int end, short[] red, short[] green, short[] blue, int column,
            short[] output) {
        HorizontalResampling.check(taps, begin, end, red, green, blue, column, output);
        int[] weights = taps.weights();
        for (int x = begin; x < end; x++) {
            int from = 16 * (taps.first()[x] - column);
            for (int row = 0; row < 16; row += LANES) {
                run(weights, taps.start()[x], taps.start()[x + 1], red, green, blue, from + row, output,
                        48 * x + row);
            }
        }
    }

    private static void run(int[] weights, int begin, int end, short[] red, short[] green, short[] blue, int from,
            short[] output, int to) {
        IntVector sumR = IntVector.broadcast(INTS, 1 << Taps.FRACTION_BITS - 1);
        IntVector sumG = sumR;
        IntVector sumB = sumR;
        for (int tap = begin, at = from; tap < end; tap++, at += 16) {
            IntVector weight = IntVector.broadcast(INTS, weights[tap]);
            sumR = sumR.add(ShortVector.fromArray(HALF_SHORTS, red, at).convertShape(S2I, INTS, 0).mul(weight));
            sumG = sumG.add(ShortVector.fromArray(HALF_SHORTS, green, at).convertShape(S2I, INTS, 0).mul(weight));
            sumB = sumB.add(ShortVector.fromArray(HALF_SHORTS, blue, at).convertShape(S2I, INTS, 0).mul(weight));
        }
        HALF_SHORT_VECTOR.cast(INT_VECTOR.cast(sumR).lanewise(ASHR, Taps.FRACTION_BITS).max(0).min(255)
                .convertShape(I2S, HALF_SHORTS, 0)).intoArray(output, to);
        HALF_SHORT_VECTOR.cast(INT_VECTOR.cast(sumG).lanewise(ASHR, Taps.FRACTION_BITS).max(0).min(255)
                .convertShape(I2S, HALF_SHORTS, 0)).intoArray(output, to + 16);
        HALF_SHORT_VECTOR.cast(INT_VECTOR.cast(sumB).lanewise(ASHR, Taps.FRACTION_BITS).max(0).min(255)
                .convertShape(I2S, HALF_SHORTS, 0)).intoArray(output, to + 32);
    }

    @Override
    public void rows(short[] input, int from, int length, short[] output, int to, int stride) {
        HorizontalResampling.checkRows(input, from, length, output, to, stride);
        int whole = length / 16 * 16;
        for (int row = 0; row < 16; row += ROWS) {
            transpose(input, from + row, whole, output, to + row * stride, stride);
        }
        ScalarHorizontalResampling.rows(input, from, whole, length, output, to, stride);
    }

    /// A vector of 8 rows becomes a row of 16 samples, one of 4 rows half of it.
    private static void transpose(short[] input, int from, int length, short[] output, int to, int stride) {
        IntVector low = IntVector.fromArray(INTS8, LOW, 0);
        IntVector high = IntVector.fromArray(INTS8, HIGH, 0);
        int odd = ROWS == 8 ? stride : 8;
        int even = ROWS == 8 ? 2 * stride : stride;
        for (int i = 0; i < length; i += 16) {
            int at = from + 16 * i;
            IntVector a0 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 16)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 0).convertShape(S2I, INTS8, 0));
            IntVector a1 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 48)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 32).convertShape(S2I, INTS8, 0));
            IntVector a2 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 80)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 64).convertShape(S2I, INTS8, 0));
            IntVector a3 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 112)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 96).convertShape(S2I, INTS8, 0));
            IntVector a4 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 144)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 128).convertShape(S2I, INTS8, 0));
            IntVector a5 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 176)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 160).convertShape(S2I, INTS8, 0));
            IntVector a6 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 208)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 192).convertShape(S2I, INTS8, 0));
            IntVector a7 = INT8_VECTOR.cast(ShortVector.fromArray(SHORTS8, input, at + 240)
                    .convertShape(S2I, INTS8, 0)).lanewise(LSHL, 16)
                    .lanewise(OR, ShortVector.fromArray(SHORTS8, input, at + 224).convertShape(S2I, INTS8, 0));
            IntVector b0 = low.selectFrom(a0, a4);
            IntVector b1 = high.selectFrom(a0, a4);
            IntVector b2 = low.selectFrom(a1, a5);
            IntVector b3 = high.selectFrom(a1, a5);
            IntVector b4 = low.selectFrom(a2, a6);
            IntVector b5 = high.selectFrom(a2, a6);
            IntVector b6 = low.selectFrom(a3, a7);
            IntVector b7 = high.selectFrom(a3, a7);
            a0 = low.selectFrom(b0, b4);
            a1 = high.selectFrom(b0, b4);
            a2 = low.selectFrom(b1, b5);
            a3 = high.selectFrom(b1, b5);
            a4 = low.selectFrom(b2, b6);
            a5 = high.selectFrom(b2, b6);
            a6 = low.selectFrom(b3, b7);
            a7 = high.selectFrom(b3, b7);
            COLUMN_VECTOR.cast(low.selectFrom(a0, a4).reinterpretAsShorts()).intoArray(output, to + i);
            COLUMN_VECTOR.cast(high.selectFrom(a0, a4).reinterpretAsShorts()).intoArray(output, to + i + odd);
            COLUMN_VECTOR.cast(low.selectFrom(a1, a5).reinterpretAsShorts()).intoArray(output, to + i + even);
            COLUMN_VECTOR.cast(high.selectFrom(a1, a5).reinterpretAsShorts()).intoArray(output, to + i + even + odd);
            COLUMN_VECTOR.cast(low.selectFrom(a2, a6).reinterpretAsShorts()).intoArray(output, to + i + 2 * even);
            COLUMN_VECTOR.cast(high.selectFrom(a2, a6).reinterpretAsShorts()).intoArray(output,
                    to + i + 2 * even + odd);
            COLUMN_VECTOR.cast(low.selectFrom(a3, a7).reinterpretAsShorts()).intoArray(output, to + i + 3 * even);
            COLUMN_VECTOR.cast(high.selectFrom(a3, a7).reinterpretAsShorts()).intoArray(output,
                    to + i + 3 * even + odd);
        }
    }
}
