package dev.ghostlane.ghostnetv2.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What has to be done with a JPEG file before ImageIO decodes it to Pillow's pixels.
///
/// - Colour profiles (APP2 segments) are left out: ImageIO would convert the colours to sRGB, or refuse a
///   profile that does not suit the image; Pillow does neither.
/// - The end must be there: ImageIO fills what is missing with gray and only warns; Pillow refuses.
final class JpegFile {
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private static final int TEM = 0x01;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int APP2 = 0xe2;

    private JpegFile() {}

    /// Whether a file starts as a JPEG does.
    static boolean isJpeg(byte[] file) {
        return file.length >= 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == SOI
                && (file[2] & 0xff) == 0xff;
    }

    /// The file up to its end-of-image marker without the colour profiles.
    ///
    /// Whatever is between segments, compressed pixels included, is passed over: in it a byte 0xff is
    /// followed by 0, and any other 0xff starts a marker.
    ///
    /// @param source names the file in messages
    /// @throws ImageException if there is no end-of-image marker
    static byte[] withoutProfiles(byte[] file, String source) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        int copied = 0;
        int position = 2;
        while (position + 1 < file.length) {
            int marker = file[position + 1] & 0xff;
            if (file[position] != (byte) 0xff || marker == 0xff) {
                position++;
            } else if (marker == EOI) {
                kept.write(file, copied, position + 2 - copied);
                return kept.toByteArray();
            } else if (marker <= TEM || marker >= RST0 && marker <= SOI) {
                position += 2;
            } else {
                int next = position + 2 + length(file, position + 2);
                if (marker == APP2 && next <= file.length && isProfile(file, position + 4, next)) {
                    kept.write(file, copied, position - copied);
                    copied = next;
                }
                position = next;
            }
        }
        throw new ImageException(source + ": the JPEG file is truncated or damaged: its " + file.length
                + " bytes have no end-of-image marker");
    }

    /// Length of a segment, its own two bytes included.
    private static int length(byte[] file, int at) {
        return at + 1 < file.length ? Math.max((file[at] & 0xff) << 8 | file[at + 1] & 0xff, 2) : 2;
    }

    private static boolean isProfile(byte[] file, int from, int to) {
        return to - from >= PROFILE.length
                && Arrays.equals(file, from, from + PROFILE.length, PROFILE, 0, PROFILE.length);
    }
}
