package dev.ghostlane.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Makes BMP files, which need not be sound.
final class TestBmp {
    static final byte[] NO_PALETTE = {};

    private TestBmp() {}

    /// A palette whose colour i has the red 255 − i, green i and blue 7.
    static byte[] palette(int colours) {
        byte[] palette = new byte[4 * colours];
        for (int i = 0; i < colours; i++) {
            palette[4 * i] = 7;
            palette[4 * i + 1] = (byte) i;
            palette[4 * i + 2] = (byte) (255 - i);
        }
        return palette;
    }

    /// @param header its bytes; 12 for OS/2's first
    /// @param between what stands between header and pixels: a palette, or masks
    static byte[] file(int header, int width, int height, int bits, int compression, byte[] between, byte... pixels) {
        int offset = 14 + header + between.length;
        ByteBuffer file = ByteBuffer.allocate(offset + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(offset).putInt(header);
        if (header == 12) {
            file.putShort((short) width).putShort((short) height).putShort((short) 1).putShort((short) bits);
        } else {
            file.putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
            if (header >= 40) {
                file.putInt(compression).position(46).putInt(bits > 8 ? 0 : between.length / 4);
            }
        }
        return file.position(14 + header).put(between).put(pixels).array();
    }
}
