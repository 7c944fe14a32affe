package dev.ghostlane.images;

import java.nio.ByteBuffer;

/// How a stored image must be turned to stand upright, by the EXIF tag Orientation (0x0112). JPEG has it in an APP1
/// segment, PNG in a chunk `eXIf`, TIFF among its own tags.
enum Orientation {
    UPRIGHT, MIRRORED, UPSIDE_DOWN, FLIPPED, TRANSPOSED, TURN_RIGHT, TRANSVERSED, TURN_LEFT;

    private static final int TAG = 0x0112;
    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int PNG_EXIF = 0x65584966;

    /// What a file says; upright if it says nothing, or nothing that can be understood.
    static Orientation of(byte[] file) {
        try {
            int start = tiff(file);
            return start < 0 ? UPRIGHT : of(new TiffTags(file, start).first(TAG));
        } catch (IndexOutOfBoundsException e) {
            // A tag directory that leads out of the file: Pillow passes over it, too.
            return UPRIGHT;
        }
    }

    private static Orientation of(double value) {
        return value >= 1 && value <= values().length && value == (int) value ? values()[(int) value - 1] : UPRIGHT;
    }

    /// Where in a file the directory of tags begins, with its byte order; -1 if there is none.
    private static int tiff(byte[] file) {
        if (JpegFile.isJpeg(file)) {
            return JpegFile.exif(file);
        }
        if (file.length >= 8 && ByteBuffer.wrap(file).getLong(0) == PNG_SIGNATURE) {
            return pngExif(ByteBuffer.wrap(file));
        }
        return TiffTags.isTiff(file) ? 0 : -1;
    }

    private static int pngExif(ByteBuffer file) {
        long chunk = 8;
        while (chunk + 12 <= file.capacity()) {
            int length = file.getInt((int) chunk);
            if (length < 0) {
                return -1;
            }
            if (file.getInt((int) chunk + 4) == PNG_EXIF) {
                return (int) chunk + 8;
            }
            chunk += 12L + length;
        }
        return -1;
    }

    /// The image as it should be seen.
    RgbImage upright(RgbImage image) {
        if (this == UPRIGHT) {
            return image;
        }
        boolean turned = ordinal() >= TRANSPOSED.ordinal();
        int width = turned ? image.height() : image.width();
        int height = turned ? image.width() : image.height();
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int right = image.width() - 1;
                int bottom = image.height() - 1;
                int source = 3 * switch (this) {
                    case UPRIGHT -> y * image.width() + x;
                    case MIRRORED -> y * image.width() + right - x;
                    case UPSIDE_DOWN -> (bottom - y) * image.width() + right - x;
                    case FLIPPED -> (bottom - y) * image.width() + x;
                    case TRANSPOSED -> x * image.width() + y;
                    case TURN_RIGHT -> (bottom - x) * image.width() + y;
                    case TRANSVERSED -> (bottom - x) * image.width() + right - y;
                    case TURN_LEFT -> x * image.width() + right - y;
                };
                int target = 3 * (y * width + x);
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
            }
        }
        return new RgbImage(width, height, to);
    }
}
