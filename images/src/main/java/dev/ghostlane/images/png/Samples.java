package dev.ghostlane.images.png;

import java.util.Arrays;

/// What the samples of a PNG's rows mean. Alpha is left out, of 16 bits the upper 8 count, and fewer than 8 are spread
/// over 0…255.
final class Samples {
    private static final int GRAY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GRAY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    private static final int MOST_COLOURS = 256;

    private int bits;
    private int type;

    /// Colours as 0xRRGGBB, of indices or of grays of fewer than 8 bits.
    private final int[] palette = new int[MOST_COLOURS];

    /// @throws PngException if there are no such samples
    void open(int bits, int type) {
        boolean isKnown = switch (type) {
            case GRAY -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
            case PALETTE -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
            case RGB, GRAY_ALPHA, RGB_ALPHA -> bits == 8 || bits == 16;
            default -> false;
        };
        if (!isKnown) {
            throw PngException.damaged("its header has the colour type " + type + " with " + bits + " bits");
        }
        this.bits = bits;
        this.type = type;
        for (int i = 0; i < 1 << bits && bits < 8; i++) {
            palette[i] = 255 / ((1 << bits) - 1) * i * 0x010101;
        }
    }

    boolean hasPalette() { return type == PALETTE; }

    /// Takes the palette. As in Pillow what is missing of it is gray.
    ///
    /// @param at where in the file it is
    void readPalette(byte[] file, int at, int length) {
        if (length / 3 > MOST_COLOURS) {
            throw PngException.damaged("its palette has " + length / 3 + " colours");
        }
        Arrays.setAll(palette, i -> i * 0x010101);
        for (int i = 0; i < length / 3; i++) {
            palette[i] = (file[at + 3 * i] & 0xff) << 16 | (file[at + 3 * i + 1] & 0xff) << 8
                    | file[at + 3 * i + 2] & 0xff;
        }
    }

    private int count() {
        return switch (type) {
            case GRAY_ALPHA -> 2;
            case RGB -> 3;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
    }

    /// From a byte to the one that filters compare it with.
    int bytesPerPixel() { return Math.max(1, bits * count() / Byte.SIZE); }

    /// Bytes of so many pixels.
    long bytes(int pixels) { return ((long) pixels * bits * count() + 7) / Byte.SIZE; }

    /// Whether rows are red, green and blue bytes already.
    boolean areRgb() { return type == RGB && bits == 8; }

    /// Makes red, green and blue of pixels.
    void rgb(byte[] row, int from, int pixels, byte[] rgb, int to) {
        if (areRgb()) {
            System.arraycopy(row, from, rgb, to, 3 * pixels);
        } else if (type == PALETTE || bits < 8) {
            lookUp(row, from, pixels, rgb, to);
        } else {
            pick(row, from, bytesPerPixel(), type == RGB || type == RGB_ALPHA ? bits / Byte.SIZE : 0, pixels, rgb, to);
        }
    }

    private void lookUp(byte[] row, int from, int pixels, byte[] rgb, int to) {
        int mask = (1 << bits) - 1;
        for (int x = 0, at = to; x < pixels; x++, at += 3) {
            int bit = x * bits;
            int colour = palette[row[from + (bit >> 3)] >> 8 - bits - (bit & 7) & mask];
            rgb[at] = (byte) (colour >> 16);
            rgb[at + 1] = (byte) (colour >> 8);
            rgb[at + 2] = (byte) colour;
        }
    }

    /// @param step from a colour to the next; 0 if there is one for all
    private static void pick(byte[] row, int from, int stride, int step, int pixels, byte[] rgb, int to) {
        for (int i = from, at = to; at < to + 3 * pixels; i += stride, at += 3) {
            rgb[at] = row[i];
            rgb[at + 1] = row[i + step];
            rgb[at + 2] = row[i + 2 * step];
        }
    }

    @Override
    public String toString() {
        return switch (type) {
            case GRAY -> "gray";
            case GRAY_ALPHA -> "gray with alpha";
            case PALETTE -> "palette";
            case RGB -> "RGB";
            default -> "RGB with alpha";
        } + ", " + bits + " bits a sample";
    }
}
