package dev.ghostlane.kernels.png;

import static dev.ghostlane.kernels.internal.IntegerSimd.COLUMN_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS8;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT8_VECTOR;
import static jdk.incubator.vector.ByteVector.SPECIES_64;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_B2I;

import dev.ghostlane.kernels.internal.IntegerSimd;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;

/// The SIMD kernel of [BandColumns].
///
/// *Tile and registers.* As many bytes of 16 rows as a vector has lanes of 32 bits, which two rows share; three perfect
/// shuffles of 8 such vectors transpose them.
///
/// *Tail.* Columns that are no whole 8, scalar.
final class VectorBandColumns implements BandColumns {

    static final VectorBandColumns INSTANCE = new VectorBandColumns();

    /// Columns that are made at a time.
    private static final int COLUMNS = 8;

    /// Bytes of a row that are transposed at a time; 8 are read.
    private static final int BYTES = INTS8.length();

    private static final int[] LOW = IntegerSimd.interleaved(BYTES, BYTES, 0);
    private static final int[] HIGH = IntegerSimd.interleaved(BYTES, BYTES, 1);

    @Override
    public void run(byte[] rows, int from, int stride, int columns, short[] red, short[] green, short[] blue, int to) {
        BandColumns.check(rows, from, stride, columns, red, green, blue, to);
        // Of the last row no byte after its last pixel is read.
        int whole = Math.max(0, columns - (BYTES < 8 ? 2 : 0)) / COLUMNS * COLUMNS;
        for (int x = 0; x < whole; x += COLUMNS) {
            int at = from + 3 * x;
            int column = to + 16 * x;
            if (BYTES == 8) {
                transpose(rows, at, stride, red, column, green, column, blue, column, 16);
                transpose(rows, at + 8, stride, blue, column + 32, red, column + 48, green, column + 48, 16);
                transpose(rows, at + 16, stride, green, column + 80, blue, column + 80, red, column + 96, 16);
            } else {
                for (int half = 0; half < 2; half++) {
                    int next = column + 64 * half;
                    transpose(rows, at + 12 * half, stride, red, next, green, next, blue, next, 16);
                    transpose(rows, at + 12 * half + 4, stride, green, next + 16, blue, next + 16, red, next + 32, 16);
                    transpose(rows, at + 12 * half + 8, stride, blue, next + 32, red, next + 48, green, next + 48, 16);
                }
            }
        }
        ScalarBandColumns.columns(rows, from, stride, whole, columns, red, green, blue, to);
    }

    /// Transposes 8 bytes of each row, or 4.
    ///
    /// @param at0 where in `colour0` the first of them goes
    /// @param step from there to where the fourth goes, and to the seventh
    static void transpose(byte[] rows, int from, int stride, short[] colour0, int at0, short[] colour1,
            int at1, short[] colour2, int at2, int step) {
        IntVector low = IntVector.fromArray(INTS8, LOW, 0);
        IntVector high = IntVector.fromArray(INTS8, HIGH, 0);
        IntVector a0 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a1 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 3 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 2 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a2 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 5 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 4 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a3 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 7 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 6 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a4 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 9 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 8 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a5 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 11 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 10 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a6 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 13 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 12 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
        IntVector a7 = INT8_VECTOR.cast(ByteVector.fromArray(SPECIES_64, rows, from + 15 * stride)
                .convertShape(ZERO_EXTEND_B2I, INTS8, 0)).lanewise(LSHL, 16)
                .lanewise(OR, ByteVector.fromArray(SPECIES_64, rows, from + 14 * stride)
                        .convertShape(ZERO_EXTEND_B2I, INTS8, 0));
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
        // A vector is a column of 16 rows, or half of one.
        boolean whole = BYTES == 8;
        COLUMN_VECTOR.cast(low.selectFrom(a0, a4).reinterpretAsShorts()).intoArray(colour0, at0);
        COLUMN_VECTOR.cast(high.selectFrom(a0, a4).reinterpretAsShorts())
                .intoArray(whole ? colour1 : colour0, whole ? at1 : at0 + 8);
        COLUMN_VECTOR.cast(low.selectFrom(a1, a5).reinterpretAsShorts())
                .intoArray(whole ? colour2 : colour1, whole ? at2 : at1);
        COLUMN_VECTOR.cast(high.selectFrom(a1, a5).reinterpretAsShorts())
                .intoArray(whole ? colour0 : colour1, whole ? at0 + step : at1 + 8);
        COLUMN_VECTOR.cast(low.selectFrom(a2, a6).reinterpretAsShorts())
                .intoArray(whole ? colour1 : colour2, whole ? at1 + step : at2);
        COLUMN_VECTOR.cast(high.selectFrom(a2, a6).reinterpretAsShorts())
                .intoArray(colour2, whole ? at2 + step : at2 + 8);
        COLUMN_VECTOR.cast(low.selectFrom(a3, a7).reinterpretAsShorts())
                .intoArray(colour0, whole ? at0 + 2 * step : at0 + step);
        COLUMN_VECTOR.cast(high.selectFrom(a3, a7).reinterpretAsShorts())
                .intoArray(whole ? colour1 : colour0, whole ? at1 + 2 * step : at0 + step + 8);
    }
}
