package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.LANES;

import jdk.incubator.vector.IntVector;

/// Transposes tiles of 8 columns of 16 rows, such as pairs of 8×8 blocks.
public final class TileTransposition {

    /// Integers of a tile.
    public static final int TILE = 128;

    private static final int[] LOW = IntegerSimd.interleaved(LANES, Math.min(LANES, 8), 0);
    private static final int[] HIGH = IntegerSimd.interleaved(LANES, Math.min(LANES, 8), 1);

    private TileTransposition() {}

    /// Element (column `c`, row `r`) of a tile, which is at `16 * c + r`, goes to `16 * (r % 8) + r / 8 * 8 + c`, by
    /// three perfect shuffles. Vectors of four rows become pairs of vectors, which make a row's eight columns.
    ///
    /// @param tiles has the tiles from 0 on, and receives them from `to` on
    /// @param count how many tiles
    public static void run(int[] tiles, int count, int to) {
        IntVector low = IntVector.fromArray(INTS, LOW, 0);
        IntVector high = IntVector.fromArray(INTS, HIGH, 0);
        int odd = LANES == 4 ? 4 : 16;
        int even = LANES == 4 ? 16 : 32;
        for (int vector = 0; vector < count * 16; vector += LANES) {
            int at = vector / 16 * TILE + vector % 16;
            IntVector a0 = IntVector.fromArray(INTS, tiles, at);
            IntVector a1 = IntVector.fromArray(INTS, tiles, at + 16);
            IntVector a2 = IntVector.fromArray(INTS, tiles, at + 32);
            IntVector a3 = IntVector.fromArray(INTS, tiles, at + 48);
            IntVector a4 = IntVector.fromArray(INTS, tiles, at + 64);
            IntVector a5 = IntVector.fromArray(INTS, tiles, at + 80);
            IntVector a6 = IntVector.fromArray(INTS, tiles, at + 96);
            IntVector a7 = IntVector.fromArray(INTS, tiles, at + 112);
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
            int out = to + vector / 16 * TILE
                    + (LANES == 4 ? vector % 16 / 8 * 8 + vector % 8 * 16 : vector % 16);
            INT_VECTOR.cast(low.selectFrom(a0, a4)).intoArray(tiles, out);
            INT_VECTOR.cast(high.selectFrom(a0, a4)).intoArray(tiles, out + odd);
            INT_VECTOR.cast(low.selectFrom(a1, a5)).intoArray(tiles, out + even);
            INT_VECTOR.cast(high.selectFrom(a1, a5)).intoArray(tiles, out + even + odd);
            INT_VECTOR.cast(low.selectFrom(a2, a6)).intoArray(tiles, out + 2 * even);
            INT_VECTOR.cast(high.selectFrom(a2, a6)).intoArray(tiles, out + 2 * even + odd);
            INT_VECTOR.cast(low.selectFrom(a3, a7)).intoArray(tiles, out + 3 * even);
            INT_VECTOR.cast(high.selectFrom(a3, a7)).intoArray(tiles, out + 3 * even + odd);
        }
    }
}
