package dev.ghostlane.images.jpeg;

/// Repeats how libjpeg-turbo reads the last bits of a scan after which there is no marker, but the file's end. It
/// fetches bytes ahead of what it decodes; where those are missing, it waits for them, and Pillow calls the file
/// truncated, though the bits may suffice.
final class UnmarkedEnd {
    /// Codes up to this length are looked up, for which so many bits must be there.
    private static final int LOOK = 8;

    /// Bits that are fetched near the end, and so many bytes where more than enough follow.
    private static final int ENOUGH = 57;
    private static final int AT_ONCE = 6;
    private static final int RUNNING_LOW = 16;
    private static final int BYTES_OF_A_BLOCK = 512;

    private static final int BLOCK = 64;

    private final byte[] window;
    private final int end;
    private final int blocks;
    private int bit;
    private int loaded;
    private int bytes;
    private int left;
    private boolean isFar;

    /// @param bit of the window with which an MCU begins
    /// @param blocks of an MCU; very many if libjpeg takes care all along
    UnmarkedEnd(EntropyData data, int bit, int blocks) {
        window = data.window;
        end = data.end();
        this.blocks = blocks;
        this.bit = bit;
        // Of a scan that began in the window nothing is fetched; else how much is not known, and soon does not matter.
        loaded = Math.ceilDiv(bit, 8);
        left = 8 * loaded - bit;
        for (int i = loaded; i < end; i++) {
            bytes += window[i] == (byte) 0xff ? 2 : 1;
        }
    }

    void beginMcu() { isFar = bytes >= (long) BYTES_OF_A_BLOCK * blocks; }

    /// Passes over a block.
    ///
    /// @return whether libjpeg has enough bytes for it
    boolean pass(HuffmanTable dc, HuffmanTable ac) {
        if (!pass(dc.entry(bits()))) {
            return false;
        }
        for (int k = 1; k < BLOCK;) {
            int entry = ac.entry(bits());
            if (!pass(entry)) {
                return false;
            }
            k += entry >> 8 & 0xff;
        }
        return true;
    }

    private long bits() { return EntropyData.next(window, bit >> 3) << (bit & 7); }

    private boolean pass(int entry) {
        int code = entry >> 16 & 31;
        int size = entry >>> 24 & 15;
        bit += code + size;
        boolean enough = need(isFar ? RUNNING_LOW + 1 : LOOK);
        if (!isFar && code > LOOK) {
            enough &= need(LOOK + 1);
            left -= LOOK + 1;
            for (int i = LOOK + 1; i < code; i++) {
                enough &= need(1);
                left--;
            }
        } else {
            left -= code;
        }
        if (size > 0) {
            enough &= need(isFar ? RUNNING_LOW + 1 : size);
            left -= size;
        }
        return enough;
    }

    /// Fetches bytes if there are fewer bits than that.
    private boolean need(int least) {
        if (left >= least) {
            return true;
        }
        int until = isFar ? left + 8 * AT_ONCE : ENOUGH;
        while (left < until) {
            if (loaded == end) {
                return false;
            }
            bytes -= window[loaded++] == (byte) 0xff ? 2 : 1;
            left += 8;
        }
        return true;
    }
}
