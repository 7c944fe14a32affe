package dev.ghostlane.kernels.jpeg;

import static dev.ghostlane.kernels.internal.IntegerSimd.BYTE8_VECTOR;
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
/// A vector of a row's pixels then becomes three quarters of a vector of bytes.
///
/// *Tail.* Columns that are no whole tile are stored one by one.
final class VectorRgbRows implements RgbRows {

    static final VectorRgbRows INSTANCE = new VectorRgbRows();

    /// Pixels of a vector.
    private static final int PIXELS = INTS8.length();

    /// Which bytes of a vector of pixels are its colours, one after another; more than there are.
    private static final byte[] COLOURS = new byte[5 * PIXELS];

    static {
        for (int i = 0; i < COLOURS.length; i++) {
            COLOURS[i] = (byte) ((i / 3 * 4 + i % 3) % (4 * PIXELS));
        }
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
            IntVector upper = INT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, blue, from + i)
                    .convertShape(S2I, INTS, 0)).lanewise(LSHL, 8)
                    .lanewise(OR, ShortVector.fromArray(HALF_SHORTS, green, from + i).convertShape(S2I, INTS, 0));
            INT_VECTOR.cast(INT_VECTOR.cast(upper).lanewise(LSHL, 8)
                    .lanewise(OR, ShortVector.fromArray(HALF_SHORTS, red, from + i).convertShape(S2I, INTS, 0)))
                    .intoArray(pixels, i);
        }
    }

    /// The pixels of a row in whole tiles. What a vector has beyond its colours is overwritten by the next one.
    private static void whole(int[] pixels, int at, int tiles, byte[] output, int to) {
        ByteVector colours = ByteVector.fromArray(BYTES8, COLOURS, 0);
        int last = 8 * tiles - PIXELS;
        for (int i = 0; i < last; i += PIXELS) {
            BYTE8_VECTOR.cast(colours.selectFrom(IntVector.fromArray(INTS8, pixels, at + i / 8 * TILE + i % 8)
                    .reinterpretAsBytes())).intoArray(output, to + 3 * i);
        }
        if (tiles > 0) {
            last(pixels, at + last / 8 * TILE + last % 8, output, to + 3 * last);
        }
    }

    /// The last vector of a row, in two halves that overlap.
    private static void last(int[] pixels, int at, byte[] output, int to) {
        ByteVector row = IntVector.fromArray(INTS8, pixels, at).reinterpretAsBytes();
        HALF_BYTE8_VECTOR.cast(ByteVector.fromArray(BYTES8, COLOURS, 0).selectFrom(row)
                .reinterpretShape(HALF_BYTES8, 0)).intoArray(output, to);
        HALF_BYTE8_VECTOR.cast(ByteVector.fromArray(BYTES8, COLOURS, PIXELS).selectFrom(row)
                .reinterpretShape(HALF_BYTES8, 0)).intoArray(output, to + PIXELS);
    }
}
