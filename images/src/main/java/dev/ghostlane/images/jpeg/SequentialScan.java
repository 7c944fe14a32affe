package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// Decodes the MCUs of a scan that has each block whole, as baseline and extended sequential files do.
final class SequentialScan {
    /// Most blocks of an MCU.
    static final int MOST_BLOCKS = 10;

    /// Where coefficients go, `16 · row + column`, by their index in zigzag order; the end of a block leads to the
    /// first one, which is written last.
    private static final byte[] PLACES = new byte[256];

    /// Bits that a look for a code needs, as 17 bits may be none. With its value a code takes up to 32 of the 57 that
    /// were there, which leaves enough.
    private static final int LEAST_BITS = HuffmanTable.LONGEST + 1;

    private static final int SHIFT = 64 - HuffmanTable.LOOK;

    static {
        for (int i = 0; i < HuffmanTable.END; i++) {
            PLACES[i] = (byte) (Zigzag.natural(i) + (Zigzag.natural(i) & ~7));
        }
    }

    private final EntropyData data;
    private final Restarts restarts;
    private final int[] predictions = new int[FrameHeader.MOST_COMPONENTS];
    private final Codes[] codes = new Codes[MOST_BLOCKS];
    private int blocks;
    private int place;
    private int restartInterval;

    private int[] offsets;
    private int size;

    /// Takes the coefficients of blocks that are passed over.
    private final short[] unseen = new short[128];

    /// How a block of an MCU is coded.
    private static final class Codes {
        private int component;
        private HuffmanTable dc;
        private HuffmanTable ac;
        private int[] dcEntries;
        private int[] acEntries;
        private long[] acPairs;

        /// Null as long as they do not pay.
        private char[] acSkips;
    }

    SequentialScan(EntropyData data, Restarts restarts) {
        this.data = data;
        this.restarts = restarts;
        for (int b = 0; b < MOST_BLOCKS; b++) {
            codes[b] = new Codes();
        }
    }

    /// Prepares for the scan whose header the markers have led to.
    void prepare(Markers markers) {
        ScanHeader scan = markers.scan;
        place = markers.place();
        restartInterval = markers.restartInterval;
        blocks = 0;
        for (int i = 0; i < scan.count; i++) {
            ComponentHeader c = scan.components[i];
            HuffmanTable dc = markers.tables.dc(c.dcTable);
            HuffmanTable ac = markers.tables.ac(c.acTable);
            int number = scan.count == 1 ? 1 : c.horizontal * c.vertical;
            if (blocks + number > MOST_BLOCKS) {
                throw JpegException.damaged("its minimum coded units have more than " + MOST_BLOCKS + " blocks");
            }
            for (int end = blocks + number; blocks < end; blocks++) {
                Codes code = codes[blocks];
                code.component = i;
                code.dc = dc;
                code.ac = ac;
                code.dcEntries = dc.entries();
                code.acEntries = ac.entries();
                code.acPairs = ac.pairs();
            }
        }
    }

    /// Begins with the first MCU, as [Coefficients#begin(int[], int)].
    void begin(byte[] file, int[] offsets, int size) {
        Arrays.fill(predictions, 0);
        restarts.start(file, place, restartInterval);
        this.offsets = offsets;
        this.size = size;
    }

    /// Decodes MCUs, as [Coefficients#read(int, short[], int[], int)].
    void read(int mcus, short[] coefficients, int[] extents, int at) {
        int from = at;
        for (int left = mcus; left > 0;) {
            int count = next(left);
            int good = restarts.isExhausted() ? 0 : decode(count, coefficients, extents, from);
            for (int mcu = good; mcu < count; mcu++) {
                clear(extents, from + mcu * size);
            }
            from += count * size;
            left -= count;
        }
    }

    /// Passes over MCUs.
    void skip(int mcus) {
        for (int b = 0; b < blocks; b++) {
            codes[b].acSkips = codes[b].ac.skips(mcus);
        }
        for (int left = mcus; left > 0;) {
            if (restarts.isOver()) {
                return;
            }
            int count = next(left);
            if (!restarts.isExhausted()) {
                decode(count, null, null, 0);
            }
            left -= count;
        }
    }

    /// Passes over all MCUs that are left. Where a marker follows, it does not matter whether they are whole: what is
    /// missing is empty.
    void skipRest(int mcus) {
        if (!restarts.isLast() || !data.moveToMarker()) {
            skip(mcus);
        }
    }

    /// How many of the MCUs that are wanted come before the next restart, after one that is due now.
    private int next(int wanted) {
        if (restarts.isDue()) {
            restarts.restart();
            Arrays.fill(predictions, 0);
        }
        return restarts.pass(wanted);
    }

    private void clear(int[] extents, int at) {
        for (int b = 0; b < blocks; b++) {
            extents[extent(at + offsets[b])] = 0;
        }
    }

