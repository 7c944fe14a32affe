package dev.ghostlane.kernels.jpeg;

import java.util.Arrays;

/// The scalar reference of [InverseDct]: block by block.
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
            pair(coefficients, extents, first + i * step, quantisers, band, to + i * toStep, work);
        }
    }

    /// Transforms a pair of blocks.
    static void pair(short[] coefficients, int[] extents, int pair, short[] quantisers, short[] band, int to,
            int[] work) {
        for (int half = 0; half < 2; half++) {
            int extent = extents[2 * pair + half];
            block(coefficients, pair * PAIR + 8 * half, extent, quantisers, 8 * half, band, to + 8 * half, work);
            extents[2 * pair + half] = 0;
        }
        Arrays.fill(coefficients, pair * PAIR, (pair + 1) * PAIR, (short) 0);
    }

    private static void block(short[] coefficients, int from, int extent, short[] quantisers, int quantiser,
            short[] band, int to, int[] work) {
        if (extent == 0) {
            short sample = flat(coefficients[from], quantisers[quantiser]);
            for (int column = 0; column < 8; column++) {
                Arrays.fill(band, to + 16 * column, to + 16 * column + 8, sample);
            }
            return;
        }
        for (int i = 0; i < 64; i++) {
            int at = i / 8 * 16 + i % 8;
            work[i] = (short) (coefficients[from + at] * quantisers[quantiser + at]);
        }
        // Positions of row 0 are below 8.
        boolean onlyRow0 = extent < 8;
        for (int column = 0; column < 8; column++) {
            if (onlyRow0) {
                for (int row = 7; row >= 0; row--) {
                    work[8 * row + column] = (short) (work[column] << 2);
                }
            } else {
                transform(work, column, 8, FIRST_SHIFT, 0, Short.MIN_VALUE, Short.MAX_VALUE);
            }
        }
        for (int row = 0; row < 8; row++) {
            transform(work, 8 * row, 1, SECOND_SHIFT, 128, 0, 255);
            for (int column = 0; column < 8; column++) {
                band[to + 16 * column + row] = (short) work[8 * row + column];
            }
        }
    }

    /// What all samples of a block are whose only coefficient is its average.
    static short flat(int coefficient, int quantiser) {
        return (short) Math.clamp(((short) (coefficient * quantiser << 2) + 16 >> 5) + 128, 0, 255);
    }

    /// The transform of 8 values in place.
    private static void transform(int[] x, int at, int step, int shift, int add, int least, int most) {
        int in1 = x[at + step];
        int in2 = x[at + 2 * step];
        int in3 = x[at + 3 * step];
        int in5 = x[at + 5 * step];
        int in6 = x[at + 6 * step];
        int in7 = x[at + 7 * step];
        int round = (1 << shift - 1) + (add << shift);
        int even0 = ((short) (x[at] + x[at + 4 * step]) << 13) + round;
        int even1 = ((short) (x[at] - x[at + 4 * step]) << 13) + round;
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
        x[at] = Math.clamp(even0 + even3 + odd3 >> shift, least, most);
        x[at + 7 * step] = Math.clamp(even0 + even3 - odd3 >> shift, least, most);
        x[at + step] = Math.clamp(even1 + even2 + odd2 >> shift, least, most);
        x[at + 6 * step] = Math.clamp(even1 + even2 - odd2 >> shift, least, most);
        x[at + 2 * step] = Math.clamp(even1 - even2 + odd1 >> shift, least, most);
        x[at + 5 * step] = Math.clamp(even1 - even2 - odd1 >> shift, least, most);
        x[at + 3 * step] = Math.clamp(even0 - even3 + odd0 >> shift, least, most);
        x[at + 4 * step] = Math.clamp(even0 - even3 - odd0 >> shift, least, most);
    }
}
