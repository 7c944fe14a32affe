package dev.ghostlane.images.png;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// The chunks of a PNG file, one after the other: the length of the content, a name, the content, a checksum. Numbers
/// are big-endian.
final class Chunks {
    static final int IHDR = 0x49484452;
    static final int PLTE = 0x504c5445;
    static final int IDAT = 0x49444154;
    static final int IEND = 0x49454e44;

    private static final int SIGNATURE = 8;

    /// Bytes of a chunk before its content, and after it.
    private static final int BEFORE = 8;
    private static final int AFTER = 4;

    private final CRC32 crc = new CRC32();
    private byte[] file;

    /// The content of this chunk, and where the next one begins.
    int content;
    int length;
    private int next;

    /// Begins before the first chunk of a file.
    void open(byte[] file) {
        this.file = file;
        next = SIGNATURE;
    }

    /// Goes to the next chunk.
    ///
    /// @return its name; 0 if the file ends before its content
    int next() {
        if (file.length - next < BEFORE) {
            return 0;
        }
        int name = number(next + 4);
        content = next + BEFORE;
        length = number(next);
        if (length < 0) {
            throw PngException.damaged("the chunk " + text(name) + " has " + Integer.toUnsignedString(length)
                    + " bytes");
        }
        next = (int) Math.min((long) content + length + AFTER, file.length);
        return name;
    }

    /// Looks whether all of this chunk is there, as it was written.
    void require(int name) {
        if (file.length - content < (long) length + AFTER) {
            throw PngException.truncated("within the chunk " + text(name));
        }
        crc.reset();
        crc.update(file, content - 4, 4 + length);
        if ((int) crc.getValue() != number(content + length)) {
            throw PngException.damaged("the checksum of a chunk " + text(name) + " is wrong");
        }
    }

    /// Four bytes as a number.
    int number(int at) {
        return (file[at] & 0xff) << 24 | (file[at + 1] & 0xff) << 16 | (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
    }

    int unsigned(int at) { return file[at] & 0xff; }

    byte[] file() { return file; }

    /// Whether this is a name: four letters.
    static boolean isName(int name) {
        for (int i = 0; i < Integer.SIZE; i += Byte.SIZE) {
            int letter = name >> i & 0xdf;
            if (letter < 'A' || letter > 'Z') {
                return false;
            }
        }
        return true;
    }

    static String text(int name) {
        byte[] letters = {(byte) (name >> 24), (byte) (name >> 16), (byte) (name >> 8), (byte) name};
        return isName(name) ? new String(letters, StandardCharsets.US_ASCII) : "0x%08x".formatted(name);
    }

    void close() { file = null; }
}
