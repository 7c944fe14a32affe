package dev.ghostlane.kernels.png;

import static dev.ghostlane.kernels.internal.IntegerSimd.BYTES;
import static dev.ghostlane.kernels.internal.IntegerSimd.BYTE_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.COLUMN;
import static dev.ghostlane.kernels.internal.IntegerSimd.COLUMN_VECTOR;
import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.ghostlane.kernels.internal.IntegerSimd;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;

/// The SIMD kernel of [Unfiltering].
///
/// *Tile and registers.* A byte waits for its neighbours at the left and above, so 16 rows are computed as a wave: at a
/// step a lane is a row and is one pixel behind the row above it, whose result of the step before is what it needs. The
/// rows of a wave may have different filters: all are computed, and each lane keeps what it wants. Eight pixels of all
/// rows are transposed to columns before, and back after that.
///
/// Where few rows have filters that take long, they are computed one by one, Up by vectors of bytes, the others scalar;
/// so are narrow images, and all where a vector has no 16 lanes of 16 bits.
///
/// *Tail.* The corners that a wave leaves at the left and at the right, scalar.
final class VectorUnfiltering implements Unfiltering {

    static final VectorUnfiltering INSTANCE = new VectorUnfiltering();

    private static final int LANES = BYTES.length();
    private static final int NONE = 0;
    private static final int UP = 2;
    private static final int PAETH = 4;

    /// What rows take that are computed one by one: with Paeth's filter eight times as long as with Sub or Average,
    /// with the others next to nothing. A wave takes as long as so many rows, whatever their filters.
    private static final int PAETH_COST = 8;
    private static final int WAVE_COST = 9;

    /// Rows of a wave.
    private static final int ROWS = 16;

    /// Steps of a wave between two transpositions.
    private static final int STEPS = 8;

    /// Where in the work space there is what a wave goes on with, beside the columns at its begin: of each byte of a
    /// pixel the lanes at the left, and those above these; which lanes have each filter; rows on their way back.
    private static final int LEFT = ROWS * STEPS * 8;
    private static final int CORNER = LEFT + ROWS * 8;
    private static final int HAS_FILTER = CORNER + ROWS * 8;
    private static final int BACK = HAS_FILTER + ROWS * FILTERS;

    /// Lanes of two vectors: the first of the second one, then those of the first one.
    private static final short[] NEXT_ROW = new short[ROWS];
    private static final short[] LOW = new short[ROWS];
    private static final short[] HIGH = new short[ROWS];

    static {
        int[] low = IntegerSimd.interleaved(ROWS, ROWS, 0);
        int[] high = IntegerSimd.interleaved(ROWS, ROWS, 1);
        for (int row = 0; row < ROWS; row++) {
            NEXT_ROW[row] = (short) (row == 0 ? ROWS : row - 1);
            LOW[row] = (short) low[row];
            HIGH[row] = (short) high[row];
        }
    }

    @Override
    public void run(byte[] data, int from, int rows, int length, int bytesPerPixel, short[] work) {
        Unfiltering.check(data, from, rows, length, bytesPerPixel, work);
        boolean isWide = COLUMN.length() == ROWS && length >= (2 * ROWS + STEPS) * bytesPerPixel;
        for (int row = 0; row < rows; row += ROWS) {
            int at = from + row * (length + 1);
            if (isWide && row + ROWS <= rows && takesLong(data, at, length)) {
                wave(data, at, length, bytesPerPixel, work);
            } else {
                rows(data, at, Math.min(ROWS, rows - row), length, bytesPerPixel);
            }
        }
    }

    private static boolean takesLong(byte[] data, int at, int length) {
        int cost = 0;
        for (int row = 0; row < ROWS; row++) {
            int filter = data[at + row * (length + 1)];
            cost += filter == PAETH ? PAETH_COST : filter == NONE || filter == UP ? 0 : 1;
        }
        return cost > WAVE_COST;
    }

