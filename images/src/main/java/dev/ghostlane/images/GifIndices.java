package dev.ghostlane.images;

import java.io.EOFException;

/// The indices of a GIF's image: LZW codes, the lowest bits first, in blocks of up to 255 bytes. As in Pillow codes
/// that are not known yet, and an end before the last pixel, are damage.
final class GifIndices {
    private static final int LONGEST = 12;

    private final byte[] file;
    private final int clear;
    private final short[] prefix = new short[1 << LONGEST];
    private final byte[] last = new byte[1 << LONGEST];
    private final byte[] string = new byte[1 << LONGEST];
    private int left;
    private int next;
    private int width;
    private int previous;
    private byte first;
    private int at;
    private int block;
    private int held;
    private int bits;

    /// @param at where the number of an index's bits is, before the blocks
    GifIndices(byte[] file, int at) throws EOFException {
        this.file = file;
        this.at = at;
        int size = unsigned();
        if (size < 1 || size > 8) {
            throw new IllegalArgumentException("its indices have " + size + " bits");
        }
        clear = 1 << size;
        clear();
    }

    /// Reads as many as there is room for.
    void read(byte[] line) throws EOFException {
        for (int x = 0; x < line.length; x++) {
            if (left == 0) {
                readString();
            }
            line[x] = string[--left];
        }
    }

    private void clear() {
        next = clear + 2;
        width = Integer.numberOfTrailingZeros(clear) + 1;
        previous = -1;
    }

    /// Reads the next code's string, the last index first.
    private void readString() throws EOFException {
        int code = code();
        while (code == clear) {
            clear();
            code = code();
        }
        if (code == clear + 1) {
            throw new EOFException();
        }
        if (code > next || previous < 0 && code > clear) {
            throw new IllegalArgumentException("an LZW code is not known yet");
        }
        int rest = code;
        if (code == next) {
            // The string before, followed by its own first index.
            string[left++] = first;
            rest = previous;
        }
        for (; rest > clear; rest = prefix[rest]) {
            string[left++] = last[rest];
        }
        first = (byte) rest;
        string[left++] = first;
        if (previous >= 0 && next < 1 << LONGEST) {
            prefix[next] = (short) previous;
            last[next++] = first;
            width = next == 1 << width && width < LONGEST ? width + 1 : width;
        }
        previous = code;
    }

    private int code() throws EOFException {
        for (; bits < width; bits += Byte.SIZE, block--) {
            if (block == 0) {
                block = unsigned();
                if (block == 0 || at + block > file.length) {
                    throw new EOFException();
                }
            }
            held |= unsigned() << bits;
        }
        int code = held & (1 << width) - 1;
        held >>>= width;
        bits -= width;
        return code;
    }

    private int unsigned() throws EOFException {
        if (at >= file.length) {
            throw new EOFException();
        }
        return file[at++] & 0xff;
    }
}
