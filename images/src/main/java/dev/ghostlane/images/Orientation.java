package dev.ghostlane.images;

import dev.ghostlane.images.bands.Position;

/// How a stored image must be turned to stand upright, by the EXIF tag Orientation (0x0112). JPEG has it in an APP1
/// segment, PNG in a chunk `eXIf`, TIFF among its own tags.
enum Orientation {
    UPRIGHT(false, false, false), MIRRORED(false, true, false), UPSIDE_DOWN(false, true, true), FLIPPED(false, false,
            true), TRANSPOSED(true, false,
                    false), TURN_RIGHT(true, true, false), TRANSVERSED(true, true, true), TURN_LEFT(true, false, true);

    private static final int TAG = 0x0112;

    private final Position position;

    Orientation(boolean isOnItsSide, boolean isReversedAcross, boolean isReversedDown) {
        position = new Position(isOnItsSide, isReversedAcross, isReversedDown);
    }

    /// How the image lies in the file.
    Position position() { return position; }

    /// Whether the image's rows are the file's columns.
    boolean isOnItsSide() { return position.isOnItsSide(); }

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
        boolean turned = isOnItsSide();
        int width = turned ? image.height() : image.width();
        int height = turned ? image.width() : image.height();
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int column = position.isReversedAcross() ? width - 1 - x : x;
                int row = position.isReversedDown() ? height - 1 - y : y;
                int source = 3 * (turned ? column * image.width() + row : row * image.width() + column);
                int target = 3 * (y * width + x);
                to[target] = from[source];
                to[target + 1] = from[source + 1];
                to[target + 2] = from[source + 2];
            }
        }
        return new RgbImage(width, height, to);
    }
}
