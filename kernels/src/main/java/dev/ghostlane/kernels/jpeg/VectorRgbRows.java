package dev.ghostlane.kernels.jpeg;

import static dev.ghostlane.kernels.internal.IntegerSimd.BYTES8;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_BYTE8_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_BYTES8;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS8;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.LANES;
import static dev.ghostlane.kernels.internal.TileTransposition.TILE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.S2I;

import dev.ghostlane.kernels.internal.TileTransposition;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [RgbRows].
///
/// *Tile and registers.* The colours of a pixel share the lanes of 32 bits, which are transposed in tiles of 8 columns.
/// A vector of a row's pixels then becomes three quarters of a vector of bytes, in two halves that overlap.
///
/// *Tail.* Columns that are no whole tile are stored one by one.
final class VectorRgbRows implements RgbRows {

    static final VectorRgbRows INSTANCE = new VectorRgbRows();

    /// Pixels of a vector.
    private static final int PIXELS = INTS8.length();

    /// Which bytes of a vector of pixels are its first, and its last, colours.
    private static final byte[] FIRST = colours(0);
    private static final byte[] LAST = colours(PIXELS);

    private static byte[] colours(int begin) {
        byte[] places = new byte[4 * PIXELS];
        for (int i = 0; i < 2 * PIXELS; i++) {
            places[i] = (byte) ((begin + i) / 3 * 4 + (begin + i) % 3);
        }
        return places;
    }

    @Override
    public void run(short[] red, short[] green, short[] blue, int from, int columns, int begin, int end,
            byte[] output, int to, int stride, int[] work) {
        RgbRows.check(red, green, blue, from, columns, begin, end, output, to, stride, work);
        int tiles = Math.ceilDiv(columns, 8);
        join(red, green, blue, from, 16 * columns, work);
        TileTransposition.run(work, tiles, tiles * TILE);
        for (int row = begin; row < end; row++) {
            int at = tiles * TILE + row % 8 * 16 + row / 8 * 8;
            int out = to + (row - begin) * stride;
            whole(work, at, columns / 8, output, out);
            for (int i = columns / 8 * 8; i < columns; i++) {
                int pixel = work[at + i / 8 * TILE + i % 8];
                output[out + 3 * i] = (byte) pixel;
                output[out + 3 * i + 1] = (byte) (pixel >> 8);
                output[out + 3 * i + 2] = (byte) (pixel >> 16);
            }
        }
    }

    private static void join(short[] red, short[] green, short[] blue, int from, int length, int[] pixels) {
        for (int i = 0; i < length; i += LANES) {
            INT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, blue, from + i).convertShape(S2I, INTS, 0)
                    .lanewise(LSHL, 8)
                    .lanewise(OR, ShortVector.fromArray(HALF_SHORTS, green, from + i).convertShape(S2I, INTS, 0))
                    .lanewise(LSHL, 8)
                    .lanewise(OR, ShortVector.fromArray(HALF_SHORTS, red, from + i).convertShape(S2I, INTS, 0)))
                    .intoArray(pixels, i);
        }
    }

    /// The pixels of a row in whole tiles.
    private static void whole(int[] pixels, int at, int tiles, byte[] output, int to) {
        ByteVector first = ByteVector.fromArray(BYTES8, FIRST, 0);
        ByteVector last = ByteVector.fromArray(BYTES8, LAST, 0);
        for (int i = 0; i < 8 * tiles; i += PIXELS) {
            ByteVector row = IntVector.fromArray(INTS8, pixels, at + i / 8 * TILE + i % 8).reinterpretAsBytes();
            HALF_BYTE8_VECTOR.cast(first.selectFrom(row).reinterpretShape(HALF_BYTES8, 0))
                    .intoArray(output, to + 3 * i);
            HALF_BYTE8_VECTOR.cast(last.selectFrom(row).reinterpretShape(HALF_BYTES8, 0))
                    .intoArray(output, to + 3 * i + PIXELS);
        }
    }
}
