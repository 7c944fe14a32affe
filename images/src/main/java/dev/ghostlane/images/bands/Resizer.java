package dev.ghostlane.images.bands;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.HorizontalResampling;
import dev.ghostlane.kernels.resample.Taps;
import dev.ghostlane.kernels.resample.VerticalResampling;

/// Resizes and crops a photo while it is decoded. What is held of it are some rows as narrow as the result; of a photo
/// that lies on its side, some rows as wide as its crop.
///
/// A photo's columns are resampled first, as Pillow does. Those of a photo on its side are the rows of the file.
final class Resizer implements BandSource.Pixels {

    private static final int ROWS = BandSource.ROWS;

    /// What is done with the result.
    interface Rows {

        /// Takes a row of the result.
        ///
        /// @param samples red, green and blue of each pixel; to be copied
        void take(int row, short[] samples);
    }

    private final HorizontalResampling horizontal;
    private final VerticalResampling vertical;

    /// Columns of 16 rows of the result: red, green and blue of a pixel by turns.
    private short[] narrow = {};

    /// Rows for the second pass.
    private short[] ring = {};
    private short[] line = {};

    /// Of a photo on its side: 16 of its columns, as a band of each colour, and the result.
    private final short[][] wide = new short[3][0];
    private short[] result = {};

    private Taps across;
    private Taps down;
    private boolean isOnItsSide;
    private Rows rows;
    private Band band;
    private int history;
    private int left;
    private int length;
    private int ringRows;
    private int nextAcross;
    private int nextDown;

    Resizer(Kernels kernels) {
        horizontal = kernels.horizontalResampling();
        vertical = kernels.verticalResampling();
    }

    /// Decodes, resizes and crops.
    ///
    /// @param across how the result comes from the file's columns
    /// @param down how it comes from the file's rows
    /// @param isOnItsSide whether the rows of the result are columns of the file
    void run(BandSource source, Taps across, Taps down, boolean isOnItsSide, Rows rows) {
        this.across = across;
        this.down = down;
        this.isOnItsSide = isOnItsSide;
        this.rows = rows;
        band = source.band();
        left = across.first()[0];
        int right = across.end(across.count() - 1);
        length = 3 * (isOnItsSide ? right - left : across.count());
        history = isOnItsSide ? 0 : across.most();
        ringRows = Math.ceilDiv(down.most() + ROWS, ROWS) * ROWS;
        ring = Band.grown(ring, ringRows * length);
        line = Band.grown(line, Math.max(length, 3 * down.count()));
        narrow = Band.grown(narrow, 3 * ROWS * across.count());
        if (isOnItsSide) {
            result = Band.grown(result, 3 * across.count() * down.count());
            for (int colour = 0; colour < 3; colour++) {
                wide[colour] = Band.grown(wide[colour], ROWS * (right - left));
            }
        }
        nextAcross = 0;
        nextDown = 0;
        source.decode(history, left, right, down.first()[0], down.end(down.count() - 1), this);
        for (int y = 0; y < across.count() && isOnItsSide; y++) {
            System.arraycopy(result, 3 * y * down.count(), line, 0, 3 * down.count());
            rows.take(y, line);
        }
    }

    @Override
    public void take(int row, int column, int columns, boolean isLast) {
        // Bands begin at a multiple of 16, or some rows before.
        int shift = -row & ROWS - 1;
        int slot = (row + shift) % ringRows * length;
        if (isOnItsSide) {
            keep(column, columns, slot);
        } else {
            shrink(column, columns, isLast);
        }
        if (!isLast) {
            return;
        }
        if (!isOnItsSide) {
            horizontal.rows(narrow, 0, length, ring, slot, length);
        }
        for (; nextDown < down.count() && down.end(nextDown) <= row + ROWS; nextDown++) {
            vertical.run(down, nextDown, shift, ring, ringRows, length, line);
            if (isOnItsSide) {
                turn();
            } else {
                rows.take(nextDown, line);
            }
        }
    }

    /// The first pass, as far as the columns reach; keeps what the next ones need.
    private void shrink(int column, int columns, boolean isLast) {
        int begin = nextAcross;
        int end = column + columns;
        while (nextAcross < across.count() && across.end(nextAcross) <= end) {
            nextAcross++;
        }
        horizontal.run(across, begin, nextAcross, band.red(), band.green(), band.blue(), column - history, narrow);
        if (isLast) {
            nextAcross = 0;
            return;
        }
        int kept = nextAcross == across.count() ? 0 : Math.max(0, end - across.first()[nextAcross]);
        int from = ROWS * (history + columns - kept);
        int to = ROWS * (history - kept);
        System.arraycopy(band.red(), from, band.red(), to, ROWS * kept);
        System.arraycopy(band.green(), from, band.green(), to, ROWS * kept);
        System.arraycopy(band.blue(), from, band.blue(), to, ROWS * kept);
    }

    /// Keeps the columns as they are, in rows of red, of green and of blue.
    private void keep(int column, int columns, int slot) {
        int begin = Math.max(column, left);
        int count = column + columns - begin;
        if (count > 0) {
            int from = ROWS * (begin - column);
            int to = slot + begin - left;
            horizontal.rows(band.red(), from, count, ring, to, length);
            horizontal.rows(band.green(), from, count, ring, to + length / 3, length);
            horizontal.rows(band.blue(), from, count, ring, to + 2 * length / 3, length);
        }
    }

    /// The second pass for a photo on its side: a row of the first is one of 16 columns that are resampled at a time.
    private void turn() {
        int place = nextDown % ROWS;
        for (int colour = 0; colour < 3; colour++) {
            for (int i = 0; i < length / 3; i++) {
                wide[colour][ROWS * i + place] = line[colour * length / 3 + i];
            }
        }
        if (place == ROWS - 1 || nextDown == down.count() - 1) {
            horizontal.run(across, 0, across.count(), wide[0], wide[1], wide[2], left, narrow);
            for (int y = 0; y < across.count(); y++) {
                for (int i = 0; i <= place; i++) {
                    for (int colour = 0; colour < 3; colour++) {
                        result[3 * (y * down.count() + nextDown - place + i)
                                + colour] = narrow[3 * ROWS * y + ROWS * colour + i];
                    }
                }
            }
        }
    }
}
