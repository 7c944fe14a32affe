package dev.ghostlane.kernels.jpeg;

import static dev.ghostlane.kernels.internal.IntegerSimd.COLUMN;
import static dev.ghostlane.kernels.internal.IntegerSimd.COLUMN_VECTOR;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [ChromaUpsampling].
///
/// *Tile and registers.* A column of 16 rows is a vector, or two of 128 bits. Rows are picked by permutations of two
/// vectors.
///
/// *Tail.* None.
final class VectorChromaUpsampling implements ChromaUpsampling {

    static final VectorChromaUpsampling INSTANCE = new VectorChromaUpsampling();

    private static final int ROWS = COLUMN.length();

    @Override
    public void rows(Rows rows, short[] previous, short[] current, int from, int columns, short[] near, short[] far,
            short[] output, int to) {
        ChromaUpsampling.checkRows(previous, current, from, columns, near, far, output, to);
        boolean copy = rows == Rows.COPY;
        for (int half = 0; half < 16; half += ROWS) {
            if (ROWS == 16) {
                pick(previous, current, from, columns, near, far, copy, output, to);
            } else {
                pickOfHalves(previous, current, from, columns, near, far, half, copy, output, to);
            }
            if (rows == Rows.TRIANGLE) {
                round(output, to + half, columns, near, far, half);
            }
        }
    }

    /// Rows `near`, or `3 * near + far`.
    private static void pick(short[] previous, short[] current, int from, int columns, short[] near, short[] far,
            boolean copy, short[] output, int to) {
        ShortVector nearer = ShortVector.fromArray(COLUMN, near, 0);
        ShortVector farther = ShortVector.fromArray(COLUMN, far, 0);
        for (int i = 0; i < 16 * columns; i += 16) {
            ShortVector above = ShortVector.fromArray(COLUMN, previous, from + i);
            ShortVector here = ShortVector.fromArray(COLUMN, current, from + i);
            ShortVector row = nearer.selectFrom(above, here);
            if (!copy) {
                row = row.mul((short) 3).add(farther.selectFrom(above, here));
            }
            COLUMN_VECTOR.cast(row).intoArray(output, to + i);
        }
    }

    /// The same where a column is two vectors.
    private static void pickOfHalves(short[] previous, short[] current, int from, int columns, short[] near,
            short[] far, int half, boolean copy, short[] output, int to) {
        ShortVector nearer = ShortVector.fromArray(COLUMN, near, half);
        ShortVector farther = ShortVector.fromArray(COLUMN, far, half);
        for (int i = 0; i < 16 * columns; i += 16) {
            ShortVector above0 = ShortVector.fromArray(COLUMN, previous, from + i);
            ShortVector above1 = ShortVector.fromArray(COLUMN, previous, from + i + ROWS);
            ShortVector here0 = ShortVector.fromArray(COLUMN, current, from + i);
            ShortVector here1 = ShortVector.fromArray(COLUMN, current, from + i + ROWS);
            ShortVector row = nearer.and((short) 15).selectFrom(here0, here1)
                    .blend(nearer.and((short) 15).selectFrom(above0, above1), nearer.compare(LT, (short) 16));
            if (!copy) {
                row = row.mul((short) 3).add(farther.and((short) 15).selectFrom(here0, here1)
                        .blend(farther.and((short) 15).selectFrom(above0, above1), farther.compare(LT, (short) 16)));
            }
            COLUMN_VECTOR.cast(row).intoArray(output, to + i + half);
        }
    }

    private static void round(short[] output, int to, int columns, short[] near, short[] far, int half) {
        ShortVector bias = ShortVector.broadcast(COLUMN, (short) 1).add((short) 1, ShortVector
                .fromArray(COLUMN, far, half).compare(GE, ShortVector.fromArray(COLUMN, near, half)));
        for (int i = to; i < to + 16 * columns; i += 16) {
            COLUMN_VECTOR.cast(COLUMN_VECTOR.cast(ShortVector.fromArray(COLUMN, output, i).add(bias)).lanewise(ASHR, 2))
                    .intoArray(output, i);
        }
    }

    @Override
    public void columns(Columns filter, short[] input, int from, int columns, short[] output, int to) {
        ChromaUpsampling.checkColumns(input, from, columns, output, to);
        boolean triangle = filter == Columns.TRIANGLE;
        triangle(input, from, columns, triangle ? 2 : 4, (short) (triangle ? 1 : 8), (short) (triangle ? 2 : 7),
                output, to);
    }

    private static void triangle(short[] input, int from, int columns, int shift, short left, short right,
            short[] output, int to) {
        for (int i = 0; i < 16 * columns; i += ROWS) {
            int out = to + 2 * i - i % 16;
            ShortVector near = ShortVector.fromArray(COLUMN, input, from + i).mul((short) 3);
            COLUMN_VECTOR.cast(COLUMN_VECTOR.cast(near.add(ShortVector.fromArray(COLUMN, input, from + i - 16))
                    .add(left)).lanewise(ASHR, shift)).intoArray(output, out);
            COLUMN_VECTOR.cast(COLUMN_VECTOR.cast(near.add(ShortVector.fromArray(COLUMN, input, from + i + 16))
                    .add(right)).lanewise(ASHR, shift)).intoArray(output, out + 16);
        }
    }
}