    private static int extent(int place) { return 2 * (place >> 7) + (place >> 3 & 1); }

    /// Decodes MCUs between two restarts.
    ///
    /// @param coefficients null if they are passed over
    /// @return how many MCUs were decoded; if they are fewer than wanted, the last one ran out of bits
    private int decode(int count, short[] coefficients, int[] extents, int at) {
        for (int mcu = 0; mcu < count; mcu++) {
            if (!data.hasNext()) {
                restarts.exhaust();
                return mcu;
            }
            int start = at + mcu * size;
            for (int b = 0; b < blocks; b++) {
                if (coefficients != null) {
                    int base = start + offsets[b];
                    extents[extent(base)] = block(codes[b], coefficients, base);
                } else if (codes[b].acSkips != null) {
                    pass(codes[b]);
                } else {
                    block(codes[b], unseen, 0);
                }
            }
        }
        if (data.isExhausted()) {
            restarts.exhaust();
        }
        return count;
    }

    /// Decodes a block. This is a method without a loop over blocks because the JIT compiler begins after some calls.
    ///
    /// Each look is into the bits that are left of those before, so that it does not wait for the next ones.
    ///
    /// @return the block's extent
    private int block(Codes codes, short[] coefficients, int base) {
        EntropyData data = this.data;
        byte[] window = data.window;
        byte[] places = PLACES;
        long buffer = data.buffer;
        int at = data.at();
        if (data.bits < LEAST_BITS) {
            buffer = EntropyData.bits(window, at);
        }
        int entry = codes.dcEntries[(int) (buffer >>> SHIFT)];
        if (entry == 0) {
            entry = codes.dc.longCode(buffer);
        }
        buffer = EntropyData.bits(window, at);
        int dc = predictions[codes.component] += HuffmanTable.value(buffer << (entry >> 16), entry >>> 24);
        buffer <<= entry;
        at += entry & 63;
        long[] pairs = codes.acPairs;
        int k = 0;
        int extent = 0;
        do {
            int look = (int) (buffer >>> SHIFT);
            long pair = pairs[look];
            buffer = EntropyData.bits(window, at);
            if (pair != 0) {
                int first = k + ((int) pair >> 8 & 0xff);
                int second = k + ((int) (pair >>> 32) & 0xff);
                int p = places[first];
                // An end of the block leads past 63, but what is before it does not.
                if ((first & HuffmanTable.END - 1) >= 63) {
                    // A second symbol belongs to the next block.
                    int length = (int) (pair >>> 40) & 63;
                    buffer <<= length;
                    at += length;
                    extent |= p;
                    coefficients[base + p] = (short) (pair >> 16);
                    break;
                }
                int q = places[second];
                buffer <<= pair;
                at += (int) pair & 63;
                extent |= p | q;
                coefficients[base + q] = (short) (pair >> 48);
                coefficients[base + p] = (short) (pair >> 16);
                k = second;
            } else {
                entry = codes.acEntries[look];
                if (entry == 0) {
                    entry = codes.ac.longCode(buffer);
                }
                int length = entry >>> 24 & 15;
                k += entry >> 8 & 0xff;
                if (length > 0) {
                    int p = places[k];
                    extent |= p;
                    coefficients[base + p] = (short) HuffmanTable.value(buffer << (entry >> 16), length);
                }
                buffer <<= entry;
                at += entry & 63;
            }
        } while (k < 63);
        coefficients[base] = (short) dc;
        data.save(buffer, at);
        return extent >> 1 & 0x38 | extent & 7;
    }

    /// Passes over a block, as [#block] otherwise, many symbols at a look.
    private void pass(Codes codes) {
        EntropyData data = this.data;
        byte[] window = data.window;
        long buffer = data.buffer;
        int at = data.at();
        if (data.bits < LEAST_BITS) {
            buffer = EntropyData.bits(window, at);
        }
        int entry = codes.dcEntries[(int) (buffer >>> SHIFT)];
        if (entry == 0) {
            entry = codes.dc.longCode(buffer);
        }
        buffer = EntropyData.bits(window, at);
        predictions[codes.component] += HuffmanTable.value(buffer << (entry >> 16), entry >>> 24);
        buffer <<= entry;
        at += entry & 63;
        char[] skips = codes.acSkips;
        int k = 0;
        do {
            int skip = skips[(int) (buffer >>> SHIFT)];
            buffer = EntropyData.bits(window, at);
            int end = k + (skip >> 8);
            if ((end & HuffmanTable.END - 1) < 63) {
                buffer <<= skip;
                at += skip & 63;
                k = end;
            } else {
                // A long code, or some of these symbols may belong to the next block: one by one.
                entry = codes.ac.entry(buffer);
                buffer <<= entry;
                at += entry & 63;
                k += entry >> 8 & 0xff;
            }
        } while (k < 63);
        data.save(buffer, at);
    }
}
