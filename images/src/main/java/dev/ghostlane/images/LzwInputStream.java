package dev.ghostlane.images;

import java.io.IOException;
import java.io.InputStream;

/// Undoes TIFF's LZW compression.
final class LzwInputStream extends InputStream {
    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int MOST = 1 << 12;

    private final InputStream in;
    private final short[] prefix = new short[MOST];
    private final byte[] last = new byte[MOST];
    private final byte[] string = new byte[MOST];
    private int left;
    private int next = END + 1;
    private int previous = -1;
    private int bits;
    private int held;
    private boolean ended;

    /// @throws ImageException if the codes are in the order of bits from before TIFF 6
    LzwInputStream(InputStream in, String source) throws IOException {
        this.in = in;
        in.mark(2);
        if (in.read() == 0 && (in.read() & 1) == 1) {
            throw Unsupported.of(source, "a TIFF file with the compression LZW of before TIFF 6");
        }
        in.reset();
        for (int i = 0; i < CLEAR; i++) {
            last[i] = (byte) i;
            prefix[i] = -1;
        }
    }

    @Override
    public int read() throws IOException {
        if (left == 0 && !ended) {
            readString();
        }
        return ended ? -1 : string[--left] & 0xff;
    }

    /// Reads the next code's string, the last byte first.
    private void readString() throws IOException {
        int code = code();
        while (code == CLEAR) {
            next = END + 1;
            previous = -1;
            code = code();
        }
        ended = code < 0 || code == END;
        if (ended) {
            return;
        }
        if (code > next || code >= next && previous < 0) {
            // Not an IOException, which InputStream would swallow.
            throw new IllegalStateException("an LZW code is not known yet");
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
    }

    private void follow(int code) {
        for (int at = code; at >= 0; at = prefix[at]) {
            string[left++] = last[at];
        }
    }

    /// The next code, which has a bit more as soon as the table is full but for one entry; -1 at the end.
    private int code() throws IOException {
        int width = next < 511 ? 9 : next < 1023 ? 10 : next < 2047 ? 11 : 12;
        while (bits < width) {
            int read = in.read();
            if (read < 0) {
                return -1;
            }
            held = held << 8 | read;
            bits += 8;
        }
        bits -= width;
        return held >> bits & (1 << width) - 1;
    }
}
