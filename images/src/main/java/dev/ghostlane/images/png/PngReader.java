package dev.ghostlane.images.png;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.png.Unfiltering;
import java.util.Arrays;

/// Reads PNG files, one after the other, with the same memory: some rows at a time are inflated and unfiltered. Not for
/// several threads at once.
///
/// Chunks that make no pixels are passed over, unknown ones, too. The checksums of the others must be right.
final class PngReader {
    /// A byte becomes at most so many when it is inflated: a run of 258 takes two bits.
    private static final int MOST_INFLATION = 1032;

    private static final int HEADER = 13;

    /// So many bytes of rows are kept for the next file: those of a photo of 20,000 columns.
    static final int MOST_KEPT = 1 << 20;

    /// First column and line of each pass of an interlaced image, and the distances of columns and lines.
    private static final int[][] ADAM7 = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4},
            {1, 0, 2, 2}, {0, 1, 1, 2}};

    private static final int[][] ALL = {{0, 0, 1, 1}};

    private final Chunks chunks = new Chunks();
    private final ImageData data = new ImageData();
    private final Unfiltering unfiltering;
    private final short[] work = new short[Unfiltering.WORK];
    final Samples samples = new Samples();
    int width;
    int height;
    private boolean isInterlaced;

    /// Rows with their filters; before them is the row above the first.
    private byte[] rows = {};
    private int length;

    PngReader(Kernels kernels) { unfiltering = kernels.unfiltering(); }

    /// Reads what comes before the image data.
    ///
    /// @throws PngException if it is damaged
    void open(byte[] file) {
        chunks.open(file);
        if (chunks.next() != Chunks.IHDR) {
            throw PngException.damaged("it does not begin with its header");
        }
        readHeader();
        boolean hasPalette = false;
        int name = chunks.next();
        for (; name != Chunks.IDAT; name = chunks.next()) {
            if (name == 0) {
                throw PngException.truncated("before the image data");
            }
            if (name == Chunks.IEND || name == Chunks.IHDR || !Chunks.isName(name)) {
                throw PngException.damaged(name == Chunks.IEND
                        ? "it has no image data"
                        : "there is a chunk " + Chunks.text(name) + " before the image data");
            }
            if (name == Chunks.PLTE && samples.hasPalette()) {
                chunks.require(name);
                samples.readPalette(file, chunks.content, chunks.length);
                hasPalette = true;
            }
        }
        if (samples.hasPalette() && !hasPalette) {
            throw PngException.damaged("it has no palette");
        }
    }

    private void readHeader() {
        chunks.require(Chunks.IHDR);
        if (chunks.length != HEADER) {
            throw PngException.damaged("its header has " + chunks.length + " bytes");
        }
        width = chunks.number(chunks.content);
        height = chunks.number(chunks.content + 4);
        if (width < 1 || height < 1) {
            throw PngException.damaged("its size is " + Integer.toUnsignedString(width) + "×"
                    + Integer.toUnsignedString(height));
        }
        samples.open(chunks.unsigned(chunks.content + 8), chunks.unsigned(chunks.content + 9));
        if (chunks.unsigned(chunks.content + 10) != 0 || chunks.unsigned(chunks.content + 11) != 0) {
            throw PngException.damaged("its compression or its filters are unknown");
        }
        int interlace = chunks.unsigned(chunks.content + 12);
        if (interlace > 1) {
            throw PngException.damaged("its interlacing is unknown");
        }
        isInterlaced = interlace == 1;
    }

    boolean isInterlaced() { return isInterlaced; }

    /// The passes in which the image is stored: of each the first column and line, and the distances.
    int[][] passes() { return isInterlaced ? ADAM7 : ALL; }

    /// Columns of a pass, or lines.
    static int count(int size, int first, int distance) { return Math.ceilDiv(Math.max(0, size - first), distance); }

    /// Before memory is taken for the pixels: whether the file can hold as many as its header says.
    ///
    /// @throws PngException if it cannot
    void requireData() {
        long bytes = 0;
        for (int[] pass : passes()) {
            int columns = count(width, pass[0], pass[2]);
            bytes += columns == 0 ? 0 : (1 + samples.bytes(columns)) * count(height, pass[1], pass[3]);
        }
        if (bytes > (long) MOST_INFLATION * chunks.file().length) {
            throw PngException.truncated("its " + chunks.file().length + " bytes are too few for " + width + "×"
                    + height + " pixels");
        }
    }

    /// Begins with the image data.
    void begin() { data.begin(chunks); }

    /// Begins with the rows of a pass.
    ///
    /// @param pixels of a row
    /// @param most how many rows are read at a time
    void beginRows(int pixels, int most) {
        length = Math.toIntExact(samples.bytes(pixels));
        int needed = Math.toIntExact((most + 1L) * (length + 1L));
        rows = rows.length < needed ? new byte[needed] : rows;
        Arrays.fill(rows, 0, length + 1, (byte) 0);
    }

    /// Reads the next rows.
    ///
    /// @param areWanted whether they, or some after them, are looked at
    void read(int count, boolean areWanted) {
        int stride = length + 1;
        data.read(rows, stride, count * stride);
        for (int at = stride; at < stride * (count + 1); at += stride) {
            if (rows[at] < 0 || rows[at] >= Unfiltering.FILTERS) {
                throw PngException.damaged("a row has the filter " + (rows[at] & 0xff));
            }
        }
        if (areWanted) {
            unfiltering.run(rows, stride, count, length, samples.bytesPerPixel(), work);
        }
    }

    /// Keeps the last one of the rows that were read for those that come.
    void keep(int count) { System.arraycopy(rows, count * (length + 1), rows, 0, length + 1); }

    /// The array that has the rows.
    byte[] rows() { return rows; }

    /// Where a row's pixels begin in the array.
    int at(int row) { return (row + 1) * (length + 1) + 1; }

    /// From a row to the next.
    int stride() { return length + 1; }

    /// Gives up what is held outside of the heap. Nothing can be read after that.
    void end() { data.end(); }

    /// Gives up the file.
    void close() {
        chunks.close();
        data.close();
        if (rows.length > MOST_KEPT) {
            rows = new byte[0];
        }
    }
}
