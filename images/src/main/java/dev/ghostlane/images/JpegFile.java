package dev.ghostlane.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What has to be known of a JPEG file, and done with it, before ImageIO decodes it to Pillow's pixels.
///
/// - Colour profiles (APP2 segments) are left out: ImageIO would convert the colours to sRGB, or refuse a
///   profile that does not suit the image; Pillow does neither.
/// - The end must be there: ImageIO fills what is missing with gray and only warns; Pillow refuses.
final class JpegFile {
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final int TEM = 0x01;
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;

    private JpegFile() {}

    /// Whether a file starts as a JPEG does.
    static boolean isJpeg(byte[] file) {
        return file.length >= 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == SOI && (file[2] & 0xff) == 0xff;
    }

    /// The file without the colour profiles; itself if it has none. There may be any bytes after its end-of-image
    /// marker.
    ///
    /// @param source names the file in messages
    /// @throws ImageException if there is no end-of-image marker
    static byte[] withoutProfiles(byte[] file, String source) {
        byte[] kept = file;
        int length = 0;
        int copied = 0;
        for (int at = next(file, 2); at < file.length - 1; at = next(file, end(file, at))) {
            int marker = file[at + 1] & 0xff;
            if (marker == EOI) {
                if (copied > 0) {
                    System.arraycopy(file, copied, kept, length, at + 2 - copied);
                }
                return kept;
            }
            if (marker == APP2 && has(file, at, PROFILE)) {
                kept = kept == file ? new byte[file.length] : kept;
                System.arraycopy(file, copied, kept, length, at - copied);
                length += at - copied;
                copied = end(file, at);
            }
        }
        throw new ImageException(source + ": the JPEG file is truncated or damaged: its " + file.length
                + " bytes have no end-of-image marker");
    }

    /// Where in a file the EXIF tags begin, with their byte order; -1 if there are none.
    static int exif(byte[] file) {
        for (int at = next(file, 2); at < file.length - 1; at = next(file, end(file, at))) {
            int marker = file[at + 1] & 0xff;
            if (marker == APP1 && has(file, at, EXIF)) {
                return at + 4 + EXIF.length;
            }
            if (marker == SOS || marker == EOI) {
                break;
            }
        }
        return -1;
    }

    /// Bytes of the coefficients that a decoder holds because the file has its pixels in several scans, each of them
    /// over the whole image; 0 if it has them in one.
    static long coefficientBytes(byte[] file) {
        long bytes = 0;
        int components = 0;
        boolean progressive = false;
        for (int at = next(file, 2); at < file.length - 10; at = next(file, end(file, at))) {
            int marker = file[at + 1] & 0xff;
            if (marker >= SOF0 && marker <= SOF2) {
                progressive = marker == SOF2;
                components = file[at + 9] & 0xff;
                bytes = Short.BYTES * samples(file, at + 5, components);
            } else if (marker == SOS) {
                return progressive || (file[at + 4] & 0xff) < components ? bytes : 0;
            }
        }
        return 0;
    }

    /// Samples of all components together, each of which may have fewer lines and columns than the image.
    ///
    /// @param size index of the image's height in the frame header
    private static long samples(byte[] file, int size, int components) {
        long pixels = (long) word(file, size) * word(file, size + 2);
        int widest = 1;
        int highest = 1;
        int sum = 0;
        for (int i = 0; i < components && size + 6 + 3 * i < file.length; i++) {
            int factors = file[size + 6 + 3 * i] & 0xff;
            widest = Math.max(widest, factors >> 4);
            highest = Math.max(highest, factors & 15);
            sum += (factors >> 4) * (factors & 15);
        }
        return pixels * sum / (widest * highest);
    }

    /// Index of the next marker from a position on; the file's length if there is none. Whatever is between segments,
    /// compressed pixels included, is passed over: in it a byte 0xff is followed by 0 or by a restart marker, and any
    /// other 0xff starts a segment.
    private static int next(byte[] file, int from) {
        for (int at = from; at < file.length - 1; at++) {
            int marker = file[at + 1] & 0xff;
            if (file[at] == (byte) 0xff && marker > TEM && marker != 0xff && (marker < RST0 || marker > SOI)) {
                return at;
            }
        }
        return file.length;
    }

    /// Index of what follows the segment of a marker.
    private static int end(byte[] file, int marker) { return marker + 2 + Math.max(word(file, marker + 2), 2); }

    /// Whether the segment of a marker lies inside the file and its content starts like this.
    private static boolean has(byte[] file, int marker, byte[] start) {
        int content = marker + 4;
        return end(file, marker) <= file.length && end(file, marker) - content >= start.length
                && Arrays.equals(file, content, content + start.length, start, 0, start.length);
    }

    /// Two bytes; after the end of the file 0.
    private static int word(byte[] file, int at) {
        return at + 1 < file.length ? (file[at] & 0xff) << 8 | file[at + 1] & 0xff : 0;
    }
}
