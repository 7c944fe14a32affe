package dev.ghostlane.images;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What has to be known of a PNG file, and done with it, before ImageIO decodes it to Pillow's pixels: it is given the
/// chunks that make the pixels alone. Others, transparency too, change nothing, and the JDK's reader fails at some.
final class PngFile {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;
    private static final int CGBI = 0x43674249;

    /// Where the header says what pixels are, and the number for indices.
    private static final int COLOURS = 25;
    private static final int INDICES = 3;

    /// Bytes of a chunk beside its content: length, name and checksum.
    private static final int FRAME = 12;

    private PngFile() {}

    /// Whether a file starts as a PNG does, and not as Apple's own kind, whose pixels other readers misread.
    static boolean isPng(byte[] file) {
        return file.length >= 16 && ByteBuffer.wrap(file).getLong(0) == SIGNATURE
                && ByteBuffer.wrap(file).getInt(12) != CGBI;
    }

    /// Where the EXIF tags begin, with their byte order; -1 if there are none.
    static int exif(byte[] file) { return content(file, EXIF); }

    /// Where the content of a chunk begins; -1 if there is none.
    private static int content(byte[] file, int name) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        for (int at = 8; at >= 0; at = next(chunks, at)) {
            if (at + FRAME <= file.length && chunks.getInt(at + 4) == name) {
                return at + 8;
            }
        }
        return -1;
    }

    /// Where the next chunk begins; -1 if there is none.
    private static int next(ByteBuffer chunks, int at) {
        if (at + FRAME > chunks.limit() || chunks.getInt(at) < 0 || chunks.getInt(at + 4) == IEND) {
            return -1;
        }
        long next = (long) at + FRAME + chunks.getInt(at);
        return next < chunks.limit() ? (int) next : -1;
    }

    /// The colours of a palette, as 0xRRGGBB; what is missing of it is gray, as in Pillow. `null` if there is none, or
    /// if pixels are no indices.
    static int[] palette(byte[] file) {
        int at = content(file, PLTE);
        return at < 0 || file.length <= COLOURS || file[COLOURS] != INDICES
                ? null
                : Palettes.of(file, at, ByteBuffer.wrap(file).getInt(at - 8) / 3);
    }

    /// The file without all that makes no pixels; itself if there is nothing else.
    static byte[] bare(byte[] file) {
        ByteBuffer chunks = ByteBuffer.wrap(file);
        byte[] bare = file;
        int length = 0;
        int copied = 0;
        for (int at = 8; at >= 0; at = next(chunks, at)) {
            int name = at + FRAME <= file.length ? chunks.getInt(at + 4) : IEND;
            if (name == IHDR || name == PLTE || name == IDAT || name == IEND) {
                continue;
            }
            bare = bare == file ? new byte[file.length] : bare;
            System.arraycopy(file, copied, bare, length, at - copied);
            length += at - copied;
            int next = next(chunks, at);
            copied = next < 0 ? file.length : next;
        }
        if (bare == file) {
            return file;
        }
        System.arraycopy(file, copied, bare, length, file.length - copied);
        return Arrays.copyOf(bare, length + file.length - copied);
    }
}
