package dev.ghostlane.kernels.jpeg;

import java.util.Arrays;

/// The scalar reference of [InverseDct]: block by block, in place in the band. Columns and rows that have no
/// coefficients, as the extent says, are left out: they would become zeros.
final class ScalarInverseDct implements InverseDct {

    static final ScalarInverseDct INSTANCE = new ScalarInverseDct();

    /// A result has 13 fraction bits of the constants, 2 of the first pass, and 3 since the sums are 8 times too large.
    private static final int SECOND_SHIFT = 18;

    private static final int FIRST_SHIFT = 11;

    @Override
    public void run(short[] coefficients, int[] extents, int first, int step, int count, short[] quantisers,
            short[] band, int to, int toStep, int[] work) {
        InverseDct.check(coefficients, extents, first, step, count, quantisers, band, to, toStep, work);
        for (int i = 0; i < count; i++) {
            pair(coefficients, extents, first + i * step, quantisers, band, to + i * toStep);
        }
    }

    /// Transforms a pair of blocks.
    static void pair(short[] coefficients, int[] extents, int pair, short[] quantisers, short[] band, int to) {
        for (int half = 0; half < 2; half++) {
            int extent = extents[2 * pair + half];
            block(coefficients, pair * PAIR + 8 * half, extent, quantisers, 8 * half, band, to + 8 * half);
            extents[2 * pair + half] = 0;
        }
        Arrays.fill(coefficients, pair * PAIR, (pair + 1) * PAIR, (short) 0);
    }

    private static void block(short[] coefficients, int from, int extent, short[] quantisers, int quantiser,
            short[] band, int to) {
        if (extent == 0) {
            short sample = flat(coefficients[from], quantisers[quantiser]);
            for (int column = to; column < to + PAIR; column += 16) {
                Arrays.fill(band, column, column + 8, sample);
            }
            return;
        }
        int rows = reach(extent >> 3);
        int columns = reach(extent & 7);
        for (int column = 0; column < 8; column++) {
            int at = to + 16 * column;
            Arrays.fill(band, at, at + 8, (short) 0);
            if (column < columns) {
                dequantise(coefficients, from + column, rows, quantisers, quantiser + column, band, at);
            }
        }
        if (rows == 1) {
            row0(band, to, columns);
            return;
        }
        for (int column = to; column < to + 16 * columns; column += 16) {
            transform(band, column, 1, FIRST_SHIFT, 0, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        for (int row = to; row < to + 8; row++) {
            transform(band, row, 16, SECOND_SHIFT, 128, 0, 255);
        }
    }

    /// How many rows, or columns, have coefficients at most, by the bitwise OR of their numbers.
    private static int reach(int numbers) { return numbers == 0 ? 1 : 2 * Integer.highestOneBit(numbers); }

    private static void dequantise(short[] coefficients, int from, int rows, short[] quantisers, int quantiser,
            short[] band, int to) {
        for (int row = 0; row < rows; row++) {
            band[to + row] = (short) (coefficients[from + 16 * row] * quantisers[quantiser + 16 * row]);
        }
    }

    /// A block that has coefficients in row 0 only: all of its rows are the same.
    private static void row0(short[] band, int to, int columns) {
        for (int column = to; column < to + 16 * columns; column += 16) {
            band[column] <<= 2;
        }
        transform(band, to, 16, SECOND_SHIFT, 128, 0, 255);
        for (int column = to; column < to + PAIR; column += 16) {
            Arrays.fill(band, column + 1, column + 8, band[column]);
        }
    }

    /// What all samples of a block are whose only coefficient is its average.
    static short flat(int coefficient, int quantiser) {
        return clip(((short) (coefficient * quantiser << 2) + 16 >> 5) + 128, 0, 255);
    }

    /// The transform of 8 values in place.
    private static void transform(short[] x, int at, int step, int shift, int add, int least, int most) {
        int at1 = at + step;
        int at2 = at1 + step;
        int at3 = at2 + step;
        int at4 = at3 + step;
        int at5 = at4 + step;
        int at6 = at5 + step;
        int at7 = at6 + step;
        int in1 = x[at1];
        int in2 = x[at2];
        int in3 = x[at3];
        int in5 = x[at5];
        int in6 = x[at6];
        int in7 = x[at7];
        int round = (1 << shift - 1) + (add << shift);
        int even0 = ((short) (x[at] + x[at4]) << 13) + round;
        int even1 = ((short) (x[at] - x[at4]) << 13) + round;
        int turned = (in2 + in6) * 4433;
        int even3 = turned + in2 * 6270;
        int even2 = turned - in6 * 15137;
        int z3 = (short) (in7 + in3);
        int z4 = (short) (in5 + in1);
        int z5 = (z3 + z4) * 9633;
        z3 = z5 - z3 * 16069;
        z4 = z5 - z4 * 3196;
        int z1 = (in7 + in1) * 7373;
        int z2 = (in5 + in3) * 20995;
        int odd0 = in7 * 2446 - z1 + z3;
        int odd1 = in5 * 16819 - z2 + z4;
        int odd2 = in3 * 25172 - z2 + z3;
        int odd3 = in1 * 12299 - z1 + z4;
        x[at] = clip(even0 + even3 + odd3 >> shift, least, most);
        x[at7] = clip(even0 + even3 - odd3 >> shift, least, most);
        x[at1] = clip(even1 + even2 + odd2 >> shift, least, most);
        x[at6] = clip(even1 + even2 - odd2 >> shift, least, most);
        x[at2] = clip(even1 - even2 + odd1 >> shift, least, most);
        x[at5] = clip(even1 - even2 - odd1 >> shift, least, most);
        x[at3] = clip(even0 - even3 + odd0 >> shift, least, most);
        x[at4] = clip(even0 - even3 - odd0 >> shift, least, most);
    }

    private static short clip(int value, int least, int most) { return (short) Math.min(Math.max(value, least), most); }
}