    private static void rows(byte[] data, int from, int rows, int length, int bytesPerPixel) {
        for (int at = from; at < from + rows * (length + 1); at += length + 1) {
            int begin = 0;
            if (data[at] == UP) {
                begin = length / (2 * LANES) * (2 * LANES);
                up(data, at + 1, begin, length + 1);
            }
            ScalarUnfiltering.row(data, at, begin, length, length, bytesPerPixel);
        }
    }

    private static void up(byte[] data, int from, int length, int above) {
        for (int i = from; i < from + length; i += 2 * LANES) {
            ByteVector first = ByteVector.fromArray(BYTES, data, i)
                    .add(ByteVector.fromArray(BYTES, data, i - above));
            ByteVector second = ByteVector.fromArray(BYTES, data, i + LANES)
                    .add(ByteVector.fromArray(BYTES, data, i + LANES - above));
            BYTE_VECTOR.cast(first).intoArray(data, i);
            BYTE_VECTOR.cast(second).intoArray(data, i + LANES);
        }
    }

    /// At step `t` row `r` is at its pixel `t - r`.
    private static void wave(byte[] data, int at, int length, int bytesPerPixel, short[] work) {
        int stride = length + 1;
        int begin = ROWS - 1;
        int end = begin + (length / bytesPerPixel - begin) / STEPS * STEPS;
        for (int row = 0; row < ROWS; row++) {
            ScalarUnfiltering.row(data, at + row * stride, 0, (begin - row) * bytesPerPixel, length, bytesPerPixel);
        }
        begin(data, at, stride, bytesPerPixel, work);
        int lane = stride - bytesPerPixel;
        for (int step = begin; step < end; step += STEPS) {
            int pixel = at + 1 + step * bytesPerPixel;
            for (int i = 0; i < STEPS * bytesPerPixel; i += 8) {
                VectorBandColumns.transpose(data, pixel + i, lane, work, ROWS * i, work, ROWS * (i + 1), work,
                        ROWS * (i + 2), 3 * ROWS);
            }
            for (int i = 0; i < bytesPerPixel; i++) {
                steps(work, i, bytesPerPixel, data, pixel - stride + i);
            }
            for (int i = 0; i < STEPS * bytesPerPixel; i += 8) {
                back(work, ROWS * i, data, pixel + i, lane);
            }
        }
        for (int row = 0; row < ROWS; row++) {
            ScalarUnfiltering.row(data, at + row * stride, (end - row) * bytesPerPixel, length, length, bytesPerPixel);
        }
    }

    private static void begin(byte[] data, int at, int stride, int bytesPerPixel, short[] work) {
        for (int row = 0; row < ROWS; row++) {
            int pixel = at + 1 + row * stride + (ROWS - 2 - row) * bytesPerPixel;
            // The last row is at its first pixel.
            boolean isOutside = row == ROWS - 1;
            for (int i = 0; i < bytesPerPixel; i++) {
                work[LEFT + ROWS * i + row] = (short) (isOutside ? 0 : data[pixel + i] & 0xff);
                work[CORNER + ROWS * i + row] = (short) (isOutside ? 0 : data[pixel - stride + i] & 0xff);
            }
            for (int filter = 0; filter < FILTERS; filter++) {
                work[HAS_FILTER + ROWS * filter + row] = (short) (data[at + row * stride] == filter ? -1 : 0);
            }
        }
    }

