package dev.ghostlane.kernels.jpeg;

import dev.ghostlane.kernels.internal.TileTransposition;
import java.util.Arrays;

/// The SIMD kernel of [InverseDct].
///
/// *Tile and registers.* Lanes are the columns of both blocks of a pair in the first pass, their rows in the second; a
/// narrower vector takes a block, or half of one. A few pairs go through one step after the other, in small methods:
/// one with all steps is more than C1 can compile ("out of virtual registers"), and C2 then comes late or never. Pairs
/// of mere averages are filled in.
///
/// *Tail.* None. Blocks whose row 0 alone has coefficients, of a size that no encoder writes, are scalar: their
/// overflow is another one.
final class VectorInverseDct implements InverseDct {

    static final VectorInverseDct INSTANCE = new VectorInverseDct();

    private static final int CHUNK = 16;

    /// In the work memory: where transposed pairs begin.
    private static final int TRANSPOSED = CHUNK * PAIR;

    /// In the work memory: where the numbers of a chunk's pairs begin.
    private static final int LIST = 2 * CHUNK * PAIR;

    @Override
    public void run(short[] coefficients, int[] extents, int first, int step, int count, short[] quantisers,
            short[] band, int to, int toStep, int[] work) {
        InverseDct.check(coefficients, extents, first, step, count, quantisers, band, to, toStep, work);
        for (int done = 0; done < count; done += CHUNK) {
            int from = first + done * step;
            int out = to + done * toStep;
            int listed = 0;
            for (int i = 0; i < Math.min(CHUNK, count - done); i++) {
                int pair = from + i * step;
                if ((extents[2 * pair] | extents[2 * pair + 1]) == 0) {
                    flat(coefficients, pair * PAIR, quantisers, band, out + i * toStep);
                } else if (overflows(coefficients, extents, pair, quantisers)) {
                    ScalarInverseDct.pair(coefficients, extents, pair, quantisers, band, out + i * toStep);
                } else {
                    work[LIST + listed++] = i;
                }
                extents[2 * pair] = 0;
                extents[2 * pair + 1] = 0;
            }
            InverseDctTiles.columns(coefficients, from * PAIR, step * PAIR, quantisers, work, LIST, listed, work);
            TileTransposition.run(work, listed, TRANSPOSED);
            InverseDctTiles.rows(work, TRANSPOSED, work, LIST, listed, band, out, toStep);
        }
    }

    private static void flat(short[] coefficients, int at, short[] quantisers, short[] band, int to) {
        short upper = ScalarInverseDct.flat(coefficients[at], quantisers[0]);
        short lower = ScalarInverseDct.flat(coefficients[at + 8], quantisers[8]);
        coefficients[at] = 0;
        coefficients[at + 8] = 0;
        for (int column = to; column < to + PAIR; column += 16) {
            Arrays.fill(band, column, column + 8, upper);
            Arrays.fill(band, column + 8, column + 16, lower);
        }
    }

    /// Whether a block with coefficients in row 0 only becomes too large for 16 bits in the first pass.
    private static boolean overflows(short[] coefficients, int[] extents, int pair, short[] quantisers) {
        boolean result = false;
        for (int half = 0; half < 16; half += 8) {
            int extent = extents[2 * pair + half / 8];
            int columns = extent == 0 ? 1 : extent < 8 ? 8 : 0;
            for (int column = half; column < half + columns; column++) {
                int value = (short) (coefficients[pair * PAIR + column] * quantisers[column]);
                result |= value << 2 != (short) (value << 2);
            }
        }
        return result;
    }
}
