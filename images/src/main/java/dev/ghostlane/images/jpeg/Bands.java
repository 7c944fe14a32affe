package dev.ghostlane.images.jpeg;

import static dev.ghostlane.images.bands.BandSource.COLUMNS;
import static dev.ghostlane.images.bands.BandSource.ROWS;

import dev.ghostlane.images.bands.Band;
import dev.ghostlane.images.bands.BandSource;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.jpeg.ColourConversion;
import dev.ghostlane.kernels.jpeg.InverseDct;
import java.util.Arrays;

/// Makes red, green and blue of a JPEG's coefficients, band by band. Of the blocks only those are transformed that can
/// be seen. Keeps its memory for the next file. Not for several threads at once.
///
/// Bands begin at rows that are multiples of 16; one row before these if rows come from a triangle filter: all that the
/// rows of such a band need has been decoded when its MCUs have been.
final class Bands {

    /// MCUs that are read at a time, where a row need not be complete.
    private static final int CHUNK = 16;

    /// The colours of the columns that were made last, after room for columns before them.
    final Band band = new Band();

    private final InverseDct inverseDct;
    private final ChromaUpsampling upsampling;
    private final ColourConversion conversion;
    private final Plane[] planes = {new Plane(), new Plane(), new Plane(), new Plane()};
    final short[][] components = new short[4][];
    final int[] from = new int[4];
    private final int[] work = new int[InverseDct.WORK];
    private short[] coefficients = {};

    /// Whether the last file was not read to its end, so that there may be coefficients of it.
    private boolean isDirty;

    private int[] extents = {};
    private int[] blocks = {};

    private Frame frame;
    private int count;
    private int mcuRows;
    private int pairs;
    private int shift;
    private int history;
    private int left;
    private int right;
    private int firstMcu;
    private int lastMcu;

    Bands(Kernels kernels) {
        inverseDct = kernels.inverseDct();
        upsampling = kernels.chromaUpsampling();
        conversion = kernels.colourConversion();
    }

    /// Decodes the pixels of a rectangle, and perhaps some more at its left.
    ///
    /// @param history room for so many columns before those that are handed over
    /// @param left the rectangle's first column
    /// @param right one past its last column
    /// @param top its first row
    /// @param bottom one past its last row
    void decode(Coefficients source, int history, int left, int right, int top, int bottom, BandSource.Pixels pixels) {
        if (isDirty) {
            Arrays.fill(coefficients, (short) 0);
        }
        isDirty = true;
        open(source.frame(), history, left, right);
        source.begin(blocks, pairs * InverseDct.PAIR);
        int groupRows = 8 * frame.mostVertical() * mcuRows;
        int groups = Math.ceilDiv(frame.down(), mcuRows);
        for (int group = 0; group <= groups; group++) {
            int row = group * groupRows - shift;
            int next = row + groupRows;
            if (row >= bottom) {
                source.skipRest(Math.max(0, frame.down() - group * mcuRows) * frame.across());
                break;
            }
            boolean isSeen = next > top;
            boolean isNext = shift > 0 && next < bottom && next + ROWS > top;
            for (int i = 0; i < count; i++) {
                planes[i].next();
            }
            if (group < groups) {
                int rows = Math.min(mcuRows, frame.down() - group * mcuRows);
                if (isSeen || isNext) {
                    read(source, rows);
                } else {
                    source.skip(rows * frame.across());
                }
            }
            for (int y = row; y < next && isSeen; y += ROWS) {
                // After the last group there is at most the row that its bands begin before.
                if (y < bottom && y + ROWS > top && (group < groups || y == row)) {
                    band(y, pixels);
                }
            }
        }
        isDirty = false;
    }

    private void open(Frame frame, int history, int left, int right) {
        this.frame = frame;
        this.history = history;
        this.left = left - left % 12;
        this.right = right;
        count = frame.components().size();
        mcuRows = frame.mostVertical() % 2 == 0 ? 1 : 2;
        shift = 0;
        firstMcu = frame.across();
        lastMcu = 0;
        pairs = 0;
        int inMcu = 0;
        for (int i = 0; i < count; i++) {
            Plane plane = planes[i];
            plane.open(frame, frame.components().get(i), mcuRows);
            place(i, plane);
            inMcu += plane.horizontal * plane.vertical;
            shift |= plane.smoothDown ? 1 : 0;
            int around = plane.smoothAcross ? 1 : 0;
            int first = Math.max(0, this.left / plane.across - around);
            int last = Math.min(plane.width, Math.ceilDiv(right, plane.across) + around);
            firstMcu = Math.min(firstMcu, first / (8 * plane.horizontal));
            lastMcu = Math.max(lastMcu, Math.ceilDiv(last, 8 * plane.horizontal));
        }
        int mcus = mcuRows == 1 ? Math.min(CHUNK, lastMcu - firstMcu) : lastMcu - firstMcu;
        coefficients = Band.grown(coefficients, mcus * pairs * InverseDct.PAIR);
        extents = extents.length < 2 * mcus * pairs ? new int[2 * mcus * pairs] : extents;
        band.reserve(history + COLUMNS);
        for (int i = 0; i < count; i++) {
            Plane plane = planes[i];
            plane.origin = firstMcu * 8 * plane.horizontal;
            plane.resize((lastMcu - firstMcu) * 8 * plane.horizontal, COLUMNS, shift > 0);
        }
        place(inMcu);
    }