    /// Computes one byte of each pixel.
    ///
    /// @param above where it is in the row above the wave
    private static void steps(short[] work, int number, int bytesPerPixel, byte[] data, int above) {
        ShortVector nextRow = ShortVector.fromArray(COLUMN, NEXT_ROW, 0);
        ShortVector hasSub = ShortVector.fromArray(COLUMN, work, HAS_FILTER + ROWS);
        ShortVector hasUp = ShortVector.fromArray(COLUMN, work, HAS_FILTER + 2 * ROWS);
        ShortVector hasAverage = ShortVector.fromArray(COLUMN, work, HAS_FILTER + 3 * ROWS);
        ShortVector hasPaeth = ShortVector.fromArray(COLUMN, work, HAS_FILTER + 4 * ROWS);
        ShortVector a = ShortVector.fromArray(COLUMN, work, LEFT + ROWS * number);
        ShortVector c = ShortVector.fromArray(COLUMN, work, CORNER + ROWS * number);
        for (int step = 0; step < STEPS; step++) {
            int at = ROWS * (step * bytesPerPixel + number);
            ShortVector b = nextRow.selectFrom(a,
                    ShortVector.broadcast(COLUMN, (short) (data[above + step * bytesPerPixel] & 0xff)));
            ShortVector down = b.sub(c);
            ShortVector right = a.sub(c);
            ShortVector fromA = down.lanewise(ABS);
            ShortVector fromB = right.lanewise(ABS);
            ShortVector fromC = down.add(right).lanewise(ABS);
            VectorMask<Short> isC = fromB.compare(GT, fromC);
            VectorMask<Short> isNotA = fromA.compare(GT, fromB.min(fromC));
            ShortVector others = a.and(hasSub).or(b.and(hasUp))
                    .or(COLUMN_VECTOR.cast(a.add(b)).lanewise(LSHR, 1).and(hasAverage));
            a = a.blend(b.blend(c, isC), isNotA).and(hasPaeth).or(others)
                    .add(ShortVector.fromArray(COLUMN, work, at)).and((short) 255);
            COLUMN_VECTOR.cast(a).intoArray(work, at);
            c = b;
        }
        COLUMN_VECTOR.cast(a).intoArray(work, LEFT + ROWS * number);
        COLUMN_VECTOR.cast(c).intoArray(work, CORNER + ROWS * number);
    }

    /// Makes rows of eight columns.
    private static void back(short[] work, int from, byte[] data, int to, int stride) {
        ShortVector low = ShortVector.fromArray(COLUMN, LOW, 0);
        ShortVector high = ShortVector.fromArray(COLUMN, HIGH, 0);
        ShortVector a0 = COLUMN_VECTOR.cast(ShortVector.fromArray(COLUMN, work, from + ROWS)).lanewise(LSHL, 8)
                .or(ShortVector.fromArray(COLUMN, work, from));
        ShortVector a1 = COLUMN_VECTOR.cast(ShortVector.fromArray(COLUMN, work, from + 3 * ROWS)).lanewise(LSHL, 8)
                .or(ShortVector.fromArray(COLUMN, work, from + 2 * ROWS));
        ShortVector a2 = COLUMN_VECTOR.cast(ShortVector.fromArray(COLUMN, work, from + 5 * ROWS)).lanewise(LSHL, 8)
                .or(ShortVector.fromArray(COLUMN, work, from + 4 * ROWS));
        ShortVector a3 = COLUMN_VECTOR.cast(ShortVector.fromArray(COLUMN, work, from + 7 * ROWS)).lanewise(LSHL, 8)
                .or(ShortVector.fromArray(COLUMN, work, from + 6 * ROWS));
        ShortVector b0 = low.selectFrom(a0, a2);
        ShortVector b1 = high.selectFrom(a0, a2);
        ShortVector b2 = low.selectFrom(a1, a3);
        ShortVector b3 = high.selectFrom(a1, a3);
        COLUMN_VECTOR.cast(low.selectFrom(b0, b2)).intoArray(work, BACK);
        COLUMN_VECTOR.cast(high.selectFrom(b0, b2)).intoArray(work, BACK + ROWS);
        COLUMN_VECTOR.cast(low.selectFrom(b1, b3)).intoArray(work, BACK + 2 * ROWS);
        COLUMN_VECTOR.cast(high.selectFrom(b1, b3)).intoArray(work, BACK + 3 * ROWS);
        for (int row = 0; row < ROWS; row++) {
            ShortVector.fromArray(ShortVector.SPECIES_64, work, BACK + 4 * row).reinterpretAsBytes()
                    .intoArray(data, to + row * stride);
        }
    }
}
