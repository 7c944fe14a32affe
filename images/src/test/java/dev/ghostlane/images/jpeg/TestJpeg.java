package dev.ghostlane.images.jpeg;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Makes JPEG files of one value, byte by byte, to break one rule at a time.
final class TestJpeg {
    private String names = "1";
    private int width = 8;
    private int height = 8;
    private int frame = 0xc0;
    private int precision = 8;
    private int sampling = 0x11;
    private boolean jfif;
    private int adobe = -1;
    private boolean quantised = true;
    private boolean coded = true;
    private byte[] before = {};
    private int[] progression = {0, 63, 0};
    private int[] data;
    private byte[] after = {(byte) 0xff, (byte) 0xd9};

    TestJpeg withNames(String letters) {
        names = letters;
        return this;
    }

    TestJpeg withSize(int columns, int rows) {
        width = columns;
        height = rows;
        return this;
    }

    /// Of the first component; the others have one block of an MCU.
    TestJpeg withSampling(int factors) {
        sampling = factors;
        return this;
    }

    TestJpeg withFrame(int marker, int bits) {
        frame = marker;
        precision = bits;
        return this;
    }

    TestJpeg withJfif(boolean has) {
        jfif = has;
        return this;
    }

    TestJpeg withAdobe(int transform) {
        adobe = transform;
        return this;
    }

    /// Without quantisation or Huffman tables.
    TestJpeg withTables(boolean quantisation, boolean huffman) {
        quantised = quantisation;
        coded = huffman;
        return this;
    }

    TestJpeg withProgression(boolean is) {
        frame = is ? 0xc2 : 0xc0;
        return is ? withScan(0, 0, 0) : withScan(0, 63, 0);
    }

    TestJpeg withScan(int first, int last, int bits) {
        progression = new int[]{first, last, bits};
        return this;
    }

    /// Segments before the scan, with their markers.
    TestJpeg withBefore(int... segments) {
        before = bytes(segments);
        return this;
    }

    /// Compressed data; without it so many zeros as the blocks of the image need.
    TestJpeg withData(int... bits) {
        data = bits;
        return this;
    }

    /// What follows the compressed data, if it is not the end-of-image marker alone.
    TestJpeg withAfter(int... rest) {
        after = bytes(rest);
        return this;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xff, 0xd8));
        if (jfif) {
            out.writeBytes(bytes(0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0));
        }
        if (adobe >= 0) {
            out.writeBytes(bytes(0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, adobe));
        }
        if (quantised) {
            byte[] table = new byte[64];
            Arrays.fill(table, (byte) 1);
            out.writeBytes(bytes(0xff, 0xdb, 0, 67, 0));
            out.writeBytes(table);
        }
        if (coded) {
            // One code of one bit, 0: no difference, or the end of the block.
            out.writeBytes(bytes(0xff, 0xc4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
            out.writeBytes(bytes(0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        }
        out.writeBytes(bytes(0xff, frame, 0, 8 + 3 * names.length(), precision, height >> 8, height, width >> 8, width,
                names.length()));
        for (int i = 0; i < names.length(); i++) {
            out.writeBytes(bytes(names.charAt(i), i == 0 ? sampling : 0x11, 0));
        }
        out.writeBytes(before);
        out.writeBytes(scan(names, progression));
        int blocks = names.length() * Math.ceilDiv(width, 8) * Math.ceilDiv(height, 8);
        out.writeBytes(data == null ? new byte[1 + blocks / 4] : bytes(data));
        out.writeBytes(after);
        return out.toByteArray();
    }

    /// A scan header.
    static byte[] scan(String names, int... progression) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xff, 0xda, 0, 6 + 2 * names.length(), names.length()));
        for (int i = 0; i < names.length(); i++) {
            out.writeBytes(bytes(names.charAt(i), 0));
        }
        out.writeBytes(bytes(progression));
        return out.toByteArray();
    }
}
