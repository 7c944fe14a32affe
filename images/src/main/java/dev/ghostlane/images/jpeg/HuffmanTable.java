package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// A Huffman table, with look-up tables that give what a code means, and the value that follows it, in one look. One
/// object is filled for file after file, and stays as it is for the same codes.
final class HuffmanTable {
    /// Bits that one look covers. Others were measured, see docs/performance.md.
    static final int LOOK = 11;

    /// So many blocks are passed over before a table of skips pays.
    static final int LEAST_SKIPPED = 256;

    /// How far the end of a block goes: past every position. It is a power of two above all of them, so the bits below
    /// it say where the coefficients before the end lead.
    static final int END = 128;

    /// Bits of the longest code.
    static final int LONGEST = 16;

    /// No symbols, which lead from any coefficient past the last one.
    private static final int TOO_LONG = 63 << 8;

    private static final int SYMBOLS = 256;
    private static final int MASK = (1 << LOOK) - 1;
    /// A run that is no end of a block, although no coefficient follows.
    static final int ZERO_RUN = 15;

    private final boolean dc;
    private final byte[] counts = new byte[LONGEST];
    private final byte[] symbols = new byte[SYMBOLS];
    private final int[] largest = new int[LONGEST + 2];
    private final int[] offset = new int[LONGEST + 1];
    private final int[] entries = new int[1 << LOOK];
    private long[] pairs;
    private char[] skips;
    private int length = -1;
    private boolean hasEntries;
    private boolean hasPairs;
    private boolean hasSkips;
    private int skipped;

    /// @param dc whether symbols are sizes of differences; else runs of zeros and sizes
    HuffmanTable(boolean dc) {
        this.dc = dc;
    }

    /// Takes over a table of a file.
    ///
    /// @param at where its 16 counts begin, which its symbols follow
    /// @param length how many symbols
    void set(byte[] file, int at, int length) {
        int first = at + LONGEST;
        if (this.length == length && Arrays.equals(counts, 0, LONGEST, file, at, first)
                && Arrays.equals(symbols, 0, length, file, first, first + length)) {
            return;
        }
        System.arraycopy(file, at, counts, 0, LONGEST);
        System.arraycopy(file, first, symbols, 0, length);
        Arrays.fill(symbols, length, SYMBOLS, (byte) 0);
        this.length = length;
        hasEntries = false;
        hasPairs = false;
        hasSkips = false;
        skipped = 0;
    }

    /// For each `LOOK` bits the symbol that they begin with: bits of code and value together (6 bits from bit 0),
    /// distance to its coefficient (8 from 8), bits of the code (5 from 16), of the value (4 from 24), run of zeros (4
    /// from 28). 0 if the code is longer.
    ///
    /// @throws JpegException if there are more codes than there can be
    int[] entries() {
        if (!hasEntries) {
            build();
            hasEntries = true;
        }
        return entries;
    }

    /// For each `LOOK` bits one or two symbols with their values, if those fit in: bits of both (8 bits from bit 0),
    /// distance to the first coefficient (8 from 8), its value (16 from 16), distance to the second (8 from 32), bits
    /// of the first (8 from 40), value of the second (16 from 48). Where there is no second, it equals the first. 0
    /// if not even one fits, or if it is a run of 16 zeros.
    ///
    /// @throws JpegException if there are more codes than there can be
    long[] pairs() {
        if (!hasPairs) {
            entries();
            pairs = pairs == null ? new long[1 << LOOK] : pairs;
            for (int look = 0; look <= MASK; look++) {
                pairs[look] = pair(look);
            }
            hasPairs = true;
        }
        return pairs;
    }

    /// For each `LOOK` bits up to three symbols whose codes fit in, none after the end of a block: bits of codes
    /// and values (6 bits from bit 0), which may be more than `LOOK`, as the last value need not fit in, and the
    /// distance to the last coefficient (8 from 8), to which an end adds [#END]. Without bits, and
    /// too far for any block, if not even one fits.
    ///
    /// @param blocks how many are about to be passed over
    /// @return null if, since these codes came, too few have been for the time that filling takes
    /// @throws JpegException if there are more codes than there can be
    char[] skips(int blocks) {
        skipped = Math.min(skipped + blocks, LEAST_SKIPPED);
        if (!hasSkips && skipped == LEAST_SKIPPED) {
            pairs();
            skips = skips == null ? new char[1 << LOOK] : skips;
            for (int look = 0; look <= MASK; look++) {
                skips[look] = skip(look);
            }
            hasSkips = true;
        }
        return hasSkips ? skips : null;
    }

