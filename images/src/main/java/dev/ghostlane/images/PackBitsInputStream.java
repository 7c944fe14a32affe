package dev.ghostlane.images;

import java.io.IOException;
import java.io.InputStream;

/// Undoes TIFF's PackBits compression: runs of one byte, and of bytes as they are.
final class PackBitsInputStream extends InputStream {
    private final InputStream in;
    private int left;
    private boolean literal;
    private int repeated;

    PackBitsInputStream(InputStream in) { this.in = in; }

    @Override
    public int read() throws IOException {
        while (left == 0) {
            int count = in.read();
            if (count < 0) {
                return -1;
            }
            literal = count < 128;
            left = literal ? count + 1 : count == 128 ? 0 : 257 - count;
            repeated = literal || left == 0 ? 0 : in.read();
        }
        left--;
        return literal ? in.read() : repeated;
    }
}
