package dev.ghostlane.images;

import java.io.InputStream;

/// Undoes TIFF's LZW compression.
final class LzwInputStream extends InputStream {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int MOST = 1 << 12;

    private final byte[] in;
    private final int end;
    private int at;
    private final short[] prefix = new short[MOST];
    private final byte[] last = new byte[MOST];
    private final byte[] string = new byte[MOST];
    private int left;
    private int next = END + 1;
    private int previous = -1;
    private int bits;
    private int held;
    private boolean ended;

    /// @param from where in the file the codes begin
    /// @param to where they end
    /// @throws ImageException if the codes are in the order of bits from before TIFF 6
    LzwInputStream(byte[] in, int from, int to, String source) {
        this.in = in;
        at = from;
        end = to;
        if (to - from >= 2 && in[from] == 0 && (in[from + 1] & 1) == 1) {
            throw Unsupported.of(source, "a TIFF file with the compression LZW of before TIFF 6");
        }
        for (int i = 0; i < CLEAR; i++) {
            last[i] = (byte) i;
            prefix[i] = -1;
        }
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        int count = 0;
        while (count < length && (left > 0 || readString())) {
            to[offset + count++] = string[--left];
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /// Reads the next code's string, the last byte first.
    ///
    /// @return whether there is one
    private boolean readString() {
        int code = code();
        while (code == CLEAR) {
            next = END + 1;
            previous = -1;
            code = code();
        }
        ended |= code < 0 || code == END;
        if (ended) {
            return false;
        }
        if (code > next || code >= next && previous < 0) {
            throw new IllegalArgumentException("an LZW code is not known yet");
        }
        if (code == next) {
            // The string before, followed by its own first byte.
            left = 1;
            follow(previous);
            string[0] = string[left - 1];
        } else {
            follow(code);
        }
        if (previous >= 0 && next < MOST) {
            prefix[next] = (short) previous;
            last[next++] = string[left - 1];
        }
        previous = code;
        return true;
    }

    private void follow(int code) {
        for (int at = code; at >= 0; at = prefix[at]) {
            string[left++] = last[at];
        }
    }

    /// The next code, which has a bit more as soon as the table is full but for one entry; -1 at the end.
    private int code() {
        int width = next < 511 ? 9 : next < 1023 ? 10 : next < 2047 ? 11 : 12;
        while (bits < width) {
            if (at >= end) {
                return -1;
            }
            held = held << 8 | in[at++] & 0xff;
            bits += 8;
        }
        bits -= width;
        return held >> bits & (1 << width) - 1;
    }
}
