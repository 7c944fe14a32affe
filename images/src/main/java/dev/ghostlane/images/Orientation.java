package dev.ghostlane.images;

/// How a stored image must be turned to stand upright, by the EXIF tag Orientation (0x0112). JPEG has it in an APP1
/// segment, PNG in a chunk `eXIf`, TIFF among its own tags.
enum Orientation {
    UPRIGHT, MIRRORED, UPSIDE_DOWN, FLIPPED, TRANSPOSED, TURN_RIGHT, TRANSVERSED, TURN_LEFT;

    private static final int TAG = 0x0112;

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
        if (PngFile.isPng(file)) {
            return PngFile.exif(file);
        }
        return TiffTags.isTiff(file) ? 0 : -1;
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