    private void build() {
        Arrays.fill(entries, 0);
        int code = 0;
        int index = 0;
        for (int bits = 1; bits <= LONGEST; bits++) {
            int count = counts[bits - 1] & 0xff;
            // No code is all ones.
            if (count > 0 && code + count >= 1 << bits) {
                throw JpegException.damaged("a Huffman table has more codes than there can be");
            }
            offset[bits] = index - code;
            largest[bits] = count > 0 ? code + count - 1 : -1;
            for (int i = 0; i < count; i++, index++, code++) {
                int symbol = symbols[index] & 0xff;
                if (dc && symbol > ZERO_RUN) {
                    throw JpegException.damaged("a Huffman table has differences of " + symbol + " bits");
                }
                if (bits <= LOOK) {
                    int shift = LOOK - bits;
                    Arrays.fill(entries, code << shift, code + 1 << shift, entry(symbol, bits));
                }
            }
            code <<= 1;
        }
        largest[LONGEST + 1] = Integer.MAX_VALUE;
    }

    private int entry(int symbol, int bits) {
        int run = symbol >> 4;
        int size = symbol & 15;
        int distance = !dc && size == 0 && run < ZERO_RUN ? END : run + 1;
        return bits + size | distance << 8 | bits << 16 | size << 24 | run << 28;
    }

    private long pair(int look) {
        int first = entries[look];
        int bits = first & 63;
        if (first == 0 || bits > LOOK || isZeroRun(first)) {
            return 0;
        }
        int distance = first >> 8 & 0xff;
        long value = valueAfter(look, first);
        int second = distance == END ? 0 : entries[look << bits & MASK];
        second = isZeroRun(second) ? 0 : second;
        int all = bits + (second & 63);
        int further = distance + (second >> 8 & 0xff);
        long next = value;
        if (second == 0 || all > LOOK) {
            all = bits;
            further = distance;
        } else {
            next = valueAfter(look << bits & MASK, second);
        }
        return all | distance << 8 | (value & 0xffff) << 16 | (long) further << 32 | (long) bits << 40 | next << 48;
    }

    private char skip(int look) {
        long pair = pairs[look];
        int bits = (int) pair & 63;
        int distance = (int) (pair >>> 32) & 0xff;
        int next = distance < END ? entries[look << bits & MASK] : 0;
        if (next != 0 && bits + (next >> 16 & 31) <= LOOK) {
            bits += next & 63;
            distance += next >> 8 & 0xff;
        }
        return (char) (bits == 0 ? TOO_LONG : bits | distance << 8);
    }

    private static boolean isZeroRun(int entry) { return entry >>> 24 == ZERO_RUN << 4; }

    /// The value that follows a code, both within `LOOK` bits.
    private static int valueAfter(int look, int entry) {
        return value((long) look << 64 - LOOK + (entry >> 16 & 31), entry >>> 24 & 15);
    }

    /// The value of the highest so many bits; the lower half of all values is negative.
    static int value(long buffer, int length) {
        int plain = (int) (buffer >>> 1 >>> 63 - length);
        return plain + ((int) ~(buffer >> 63) & (-1 << length) + 1);
    }

    /// The entry of the next bits, at least 17, from the highest down.
    int entry(long buffer) {
        int entry = entries[(int) (buffer >>> 64 - LOOK)];
        return entry == 0 ? longCode(buffer) : entry;
    }

    /// The entry of a code that is longer than `LOOK`. 17 bits that are no code are a symbol of 0, as libjpeg takes
    /// them.
    ///
    /// @param buffer the next bits, at least 17, from the highest down
    int longCode(long buffer) {
        int bits = LOOK + 1;
        while ((int) (buffer >>> 64 - bits) > largest[bits]) {
            bits++;
        }
        int code = (int) (buffer >>> 64 - bits);
        return entry(bits > LONGEST ? 0 : symbols[code + offset[bits] & 0xff] & 0xff, bits);
    }
}
