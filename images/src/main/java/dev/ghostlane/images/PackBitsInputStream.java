package dev.ghostlane.images;

import java.io.InputStream;

/// Undoes TIFF's PackBits compression: runs of one byte, and of bytes as they are.
final class PackBitsInputStream extends InputStream {
    private final byte[] in;
    private final int end;
    private int at;
    private int left;
    private boolean literal;

    /// @param from where in the file the runs begin
    /// @param to where they end
    PackBitsInputStream(byte[] in, int from, int to) {
        this.in = in;
        at = from;
        end = to;
    }

    @Override
    public int read() {
        while (left == 0) {
            if (at >= end) {
                return -1;
            }
            int count = in[at++];
            literal = count >= 0;
            left = count == -128 ? 0 : literal ? count + 1 : 1 - count;
        }
        if (at >= end) {
            return -1;
        }
        left--;
        return in[literal || left == 0 ? at++ : at] & 0xff;
    }
}
