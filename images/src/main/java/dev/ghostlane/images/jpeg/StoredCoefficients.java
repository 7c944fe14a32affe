package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// The coefficients of a whole image, in natural order, for files that have them in several scans.
final class StoredCoefficients {
    private static final int BLOCK = 64;
    private static final int SIDE = 8;

    private final BlockSmoothing smoothing;
    private final short[][] planes = new short[FrameHeader.MOST_COMPONENTS][];
    private final short[] mcu = new short[SequentialScan.MOST_BLOCKS * BLOCK + BLOCK];
    private final int[] extents = new int[SequentialScan.MOST_BLOCKS + 1];
    private final int[] mcuBlocks = new int[SequentialScan.MOST_BLOCKS];
    private final short[] block = new short[BLOCK];

    private FrameHeader frame;
    private boolean isSmooth;
    private int[] blocks;
    private int step;
    private int next;

    StoredCoefficients(Progress progress) {
        smoothing = new BlockSmoothing(progress);
        for (int i = 0; i < mcuBlocks.length; i++) {
            mcuBlocks[i] = i / 2 * 2 * BLOCK + i % 2 * SIDE;
        }
    }

    /// Makes room for an image, all zeros.
    void open(FrameHeader frame) {
        this.frame = frame;
        for (int i = 0; i < frame.count; i++) {
            ComponentHeader c = frame.components[i];
            long length = (long) BLOCK * frame.paddedWidth(c) * frame.paddedHeight(c);
            if (length > Integer.MAX_VALUE - 8) {
                throw new JpegException("a JPEG in several scans of " + frame.width + "×" + frame.height
                        + " pixels has too many coefficients to be held in memory");
            }
            planes[i] = new short[(int) length];
        }
    }

    /// Gives up the memory.
    void close() { Arrays.fill(planes, null); }

    /// The blocks of a component, row by row, those that fill up its last MCUs included.
    short[] plane(int component) { return planes[component]; }

    /// Decodes a scan of a sequential file.
    void decode(SequentialScan scan, Restarts restarts, Markers markers, byte[] file) {
        scan.prepare(markers);
        scan.begin(file, mcuBlocks, 0);
        Mcus mcus = new Mcus(frame, markers.scan);
        for (int index = 0; index < mcus.count() && !restarts.isOver(); index++) {
            Arrays.fill(mcu, (short) 0);
            scan.read(1, mcu, extents, 0);
            int number = 0;
            for (int i = 0; i < markers.scan.count; i++) {
                for (int b = 0; b < mcus.blocks(i); b++) {
                    keep(mcuBlocks[number++], planes[markers.scan.index[i]], mcus.block(index, i, b));
                }
            }
        }
    }

    private void keep(int from, short[] plane, int to) {
        for (int i = 0; i < BLOCK; i++) {
            short value = mcu[from + i + (i & ~7)];
            if (value != 0) {
                plane[to + i] = value;
            }
        }
    }

    /// Says that all scans have been decoded.
    void finish() {
        isSmooth = smoothing.isUseful(frame);
        next = 0;
    }

    /// As [Coefficients#begin].
    void place(int[] blocks, int step) {
        this.blocks = blocks;
        this.step = step;
        next = 0;
    }

    /// As [Coefficients#skip].
    void skip(int mcus) { next += mcus; }

    /// As [Coefficients#read].
    void read(int mcus, short[] coefficients, int[] extents, int at) {
        int columns = frame.count == 1 ? frame.components[0].blocksWide : frame.mcuColumns;
        for (int i = 0; i < mcus; i++, next++) {
            int row = next / columns;
            int column = next - row * columns;
            int number = 0;
            for (int component = 0; component < frame.count; component++) {
                ComponentHeader c = frame.components[component];
                int across = frame.across(c);
                int down = frame.down(c);
                for (int y = row * down; y < (row + 1) * down; y++) {
                    for (int x = column * across; x < (column + 1) * across; x++) {
                        int to = at + i * step + blocks[number++];
                        extents[2 * (to >> 7) + (to >> 3 & 1)] = read(component, y, x, coefficients, to);
                    }
                }
            }
        }
    }

    private int read(int component, int row, int column, short[] to, int at) {
        ComponentHeader c = frame.components[component];
        short[] from = planes[component];
        int place = BLOCK * (row * frame.paddedWidth(c) + column);
        if (isSmooth && row < c.blocksHigh && column < c.blocksWide) {
            System.arraycopy(from, place, block, 0, BLOCK);
            smoothing.estimate(frame, component, from, row, column, block);
            from = block;
            place = 0;
        }
        int extent = 0;
        for (int y = 0; y < BLOCK; y += SIDE) {
            int any = 0;
            for (int x = 0; x < SIDE; x++) {
                short value = from[place + y + x];
                to[at + 2 * y + x] = value;
                extent |= value == 0 ? 0 : x;
                any |= value;
            }
            extent |= any == 0 ? 0 : y;
        }
        return extent;
    }
}