    /// Finds the component's pairs of blocks in an MCU.
    private void place(int number, Plane plane) {
        short[] quantisers = frame.components().get(number).quantisers();
        for (int i = 0; i < number && plane.isHalf() && plane.upper == null; i++) {
            Plane other = planes[i];
            boolean isFree = other.isHalf() && other.upper == null && other.horizontal == plane.horizontal;
            for (int k = i + 1; k < number; k++) {
                isFree &= planes[k].upper != other;
            }
            plane.upper = isFree ? other : null;
        }
        if (plane.upper != null) {
            copyQuantisers(quantisers, plane.upper.quantisers, 8);
            plane.pair = plane.upper.pair;
            return;
        }
        copyQuantisers(quantisers, plane.quantisers, 0);
        copyQuantisers(quantisers, plane.quantisers, 8);
        plane.pair = pairs;
        pairs += plane.tiles * plane.horizontal;
    }

    private static void copyQuantisers(short[] quantisers, short[] pairs, int half) {
        for (int row = 0; row < 8; row++) {
            System.arraycopy(quantisers, 8 * row, pairs, 16 * row + half, 8);
        }
    }

    /// Says where the blocks of an MCU go.
    private void place(int inMcu) {
        if (blocks.length != inMcu) {
            blocks = new int[inMcu];
        }
        int block = 0;
        for (int i = 0; i < count; i++) {
            Plane plane = planes[i];
            for (int row = 0; row < plane.vertical; row++) {
                int tile = mcuRows == 2 ? row : row / 2;
                int half = mcuRows == 2 ? 0 : plane.upper != null ? 1 : row % 2;
                for (int column = 0; column < plane.horizontal; column++) {
                    blocks[block++] = (plane.pair + tile * plane.horizontal + column) * InverseDct.PAIR + 8 * half;
                }
            }
        }
    }

    /// Reads the MCUs of a group that can be seen, and passes over the others.
    private void read(Coefficients source, int rows) {
        int step = mcuRows == 1 ? CHUNK : lastMcu - firstMcu;
        for (int row = 0; row < rows; row++) {
            source.skip(firstMcu);
            for (int mcu = firstMcu; mcu < lastMcu; mcu += step) {
                int mcus = Math.min(step, lastMcu - mcu);
                source.read(mcus, coefficients, extents, 8 * row);
                if (row == rows - 1) {
                    transform(mcu - firstMcu, mcus);
                }
            }
            source.skip(frame.across() - lastMcu);
        }
    }

    private void transform(int mcu, int mcus) {
        for (int i = 0; i < count; i++) {
            Plane plane = planes[i];
            for (int k = 0; k < plane.tiles * plane.horizontal && plane.upper == null; k++) {
                int column = mcu * plane.horizontal + k % plane.horizontal;
                inverseDct.run(coefficients, extents, plane.pair + k, pairs, mcus, plane.quantisers,
                        plane.tile(k / plane.horizontal), column * InverseDct.PAIR,
                        plane.horizontal * InverseDct.PAIR, work);
            }
        }
    }

    private void band(int row, BandSource.Pixels pixels) {
        for (int i = 0; i < count; i++) {
            planes[i].select(row);
        }
        for (int x = left; x < right; x += COLUMNS) {
            int columns = Math.min(COLUMNS, right - x);
            for (int i = 0; i < count; i++) {
                upsample(i, x, columns);
            }
            conversion.run(frame.colours(), components, from, columns, band.red(), band.green(), band.blue(),
                    ROWS * history);
            pixels.take(row, x, columns, x + columns == right);
        }
    }

    /// Makes some columns of a component as wide and high as the image.
    private void upsample(int number, int x, int columns) {
        Plane plane = planes[number];
        int begin = x / plane.across;
        int end = Math.ceilDiv(x + columns, plane.across);
        if (plane.across == 1 && plane.down == 1 && plane.isInPlace()) {
            components[number] = plane.here;
            from[number] = ROWS * (begin - plane.origin);
            return;
        }
        int around = plane.smoothAcross ? 1 : 0;
        int first = Math.max(0, begin - around);
        int last = Math.min(plane.width, end + around);
        upsampling.rows(plane.rows, plane.above, plane.here, ROWS * (first - plane.origin), last - first, plane.near,
                plane.far, plane.high, ROWS * (first - begin + 1));
        components[number] = plane.across == 1 ? plane.high : plane.wide;
        from[number] = plane.across == 1 ? ROWS : 0;
        if (plane.smoothAcross) {
            if (begin == 0) {
                System.arraycopy(plane.high, ROWS, plane.high, 0, ROWS);
            }
            if (end == plane.width) {
                System.arraycopy(plane.high, ROWS * (end - begin), plane.high, ROWS * (end - begin + 1), ROWS);
            }
            upsampling.columns(plane.smoothDown
                    ? ChromaUpsampling.Columns.TRIANGLE_OF_SUMS
                    : ChromaUpsampling.Columns.TRIANGLE, plane.high, ROWS, end - begin, plane.wide, 0);
        } else if (plane.across > 1) {
            for (int i = 0; i < (end - begin) * plane.across; i++) {
                System.arraycopy(plane.high, ROWS * (i / plane.across + 1), plane.wide, ROWS * i, ROWS);
            }
        }
    }
}
